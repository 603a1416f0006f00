"""A case as its page shows it: the record beside the text, the marks in the text, what became of decisions."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from curation.keys import keyed_findings
from curation.wording import moment
from models.fate import Fate
from models.frozen import Frozen
from models.record import CaseRecord, Finding
from pipeline.decisions.standing import Standing, standing
from pipeline.store.cases import read_document
from pipeline.store.decisions import newest_decision
from pipeline.store.documents import record_of
from pipeline.store.history import Version, read_version, versions_of
from web.discretion import Discretion
from web.layout import Mark, Things, decided_of, marks_of, things_of
from web.rendering import render_part


class Pane(Frozen):
    """What is shown of a case. `last` is the newest decision that it knows; `told` says how decisions stand."""

    record: CaseRecord
    things: tuple[Things, ...]
    marks: tuple[Mark, ...]
    versions: tuple[Version, ...]
    shown: int
    is_newest: bool
    decided: Mapping[str, frozenset[str]]
    fates: tuple[Fate, ...] = ()
    last: str | None = None
    told: str = ""

    @property
    def findings(self) -> tuple[tuple[str, Finding], ...]:
        """The findings with their keys."""
        return tuple(keyed_findings(self.record))


class DeskAnswer(Frozen):
    """A case for the page that shows it already.

    `html` is the record's pane; `marks` are start, end, kind, key, and how sure it is. `undo` are the ids of what was
    just taken, `said` is for the status line.
    """

    case: str
    version: int
    title: str
    last: str | None
    html: str
    marks: tuple[tuple[int, int, str, str, str], ...]
    fates: tuple[Fate, ...]
    said: str = ""
    undo: tuple[str, ...] = ()


def pane_of(connection: Connection, case_id: str, discretion: Discretion) -> Pane:
    """The case with all that was decided. Raises UnknownNameError."""
    return pane_with(connection, standing(connection, case_id), discretion)


def pane_with(connection: Connection, stands: Standing, discretion: Discretion) -> Pane:
    """The case as it stands."""
    record = discretion.record(stands.curated.record)
    stored = record_of(record.id, read_document(connection, record.id))
    return Pane(
        record=record,
        things=things_of(record),
        marks=marks_of(record),
        versions=versions_of(connection, record.id),
        shown=stands.version,
        is_newest=True,
        decided=decided_of(stands.decisions, stands.curated.fates),
        fates=discretion.words(stands.curated.record, stands.curated.fates),
        last=newest_decision(connection, record.id),
        told=_told(stands, is_settled=stored == stands.curated.record),
    )


def pane_before(connection: Connection, case_id: str, number: int, discretion: Discretion) -> Pane:
    """The case as it was in that version. Raises UnknownNameError."""
    record = discretion.record(record_of(case_id, read_version(connection, case_id, number)))
    return Pane(
        record=record,
        things=things_of(record),
        marks=marks_of(record),
        versions=versions_of(connection, case_id),
        shown=number,
        is_newest=False,
        decided=decided_of((), ()),
    )


def values_of(pane: Pane) -> dict[str, Any]:
    """What the templates of a case are given."""
    return {**dict(pane), "findings": pane.findings}


def answer_of(pane: Pane) -> dict[str, object]:
    """What `DeskAnswer` has of the pane."""
    return {
        "case": pane.record.id,
        "version": pane.shown,
        "title": pane.record.title,
        "last": pane.last,
        "html": render_part("record", **values_of(pane)),
        "marks": [(each.start, each.end, each.kind, each.key, each.told) for each in pane.marks],
        "fates": pane.fates,
    }


def _told(stands: Standing, *, is_settled: bool) -> str:
    if not stands.decisions:
        return ""
    newest = stands.decisions[-1]
    count = len(stands.decisions)
    told = f"{count:,} {'decision' if count == 1 else 'decisions'}, the newest by {newest.by}, {moment(newest.at)}"
    return told if is_settled else f"{told}; not yet in a version"
