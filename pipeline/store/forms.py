"""The records by which a change of a source's form shows: those of the last runs, and those released before."""

from sqlalchemy import ColumnElement, Connection, and_, select

from models.record import CaseRecord
from pipeline.store.documents import unpack
from pipeline.store.tables import cases, versions


def records_since(connection: Connection, source: str, run: str, *, limit: int) -> list[CaseRecord]:
    """The current records of the source's live cases that later runs than `run` gave, at most `limit`, newest first."""
    current = and_(versions.c.number == cases.c.version, cases.c.live)
    return _records(connection, source, and_(versions.c.run_id > run, current), limit)


def records_until(connection: Connection, source: str, run: str, *, limit: int) -> list[CaseRecord]:
    """The records of the source's cases that `run` and earlier ones gave, at most `limit`, newest first."""
    return _records(connection, source, versions.c.run_id <= run, limit)


def _records(connection: Connection, source: str, which: ColumnElement[bool], limit: int) -> list[CaseRecord]:
    query = (
        select(versions.c.document)
        .join(cases, cases.c.id == versions.c.case_id)
        .where(cases.c.source == source, which)
        .order_by(versions.c.run_id.desc(), versions.c.case_id, versions.c.number.desc())
        .limit(limit)
    )
    return [CaseRecord.model_validate_json(unpack(row.document)) for row in connection.execute(query)]
