"""Decisions looked through: in the order of the journal, from the newest, case by case, and whom they speak of."""

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, func, select, tuple_

from models.decision import Decision
from pipeline.store.tables import cases, decisions, users

_CHUNK = 500


class Wanted(NamedTuple):
    """Which decisions are meant: of a case, by a person, since a time (RFC 3339 or its beginning); null is any."""

    case: str | None = None
    by: str | None = None
    since: str | None = None


ANY = Wanted()


def documents(connection: Connection) -> Iterator[list[str]]:
    """The JSON of every decision in the order of the journal, those not in it yet at the end; a few at a time."""
    last = 0
    query = select(decisions.c.line, decisions.c.document).order_by(decisions.c.line).limit(_CHUNK)
    while rows := connection.execute(query.where(decisions.c.line > last)).all():
        last = rows[-1].line
        yield [row.document for row in rows]
    waiting = select(decisions.c.document).where(decisions.c.line.is_(None)).order_by(decisions.c.at, decisions.c.id)
    if rest := list(connection.execute(waiting).scalars()):
        yield rest


def newest_first(connection: Connection, wanted: Wanted) -> Iterator[Decision]:
    """The decisions that are wanted, from the newest on; a few at a time are held."""
    order = (decisions.c.at, decisions.c.id)
    query = _chosen(select(*order, decisions.c.document), wanted)
    query = query.order_by(*(each.desc() for each in order)).limit(_CHUNK)
    page = query
    while rows := connection.execute(page).all():
        yield from (Decision.model_validate_json(row.document) for row in rows)
        page = query.where(tuple_(*order) < (rows[-1].at, rows[-1].id))


def cases_of(
    connection: Connection, wanted: Wanted = ANY, *, source: str | None = None, after: str = "", limit: int = _CHUNK
) -> list[str]:
    """The next ids, after that one, of cases that such decisions speak of (of one source), be they there or not."""
    query = _chosen(select(decisions.c.case_id).distinct(), wanted).where(decisions.c.case_id > after)
    if source is not None:
        query = query.join(cases, cases.c.id == decisions.c.case_id).where(cases.c.source == source)
    return list(connection.execute(query.order_by(decisions.c.case_id).limit(limit)).scalars())


def count_decisions(connection: Connection, wanted: Wanted = ANY) -> int:
    """How many there are of those that are wanted."""
    return int(connection.execute(_chosen(select(func.count()).select_from(decisions), wanted)).scalar_one())


def count_cases(connection: Connection, *, source: str | None = None) -> int:
    """How many cases decisions speak of (of one source)."""
    query = select(func.count(decisions.c.case_id.distinct()))
    if source is not None:
        query = query.join(cases, cases.c.id == decisions.c.case_id).where(cases.c.source == source)
    return int(connection.execute(query).scalar_one())


def last_moment(connection: Connection, case_id: str) -> str | None:
    """The time of the newest decision on the case; None where there is none."""
    return connection.execute(select(func.max(decisions.c.at)).where(decisions.c.case_id == case_id)).scalar()


class Place(NamedTuple):
    """Where a case comes from, and whether its page is there."""

    source: str
    uri: str
    title: str
    live: bool


def places_of(connection: Connection, ids: Collection[str]) -> dict[str, Place]:
    """The places of those of the cases that were ever there."""
    query = select(cases.c.id, cases.c.source, cases.c.uri, cases.c.title, cases.c.live).where(cases.c.id.in_(ids))
    return {row.id: Place(row.source, row.uri, row.title, row.live) for row in connection.execute(query)}


def sources_of(connection: Connection) -> frozenset[str]:
    """The sources that cases come from, be they configured or not."""
    return frozenset(connection.execute(select(cases.c.source).distinct()).scalars())


def known_users(connection: Connection, names: Collection[str]) -> frozenset[str]:
    """Those of the names that a user bears."""
    return frozenset(connection.execute(select(users.c.name).where(users.c.name.in_(names))).scalars())


def _chosen(query: Select[Any], wanted: Wanted) -> Select[Any]:
    if wanted.case is not None:
        query = query.where(decisions.c.case_id == wanted.case)
    if wanted.by is not None:
        query = query.where(decisions.c.by == wanted.by)
    return query if wanted.since is None else query.where(decisions.c.at >= wanted.since)
