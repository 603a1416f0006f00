"""The pages in quarantine, with their history."""

from collections.abc import Collection

from sqlalchemy import Connection, select

from models.report import QuarantinedPage
from pipeline.store.tables import captures, quarantine


class HeldRow(QuarantinedPage):
    """A page in quarantine as the store has it; `sha256` is that of its bytes, None where it gave none.

    `captured_at`, `media_type` and `charset` are what was known of the bytes when they came.
    """

    sha256: str | None
    trace: str | None
    attempts: int
    first_at: str
    last_at: str
    captured_at: str | None
    media_type: str | None
    charset: str | None


_ROW = tuple(
    (captures if name in {"captured_at", "media_type", "charset"} else quarantine).c[name]
    for name in HeldRow.model_fields
)


def held_rows(connection: Connection, sources: Collection[str]) -> tuple[HeldRow, ...]:
    """All of the sources' pages in quarantine, by source and uri."""
    same = (
        (captures.c.source == quarantine.c.source)
        & (captures.c.uri == quarantine.c.uri)
        & (captures.c.sha256 == quarantine.c.sha256)
    )
    query = select(*_ROW).outerjoin_from(quarantine, captures, same).where(quarantine.c.source.in_(sources))
    rows = connection.execute(query.order_by(quarantine.c.source, quarantine.c.uri)).mappings()
    return tuple(HeldRow(**row) for row in rows)
