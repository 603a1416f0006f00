"""Cases curated anew, without their pages."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select

from models.errors import StoreError
from pipeline.decisions.curating import Kept, curate
from pipeline.store.curation import decided_of, machines_of
from pipeline.store.documents import record_of
from pipeline.store.steps import Page, Stamp, Step, steps_of, store_steps
from pipeline.store.tables import cases


class Settlement(NamedTuple):
    """The digests of what the cases hold now, by id, and how many of them have changed."""

    digests: Mapping[str, str]
    changed: int


def settle_cases(connection: Connection, stamp: Stamp, ids: Sequence[str]) -> Settlement:
    """What became of the live cases among `ids`, whose decisions up to `stamp.decided` are applied to the machine's
    records; one that is stored in the form of another casemill is left for when its page is milled again.
    """
    steps = _steps(connection, stamp, ids)
    store_steps(connection, stamp, steps)
    return Settlement(
        digests={step.milled.case_id: step.milled.digest for step in steps},
        changed=sum(step.operation is not None for step in steps),
    )


def planned_changes(connection: Connection, ids: Sequence[str], *, decided: int) -> int:
    """How many of the cases would change."""
    stamp = Stamp(run="", mill_key="", at="", decided=decided)
    return sum(step.operation is not None for step in _steps(connection, stamp, ids))


def _steps(connection: Connection, stamp: Stamp, ids: Sequence[str]) -> list[Step]:
    rows = connection.execute(select(cases.c.id, cases.c.source, cases.c.uri).where(cases.c.id.in_(ids), cases.c.live))
    places = {row.id: Page(row.source, row.uri) for row in rows}
    there = [case for case in ids if case in places]
    kept = {each.milled.case_id: each for each in _kept(connection, there, decided=stamp.decided)}
    records = [(places[case], kept[case].milled) for case in there if case in kept]
    return steps_of(connection, stamp.run, records, kept)


def _kept(connection: Connection, ids: Collection[str], *, decided: int) -> Iterator[Kept]:
    held, machines = decided_of(connection, ids, until=decided), machines_of(connection, ids)
    for case in held:
        try:
            record = record_of(case, machines[case].document)
        except StoreError:
            continue
        yield curate(machines[case], record, held[case])
