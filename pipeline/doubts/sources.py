"""What is doubtful of a whole source: its gates that hold the release back, its pages in quarantine."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, func, select

from models.doubt import Doubt, Reason
from pipeline.gates.verdicts import accepting, source_of
from pipeline.store.holds import holding
from pipeline.store.tables import quarantine

_GATE, _QUARANTINE = 3.5, 0.9


def source_doubts(connection: Connection) -> Sequence[Doubt]:
    """The doubts of all sources, by source."""
    return (*_gates(connection), *_quarantined(connection))


def _gates(connection: Connection) -> Iterator[Doubt]:
    for gate in holding(connection):
        yield Doubt(
            case="",
            source=source_of(gate.gate),
            reason=Reason.GATE,
            kind="source",
            field=gate.gate,
            name=gate.gate,
            words=f"holds the release back since {gate.since[:10]}: {gate.reason}",
            weight=_GATE,
            step=f"see why; if that is as it should be: {accepting([gate.gate])}",
        )


def _quarantined(connection: Connection) -> Iterator[Doubt]:
    columns = (quarantine.c.source, quarantine.c.code)
    query = select(*columns, func.count().label("total")).group_by(*columns).order_by(*columns)
    for row in connection.execute(query):
        pages = "1 page" if row.total == 1 else f"{row.total:,} pages"
        yield Doubt(
            case="",
            source=row.source,
            reason=Reason.QUARANTINE,
            kind="source",
            field=row.code,
            name=f"{pages} of {row.source}",
            words=f"in quarantine: {row.code.replace('_', ' ')}",
            weight=_QUARANTINE,
            step=f"casemill quarantine list {row.source}",
        )
