"""Pages that could not be had this time: what the store has of them stands."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, delete, select, update

from models.frozen import Frozen
from pipeline.store.pages import PageState
from pipeline.store.rows import Row, upsert
from pipeline.store.tables import pages, quarantine


class Failure(Frozen):
    """Why a page gave no bytes, or not its own; `sha256` is that of what it gave instead."""

    uri: str
    code: str
    message: str
    sha256: str | None = None


def mark_missing(connection: Connection, run: str, source: str, uris: Collection[str]) -> None:
    """The pages are missed, but not yet gone."""
    there = (pages.c.source == source, pages.c.uri.in_(uris), pages.c.state != PageState.GONE.value)
    connection.execute(update(pages).where(*there).values(run_id=run))


def note_failures(connection: Connection, run: str, source: str, failures: Sequence[Failure], *, at: str) -> None:
    """Why these could not be had stands in the quarantine; what the store has of them is as before."""
    where = (quarantine.c.source == source, quarantine.c.uri.in_([each.uri for each in failures]))
    tried = connection.execute(select(quarantine.c.uri, quarantine.c.attempts).where(*where))
    attempts = {row.uri: row.attempts for row in tried}
    rows: list[Row] = [
        {
            "source": source,
            **failure.model_dump(),
            "trace": None,
            "attempts": attempts.get(failure.uri, 0) + 1,
            "first_at": at,
            "last_at": at,
            "run_id": run,
        }
        for failure in failures
    ]
    upsert(connection, quarantine, rows, keep=("first_at",))


def heal(connection: Connection, source: str, uris: Collection[str]) -> tuple[str, ...]:
    """Those of the pages that were in quarantine: they could be had again."""
    ill = delete(quarantine).where(quarantine.c.source == source, quarantine.c.uri.in_(uris))
    return tuple(sorted(connection.execute(ill.returning(quarantine.c.uri)).scalars()))
