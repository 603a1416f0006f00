"""What lies beneath the versions of cases that curators decided something of, and what became of their decisions."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from models.decision import Decision
from models.fate import Outcome
from pipeline.decisions.curating import Decided, Kept, Machine, curation_key
from pipeline.store.documents import pack, unpack
from pipeline.store.rows import Row, execute_many, upsert
from pipeline.store.tables import cases, decisions, fates, machines, versions

_CHUNK = 500


class Why(StrEnum):
    """Why a decision does not show: set aside; for the next run; its page is gone; its case never was."""

    STALE = "stale"
    DUE = "due"
    GONE = "gone"
    UNKNOWN = "unknown"


def decided_of(connection: Connection, ids: Collection[str], *, until: int) -> Mapping[str, Decided]:
    """The decisions that stand in the journal up to line `until`, by case; nothing for a case that has none."""
    if not until:
        return {}
    columns = (decisions.c.case_id, decisions.c.document, decisions.c.line)
    found: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in connection.execute(select(*columns).where(decisions.c.case_id.in_(ids), decisions.c.line <= until)):
        found[row.case_id].append((row.line, row.document))
    return {
        case: Decided(tuple(Decision.model_validate_json(document) for _, document in rows), max(rows)[0])
        for case, rows in found.items()
    }


def unsettled(connection: Connection, *, until: int) -> Iterator[str]:
    """The live cases whose version has not all decisions up to that line of the journal, or has them by older code.

    They come by id, in lists that are looked up as they are needed.
    """
    newest = func.max(decisions.c.line).label("newest")
    query = (
        select(decisions.c.case_id, newest, func.max(machines.c.curation).label("curation"))
        .join(cases, cases.c.id == decisions.c.case_id)
        .outerjoin(machines, machines.c.case_id == decisions.c.case_id)
        .where(decisions.c.line <= until, cases.c.live)
        .group_by(decisions.c.case_id)
        .order_by(decisions.c.case_id)
        .limit(_CHUNK)
    )
    last = ""
    while until and (rows := connection.execute(query.where(decisions.c.case_id > last)).all()):
        last = rows[-1].case_id
        yield from (row.case_id for row in rows if row.curation != curation_key(row.newest))


def machines_of(connection: Connection, ids: Collection[str]) -> Mapping[str, Machine]:
    """What the machine says of the cases, be their pages there or not. Without decisions it is the current version."""
    current = (versions.c.case_id == cases.c.id) & (versions.c.number == cases.c.version)
    columns = (cases.c.id, versions.c.digest, versions.c.document)
    query = (
        select(*columns, machines.c.digest.label("own"), machines.c.document.label("beneath"))
        .join(versions, current)
        .outerjoin(machines, machines.c.case_id == cases.c.id)
        .where(cases.c.id.in_(ids))
    )
    return {
        row.id: Machine(row.own or row.digest, unpack(row.beneath or row.document)) for row in connection.execute(query)
    }


def machine_digests(connection: Connection, ids: Collection[str]) -> Mapping[str, str]:
    """The digests of the machine's records that lie beneath versions, by case."""
    query = select(machines.c.case_id, machines.c.digest).where(machines.c.case_id.in_(ids))
    return {row.case_id: row.digest for row in connection.execute(query)}


class Unapplied(NamedTuple):
    """Decisions that do not show in the data set; `source` is None for those on cases that never were."""

    source: str | None
    why: Why
    number: int


def unapplied(connection: Connection) -> list[Unapplied]:
    """How many decisions are set aside or wait, by source and reason."""
    return [*_stale(connection), *_waiting(connection)]


def _stale(connection: Connection) -> Iterator[Unapplied]:
    query = (
        select(cases.c.source, func.count().label("total"))
        .join(fates, fates.c.case_id == cases.c.id)
        .where(fates.c.outcome == Outcome.STALE.value)
        .group_by(cases.c.source)
    )
    yield from (Unapplied(row.source, Why.STALE, row.total) for row in connection.execute(query))


def _waiting(connection: Connection) -> Iterator[Unapplied]:
    told = (fates.c.case_id == decisions.c.case_id) & (fates.c.decision == decisions.c.id)
    query = (
        select(cases.c.source, cases.c.live, func.count().label("total"))
        .select_from(decisions)
        .outerjoin(cases, cases.c.id == decisions.c.case_id)
        .outerjoin(fates, told)
        .where(fates.c.decision.is_(None))
        .group_by(cases.c.source, cases.c.live)
    )
    for row in connection.execute(query):
        why = Why.UNKNOWN if row.source is None else Why.DUE if row.live else Why.GONE
        yield Unapplied(row.source, why, row.total)


def keep_machines(connection: Connection, kept: Sequence[Kept]) -> None:
    """The machine's records lie beneath the versions, with the fates of the decisions that lie between."""
    upsert(connection, machines, [_machine(each) for each in kept])
    old = delete(fates).where(fates.c.case_id == bindparam("case"))
    execute_many(connection, old, [{"case": each.milled.case_id} for each in kept])
    execute_many(connection, insert(fates), [row for each in kept for row in _fates(each)])


def _machine(kept: Kept) -> Row:
    machine: Row = {"digest": kept.machine.digest, "document": pack(kept.machine.document)}
    return {"case_id": kept.milled.case_id, **machine, "curation": kept.curation}


def _fates(kept: Kept) -> Iterator[Row]:
    for fate in kept.fates:
        case: Row = {"case_id": kept.milled.case_id, "decision": fate.decision}
        yield {**case, "outcome": fate.outcome.value, "reason": fate.reason}
