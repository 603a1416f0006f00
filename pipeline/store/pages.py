"""How each page of a source stands, and which bytes it had when."""

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from models.frozen import Frozen
from pipeline.store.rows import execute_many
from pipeline.store.tables import captures, cases, changes, pages, quarantine
from pipeline.store.things import put_things

_CHUNK = 500


class PageState(StrEnum):
    """What the last run that saw the page made of it."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    GONE = "gone"
    QUARANTINED = "quarantined"


class KnownPage(Frozen):
    """A page that the store knows; `mill_key` names what it was milled with, None where it is to be tried again."""

    uri: str
    state: PageState
    sha256: str | None
    mill_key: str | None
    case_id: str | None

    def holds(self, sha256: str, mill_key: str) -> bool:
        """Whether these bytes, milled so, would give what the store has."""
        return self.state is not PageState.GONE and (self.sha256, self.mill_key) == (sha256, mill_key)


def known_pages(connection: Connection, source: str, uris: Collection[str]) -> Mapping[str, KnownPage]:
    """Those of the pages that the store knows, by uri."""
    columns = (pages.c.uri, pages.c.state, pages.c.sha256, pages.c.mill_key, pages.c.case_id)
    rows = connection.execute(select(*columns).where(pages.c.source == source, pages.c.uri.in_(uris)))
    return {row["uri"]: KnownPage(**row) for row in rows.mappings()}


def live_uris(connection: Connection, source: str) -> set[str]:
    """The pages of the source that are not gone."""
    there = (pages.c.source == source, pages.c.state != PageState.GONE.value)
    return set(connection.execute(select(pages.c.uri).where(*there)).scalars())


class CapturedPage(Frozen):
    """A page with its newest bytes, and what was declared of them when they were first captured."""

    uri: str
    sha256: str
    captured_at: str
    media_type: str | None
    charset: str | None


_CAPTURED = tuple(captures.c[name] for name in CapturedPage.model_fields)


def newest_captures(connection: Connection, source: str) -> tuple[CapturedPage, ...]:
    """The pages of the source that are not gone and have bytes, by uri."""
    same = (
        (captures.c.source == pages.c.source) & (captures.c.uri == pages.c.uri) & (captures.c.sha256 == pages.c.sha256)
    )
    there = (pages.c.source == source, pages.c.state != PageState.GONE.value)
    rows = connection.execute(select(*_CAPTURED).join(pages, same).where(*there).order_by(captures.c.uri))
    return tuple(CapturedPage(**row) for row in rows.mappings())


def known_captures(
    connection: Connection, source: str, uris: Collection[str]
) -> Mapping[tuple[str, str], CapturedPage]:
    """The pages with each of the bytes they had, by (uri, sha256)."""
    query = select(*_CAPTURED).where(captures.c.source == source, captures.c.uri.in_(uris))
    return {(row["uri"], row["sha256"]): CapturedPage(**row) for row in connection.execute(query).mappings()}


def mark_seen(connection: Connection, run: str, source: str, seen: Sequence[KnownPage], *, at: str) -> None:
    """The pages are as they were."""
    statement = (
        update(pages)
        .where(pages.c.source == source, pages.c.uri == bindparam("page"))
        .values(run_id=run, last_seen_at=at, state=bindparam("now"))
    )
    quiet = PageState.QUARANTINED
    rows = [{"page": page.uri, "now": (quiet if page.state is quiet else PageState.UNCHANGED).value} for page in seen]
    execute_many(connection, statement, rows)


def mark_untried(connection: Connection, source: str, uris: Sequence[str]) -> None:
    """The next run that meets the pages mills them, also with the same bytes."""
    if uris:
        which = (pages.c.source == source, pages.c.uri.in_(uris))
        connection.execute(update(pages).where(*which).values(mill_key=None))


def mark_rest_seen(connection: Connection, run: str, source: str, *, at: str) -> None:
    """The pages that a run, which saw the source to its end, had nothing to tell of: they were as before."""
    quiet = (PageState.GONE.value, PageState.QUARANTINED.value)
    rest = (pages.c.source == source, pages.c.run_id != run, pages.c.state.not_in(quiet))
    seen = {"run_id": run, "last_seen_at": at, "state": PageState.UNCHANGED.value}
    connection.execute(update(pages).where(*rest).values(seen))


def unmet_uris(connection: Connection, run: str, source: str) -> tuple[str, ...]:
    """The pages of the source that are there no longer: those that this run, which saw it to its end, has not met."""
    unmet = (pages.c.source == source, pages.c.run_id != run, pages.c.state != PageState.GONE.value)
    return tuple(connection.execute(select(pages.c.uri).where(*unmet).order_by(pages.c.uri)).scalars())


def mark_gone(connection: Connection, run: str, source: str, uris: Sequence[str]) -> None:
    """The pages are gone. Their cases leave the data set; the store keeps them."""
    for start in range(0, len(uris), _CHUNK):
        _mark_gone(connection, run, source, uris[start : start + _CHUNK])


def _mark_gone(connection: Connection, run: str, source: str, uris: Sequence[str]) -> None:
    missing = (pages.c.source == source, pages.c.uri.in_(uris))
    leaving = (
        select(cases.c.id, cases.c.version)
        .join(pages, pages.c.case_id == cases.c.id)
        .where(*missing, cases.c.live)
        .order_by(cases.c.id)
    )
    rows = [
        {"operation": "DEL", "case_id": row.id, "version": row.version, "run_id": run}
        for row in connection.execute(leaving)
    ]
    execute_many(connection, insert(changes), rows)
    ids = [{"case": row["case_id"]} for row in rows]
    execute_many(connection, update(cases).where(cases.c.id == bindparam("case")).values(live=False), ids)
    put_things(connection, {row["case_id"]: () for row in rows})
    connection.execute(delete(quarantine).where(quarantine.c.source == source, quarantine.c.uri.in_(uris)))
    connection.execute(update(pages).where(*missing).values(state=PageState.GONE.value))
