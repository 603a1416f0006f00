"""What all cases together say of one thing."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, RowMapping, func, or_, select

from curation.excerpts import excerpt
from models.document import Span
from models.errors import UnknownNameError
from models.report import FacetCount, Snippet
from models.thing import CaseOfThing, ContactOfActor, DatedEvent, ListedThing, PersonOfActor, Together
from pipeline.store.cases import read_documents
from pipeline.store.shelves import Place
from pipeline.store.tables import case_things, case_values, cases, thing_values, things

# What stands beside a thing is told of so many cases: of one that thousands speak of all would be too much.
_MOST_CASES = 300
_MOST_EVENTS = 60
_MOST_TOGETHER = 12
_MOST_TIED = 100
_MOST_VALUES = 50
# Both downwards: then the index has them in this order.
_MOST_FIRST = (case_things.c.mentions.desc(), case_things.c.case_id.desc())
_FIELDS = {"actor": "actors", "event": "events", "place": "places", "instrument": "instruments"}


class InCases(NamedTuple):
    """Cases that speak of a thing, and the place after which the others stand."""

    cases: tuple[CaseOfThing, ...]
    following: Place | None


def thing_row(connection: Connection, kind: str, key: str) -> RowMapping:
    """The thing's sums. Raises UnknownNameError."""
    row = connection.execute(select(things).where(things.c.id == key, things.c.kind == kind)).mappings().first()
    if row is None:
        raise UnknownNameError(f"no {kind} is called {key[:80]}; find its id in the list")
    return row


def values_said(connection: Connection, key: str, field: str) -> tuple[FacetCount, ...]:
    """What cases say of the thing (`form` or `fact`), what most say first."""
    columns = (thing_values.c.value, thing_values.c.cases)
    query = select(*columns).where(thing_values.c.thing == key, thing_values.c.field == field)
    rows = connection.execute(query.order_by(thing_values.c.cases.desc(), thing_values.c.value).limit(_MOST_VALUES))
    return tuple(FacetCount(value=row.value, count=row.cases) for row in rows)


def in_cases(connection: Connection, kind: str, key: str, *, place: Place | None, limit: int) -> InCases:
    """The cases that speak of the thing, those that speak of it most first."""
    columns = (case_things.c.case_id, case_things.c.name, case_things.c.mentions, cases.c.title)
    query = select(*columns).join(cases, cases.c.id == case_things.c.case_id).where(case_things.c.thing == key)
    if place:
        number, case = case_things.c.mentions, case_things.c.case_id
        query = query.where(number <= place.number, or_(number < place.number, case < place.id))
    query = query.order_by(*_MOST_FIRST).limit(limit + 1)
    rows = connection.execute(query).all()
    shown = rows[:limit]
    documents = read_documents(connection, [row.case_id for row in shown])
    found = tuple(
        CaseOfThing(
            id=row.case_id,
            title=row.title,
            name=row.name,
            mentions=row.mentions,
            snippet=_snippet(documents.get(row.case_id), _FIELDS[kind], key),
        )
        for row in shown
    )
    return InCases(found, Place(shown[-1].mentions, shown[-1].case_id) if len(rows) > limit else None)


def _snippet(document: bytes | None, field: str, key: str) -> Snippet | None:
    record: Mapping[str, Any] = json.loads(document) if document else {}
    thing = next((each for each in record.get(field, ()) if each["id"] == key and each["mentions"]), None)
    if thing is None:
        return None
    first = thing["mentions"][0]
    text, marked = excerpt(record["text"], Span(start=first["start"], end=first["end"]))
    return Snippet(section=first["section"], text=text, highlights=(marked,))


def main_cases(connection: Connection, key: str) -> Sequence[str]:
    """The cases that speak of the thing most: those of which its story is told."""
    query = select(case_things.c.case_id).where(case_things.c.thing == key).order_by(*_MOST_FIRST)
    return connection.execute(query.limit(_MOST_CASES)).scalars().all()


def years_of(connection: Connection, ids: Sequence[str]) -> tuple[FacetCount, ...]:
    """Of which years the cases speak, the earliest first."""
    total = func.count().label("total")
    # SQLite would look through all years of all cases, were the field not disguised.
    disguised = case_values.c.field.concat("")
    query = select(case_values.c.value, total).where(case_values.c.case_id.in_(ids), disguised == "year")
    query = query.group_by(case_values.c.value).order_by(case_values.c.value)
    return tuple(FacetCount(value=row.value, count=row.total) for row in connection.execute(query))


