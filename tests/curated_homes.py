"""Homes with decisions of curators, for tests of what runs make of them."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Table, select

from extractors.identity import case_id
from models.claim import TitleClaim
from models.decision import Correct, Decision
from models.record import CaseRecord
from pipeline.decisions.standing import standing
from pipeline.decisions.taking import take
from pipeline.settings import Settings
from pipeline.store.cases import read_document
from pipeline.store.database import opened, reading
from pipeline.store.documents import record_of
from tests.curating import anchor, decided


def page_case(uri: str) -> str:
    """The case of the page in the source `notes`."""
    return case_id("notes", uri)


def retitled(page: CaseRecord, title: str, *, minute: int = 0) -> Decision:
    """The title of the case is another."""
    act = Correct(anchor=anchor(page, "title", None), seen=TitleClaim(title=page.title), value=TitleClaim(title=title))
    return decided(page, act, minute=minute)


def decide_on(settings: Settings, uri: str, *makers: Callable[[CaseRecord], Decision]) -> list[Decision]:
    """Decisions made of what stands at the page, and taken."""
    with opened(settings.database_url) as store:
        with reading(store) as connection:
            page = standing(connection, page_case(uri)).curated.record
        made = [make(page) for make in makers]
        take(store, settings.raw, made)
    return made


def retitle(settings: Settings, uri: str, title: str, *, minute: int = 0) -> Decision:
    """A decision on the title of the page's case, taken."""
    return decide_on(settings, uri, lambda page: retitled(page, title, minute=minute))[0]


def stored(settings: Settings, uri: str) -> CaseRecord:
    """What the data set has of the page."""
    with opened(settings.database_url) as store, reading(store) as connection:
        case = page_case(uri)
        return record_of(case, read_document(connection, case))


def rows_of(settings: Settings, table: Table, *columns: str) -> list[tuple[object, ...]]:
    """The table's rows, in the order of its key."""
    chosen = [table.c[name] for name in columns] or [table]
    with opened(settings.database_url) as store, reading(store) as connection:
        return [tuple(row) for row in connection.execute(select(*chosen).order_by(*table.primary_key))]


def journal_lines(raw: Path) -> list[str]:
    """The lines of the journal of decisions."""
    path = raw / "decisions" / "decisions.jsonl"
    return path.read_text().splitlines() if path.exists() else []
