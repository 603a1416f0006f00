"""Cases as the store has them."""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from models.errors import UnknownNameError
from models.report import QuarantinedPage
from pipeline.store.documents import unpack
from pipeline.store.tables import case_values, cases, changes, machines, quarantine, versions

_CHUNK = 200
_current = (versions.c.case_id == cases.c.id, versions.c.number == cases.c.version)


def read_document(connection: Connection, case_id: str) -> bytes:
    """The JSON of the case's newest record, also where its page is gone. Raises UnknownNameError."""
    query = select(versions.c.document).join(cases, _current[0] & _current[1]).where(cases.c.id == case_id)
    packed = connection.execute(query).scalar()
    if packed is None:
        raise UnknownNameError(f"no case is called {case_id}; find its id with `casemill search`")
    return unpack(packed)


def read_documents(connection: Connection, ids: Collection[str]) -> Mapping[str, bytes]:
    """The JSON of the newest record of each live case among `ids`."""
    query = select(cases.c.id, versions.c.document).join(versions, _current[0] & _current[1])
    rows = connection.execute(query.where(cases.c.id.in_(ids), cases.c.live))
    return {row.id: unpack(row.document) for row in rows}


class LiveCase(NamedTuple):
    """A case whose page is there; `document` is the JSON of its newest record."""

    id: str
    source: str
    version: int
    document: bytes


def live_cases(connection: Connection, sources: Collection[str] | None = None) -> Iterator[LiveCase]:
    """Every live case (of the sources), by id; a few at a time are held."""
    columns = (cases.c.id, cases.c.source, cases.c.version, versions.c.document)
    query = select(*columns).join(versions, _current[0] & _current[1]).where(cases.c.live)
    if sources is not None:
        query = query.where(cases.c.source.in_(sources))
    last = ""
    while rows := connection.execute(query.where(cases.c.id > last).order_by(cases.c.id).limit(_CHUNK)).all():
        last = rows[-1].id
        yield from (LiveCase(row.id, row.source, row.version, unpack(row.document)) for row in rows)


def live_documents(connection: Connection, sources: Collection[str] | None = None) -> Iterator[bytes]:
    """The JSON of the newest record of every live case (of the sources), by id; a few at a time are held."""
    return (case.document for case in live_cases(connection, sources))


def live_machines(connection: Connection, sources: Collection[str]) -> Iterator[bytes]:
    """What the machine says of every live case of the sources, as JSON, by id; a few at a time are held."""
    document = func.coalesce(machines.c.document, versions.c.document).label("document")
    query = (
        select(cases.c.id, document)
        .join(versions, _current[0] & _current[1])
        .outerjoin(machines, machines.c.case_id == cases.c.id)
        .where(cases.c.live, cases.c.source.in_(sources))
    )
    last = ""
    while rows := connection.execute(query.where(cases.c.id > last).order_by(cases.c.id).limit(_CHUNK)).all():
        last = rows[-1].id
        yield from (unpack(row.document) for row in rows)


def count_live(connection: Connection, source: str | None = None) -> int:
    """How many live cases there are, in one source or in all."""
    query = select(func.count()).select_from(cases).where(cases.c.live)
    return int(connection.execute(query if source is None else query.where(cases.c.source == source)).scalar_one())


def finding_counts(connection: Connection, sources: Collection[str]) -> Mapping[str, int]:
    """How often each finding's code stands in the live records of the sources, the most frequent first."""
    total = func.sum(case_values.c.count)
    query = (
        select(case_values.c.value, total.label("total"))
        .join(cases, cases.c.id == case_values.c.case_id)
        .where(case_values.c.field == "finding", cases.c.live, cases.c.source.in_(sources))
        .group_by(case_values.c.value)
        .order_by(total.desc(), case_values.c.value)
    )
    return {row.value: int(row.total) for row in connection.execute(query)}


def quarantined_pages(
    connection: Connection, sources: Collection[str], *, limit: int | None = None
) -> tuple[QuarantinedPage, ...]:
    """Pages in quarantine, by source and uri, at most `limit`."""
    columns = (quarantine.c.source, quarantine.c.uri, quarantine.c.code, quarantine.c.message)
    query = select(*columns).where(quarantine.c.source.in_(sources)).order_by(*columns[:2]).limit(limit)
    return tuple(QuarantinedPage(**row) for row in connection.execute(query).mappings())


def quarantine_counts(connection: Connection, source: str) -> Mapping[str, int]:
    """How many pages of the source are in quarantine, by code."""
    query = select(quarantine.c.code, func.count().label("total")).where(quarantine.c.source == source)
    rows = connection.execute(query.group_by(quarantine.c.code).order_by(quarantine.c.code))
    return {row.code: int(row.total) for row in rows}


def last_change(connection: Connection) -> int:
    """The newest number of the change feed; 0 where nothing ever changed."""
    return int(connection.execute(select(func.coalesce(func.max(changes.c.sequence), 0))).scalar_one())


def changes_since(connection: Connection, sequence: int, *, limit: int) -> tuple[int, frozenset[str]]:
    """The number of the last of the next `limit` changes after `sequence`, and the cases that they speak of."""
    query = select(changes.c.sequence, changes.c.case_id).where(changes.c.sequence > sequence)
    rows = connection.execute(query.order_by(changes.c.sequence).limit(limit)).all()
    return (rows[-1].sequence if rows else sequence), frozenset(row.case_id for row in rows)
