"""The records by which a change of a source's form shows: those of the last runs, and those released before.

They are the machine's, of the runs that extracted them: what curators decide changes no form.
"""

from sqlalchemy import ColumnElement, Connection, and_, func, select

from models.record import CaseRecord
from pipeline.store.documents import unpack
from pipeline.store.tables import cases, machines, measures, versions

# A version that has no measures is of an older casemill, which knew no decisions.
_extracted_by = func.coalesce(measures.c.run_id, versions.c.run_id)


def records_since(connection: Connection, source: str, run: str, *, limit: int) -> list[CaseRecord]:
    """The current records of the source's live cases that later runs than `run` gave, at most `limit`, newest first."""
    current = and_(versions.c.number == cases.c.version, cases.c.live)
    document = func.coalesce(machines.c.document, versions.c.document)
    return _records(connection, document, source, and_(_extracted_by > run, current), limit)


def records_until(connection: Connection, source: str, run: str, *, limit: int) -> list[CaseRecord]:
    """The records of the source's cases that `run` and earlier ones gave, at most `limit`, newest first."""
    which = and_(versions.c.run_id <= run, _extracted_by == versions.c.run_id)
    return _records(connection, versions.c.document, source, which, limit)


def _records(
    connection: Connection, document: ColumnElement[bytes], source: str, which: ColumnElement[bool], limit: int
) -> list[CaseRecord]:
    same = and_(measures.c.case_id == versions.c.case_id, measures.c.number == versions.c.number)
    query = (
        select(document.label("document"))
        .select_from(versions)
        .join(cases, cases.c.id == versions.c.case_id)
        .outerjoin(measures, same)
        .outerjoin(machines, machines.c.case_id == versions.c.case_id)
        .where(cases.c.source == source, which)
        .order_by(versions.c.run_id.desc(), versions.c.case_id, versions.c.number.desc())
        .limit(limit)
    )
    return [CaseRecord.model_validate_json(unpack(row.document)) for row in connection.execute(query)]
