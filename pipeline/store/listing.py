"""Live cases one after the other, and what changed, for those who follow the store."""

from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, select

from models.frozen import Frozen
from pipeline.store.documents import unpack
from pipeline.store.tables import cases, changes, versions


class Wanted(NamedTuple):
    """Which cases; empty: whatever. `updated_since` is UTC in RFC 3339."""

    source: str = ""
    template: str = ""
    language: str = ""
    updated_since: str = ""


class ListedCase(Frozen):
    """A live case: `version` is its newest, made at `updated_at` (UTC, RFC 3339), `digest` that of what it says."""

    id: str
    title: str
    source: str
    uri: str
    language: str
    template: str | None
    version: int
    digest: str
    updated_at: str


class FollowedChange(NamedTuple):
    """A change of a case: it came (ADD), changed (MOD) or left (DEL), by a run; numbers only grow."""

    sequence: int
    operation: str
    case_id: str
    version: int
    run_id: str


def list_cases(connection: Connection, wanted: Wanted, *, after: str, limit: int) -> tuple[ListedCase, ...]:
    """The first cases, by id, whose id is greater than `after`."""
    columns = [cases.c[name] for name in ListedCase.model_fields]
    rows = connection.execute(_chosen(select(*columns), wanted, after, limit)).mappings()
    return tuple(ListedCase(**row) for row in rows)


def list_documents(connection: Connection, wanted: Wanted, *, after: str, limit: int) -> tuple[tuple[str, bytes], ...]:
    """The same cases' ids with the JSON of their newest records."""
    current = (versions.c.case_id == cases.c.id) & (versions.c.number == cases.c.version)
    query = select(cases.c.id, versions.c.document).join(versions, current)
    return tuple((row.id, unpack(row.document)) for row in connection.execute(_chosen(query, wanted, after, limit)))


def list_changes(connection: Connection, *, after: int, limit: int) -> tuple[FollowedChange, ...]:
    """The changes after that number, in order."""
    query = select(*(changes.c[name] for name in FollowedChange._fields)).where(changes.c.sequence > after)
    rows = connection.execute(query.order_by(changes.c.sequence).limit(limit))
    return tuple(FollowedChange(*row) for row in rows)


def _chosen(query: Select[Any], wanted: Wanted, after: str, limit: int) -> Select[Any]:
    equal = (("source", wanted.source), ("template", wanted.template), ("language", wanted.language))
    conditions = [cases.c[name] == value for name, value in equal if value]
    if wanted.updated_since:
        conditions.append(cases.c.updated_at >= wanted.updated_since)
    return query.where(cases.c.live, cases.c.id > after, *conditions).order_by(cases.c.id).limit(limit)
