"""The gates that hold the release back, and since when."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, select

from models.report import GateVerdict, HeldGate
from pipeline.store.rows import upsert
from pipeline.store.tables import holds


def note_holds(connection: Connection, gates: Sequence[GateVerdict], *, at: str) -> None:
    """The gates hold now, and no others; one that held before keeps its time."""
    connection.execute(delete(holds).where(holds.c.gate.not_in([gate.gate for gate in gates])))
    rows = [{"gate": gate.gate, "reason": gate.reason, "since": at} for gate in gates]
    upsert(connection, holds, rows, keep=("since",))


def holding(connection: Connection) -> tuple[HeldGate, ...]:
    """The gates that hold, by name."""
    query = select(holds.c.gate, holds.c.since, holds.c.reason).order_by(holds.c.gate)
    return tuple(HeldGate(**row) for row in connection.execute(query).mappings())