def events_of(connection: Connection, ids: Sequence[str]) -> tuple[DatedEvent, ...]:
    """The events of the cases, those that stand in most of them, in the order of their dates; without date last."""
    return _dated(connection, case_things.c.case_id.in_(ids))


def events_at(connection: Connection, key: str) -> tuple[DatedEvent, ...]:
    """The events that are held at the place, in the order of their dates."""
    return _dated(connection, case_things.c.tied == key)


def _dated(connection: Connection, which: ColumnElement[bool]) -> tuple[DatedEvent, ...]:
    total = func.count().label("total")
    columns = (case_things.c.thing, case_things.c.date)
    query = (
        select(*columns, func.max(case_things.c.name).label("name"), func.max(case_things.c.fact).label("fact"), total)
        .where(case_things.c.kind == "event", which)
        .group_by(*columns)
        .order_by(total.desc(), case_things.c.date.is_(None), case_things.c.date, case_things.c.thing)
        .limit(_MOST_EVENTS)
    )
    rows = sorted(connection.execute(query), key=lambda row: (row.date is None, row.date or "", row.name, row.thing))
    return tuple(DatedEvent(id=row.thing, name=row.name, kind=row.fact, date=row.date, cases=row.total) for row in rows)


def persons_of(connection: Connection, key: str) -> tuple[PersonOfActor, ...]:
    """Who belongs to the actor, those in most cases first."""
    rows = _tied(connection, key, "person")
    return tuple(PersonOfActor(id=row.thing, name=row.name, role=row.fact or None, cases=row.total) for row in rows)


def contacts_of(connection: Connection, key: str) -> tuple[ContactOfActor, ...]:
    """How the actor can be reached, by what most cases say."""
    rows = _tied(connection, key, "contact")
    return tuple(ContactOfActor(kind=row.fact, value=row.name, cases=row.total) for row in rows)


def _tied(connection: Connection, key: str, kind: str) -> Sequence[Any]:
    total = func.count().label("total")
    name, fact = func.max(case_things.c.name).label("name"), func.max(case_things.c.fact).label("fact")
    query = select(case_things.c.thing, name, fact, total)
    query = query.where(case_things.c.tied == key, case_things.c.kind == kind).group_by(case_things.c.thing)
    return connection.execute(query.order_by(total.desc(), name, case_things.c.thing).limit(_MOST_TIED)).all()


def together(connection: Connection, key: str, ids: Sequence[str]) -> Together:
    """What else the cases speak of."""
    total, mentions = func.count().label("total"), func.sum(case_things.c.mentions).label("mentions")
    query = select(case_things.c.kind, case_things.c.thing, total, mentions)
    query = query.where(case_things.c.case_id.in_(ids), case_things.c.named, case_things.c.thing != key)
    query = query.group_by(case_things.c.kind, case_things.c.thing).order_by(total.desc(), case_things.c.thing)
    rows = connection.execute(query).all()
    most = {kind: [row for row in rows if row.kind == kind][:_MOST_TOGETHER] for kind in _FIELDS}
    shown = [row.thing for each in most.values() for row in each]
    named = connection.execute(select(things.c.id, things.c.name).where(things.c.id.in_(shown)))
    names = {row.id: row.name for row in named}
    return Together(
        **{
            field: tuple(
                ListedThing(id=row.thing, name=names[row.thing], cases=row.total, mentions=row.mentions)
                for row in most[kind]
            )
            for kind, field in _FIELDS.items()
        }
    )


def dates_of(connection: Connection, key: str) -> tuple[FacetCount, ...]:
    """When cases say that the event is held, what most say first."""
    total = func.count().label("total")
    query = select(case_things.c.date, total).where(case_things.c.thing == key, case_things.c.date.is_not(None))
    query = query.group_by(case_things.c.date).order_by(total.desc(), case_things.c.date).limit(_MOST_VALUES)
    return tuple(FacetCount(value=row.date, count=row.total) for row in connection.execute(query))


def places_of(connection: Connection, key: str) -> tuple[ListedThing, ...]:
    """Where cases say that the event is held, what most say first."""
    total = func.count().label("total")
    query = (
        select(things.c.id, things.c.name, total, func.sum(case_things.c.mentions).label("mentions"))
        .join(things, things.c.id == case_things.c.tied)
        .where(case_things.c.thing == key)
        .group_by(things.c.id, things.c.name)
        .order_by(total.desc(), things.c.id)
        .limit(_MOST_VALUES)
    )
    rows = connection.execute(query)
    return tuple(ListedThing(id=row.id, name=row.name, cases=row.total, mentions=row.mentions) for row in rows)
