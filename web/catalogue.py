"""Things across cases as pages and API give them alike."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from sqlalchemy import Connection, RowMapping

from models.thing import (
    Actors,
    ActorStory,
    Events,
    EventStory,
    Instruments,
    ListedActor,
    ListedEvent,
    ListedInstrument,
    ListedPlace,
    Places,
    Shelf,
    Story,
)
from pipeline.store.likely import likely_actors
from pipeline.store.shelves import Wanted, facts_of, shelved
from pipeline.store.stories import (
    contacts_of,
    dates_of,
    events_at,
    events_of,
    in_cases,
    main_cases,
    persons_of,
    places_of,
    thing_row,
    together,
    values_said,
    years_of,
)
from web.access.users import Role, User
from web.paging import read_place, write_place

Field = Literal["actors", "events", "places", "instruments"]
KINDS: Mapping[Field, str] = {"actors": "actor", "events": "event", "places": "place", "instruments": "instrument"}
# What of a thing a list can be narrowed by.
FACTS: Mapping[Field, str] = {"actors": "sector", "events": "kind", "places": "country", "instruments": "kind"}
_MOST_CASES = 20


class Asked(NamedTuple):
    """What of a list is wanted; `named` false: kinds of organisations, not organisations."""

    words: str = ""
    fact: str = ""
    named: bool = True
    cursor: str | None = None
    limit: int = 50


def shelf_of(connection: Connection, field: Field, asked: Asked) -> Actors | Events | Places | Instruments:
    """The things of that kind that are asked for. Raises UsageError where the cursor is none of ours."""
    kind = KINDS[field]
    wanted = Wanted(kind, asked.words, asked.fact, asked.named, read_place(asked.cursor))
    found = shelved(connection, wanted, limit=asked.limit)
    shelf = Shelf(
        total=found.total,
        next=write_place(found.following),
        facets=facts_of(connection, kind, named=asked.named),
    )
    plain = dict(shelf)
    match field:
        case "actors":
            return Actors(**plain, actors=tuple(_actor(row) for row in found.rows))
        case "events":
            return Events(**plain, events=tuple(ListedEvent(**_sums(row), kind=row["fact"]) for row in found.rows))
        case "places":
            places = (ListedPlace(**_sums(row), country=row["fact"] or None) for row in found.rows)
            return Places(**plain, places=tuple(places))
        case "instruments":
            instruments = (ListedInstrument(**_sums(row), kind=row["fact"]) for row in found.rows)
            return Instruments(**plain, instruments=tuple(instruments))


def story_of(connection: Connection, field: Field, key: str, user: User, cursor: str | None) -> Story:
    """All that cases say of the thing, as the user may see it. Raises UnknownNameError, and UsageError as above."""
    kind = KINDS[field]
    row = thing_row(connection, kind, key)
    found = in_cases(connection, kind, key, place=read_place(cursor), limit=_MOST_CASES)
    main = main_cases(connection, key)
    story = Story(
        **_sums(row),
        names=values_said(connection, key, "form"),
        facts=values_said(connection, key, "fact"),
        years=years_of(connection, main),
        events=events_at(connection, key) if field == "places" else events_of(connection, main),
        together=together(connection, key, main),
        in_cases=found.cases,
        next=write_place(found.following),
    )
    if field == "actors":
        contacts = contacts_of(connection, key) if user.role >= Role.CURATOR else None
        persons = persons_of(connection, key)
        names = (story.name, *(each.value for each in story.names))
        perhaps = likely_actors(connection, names, beside=key) if row["named"] else ()
        own = {"named": row["named"], "persons": persons, "contacts": contacts, "perhaps": perhaps}
        return ActorStory(**dict(story), **own)
    if field == "events":
        return EventStory(**dict(story), dates=dates_of(connection, key), held_at=places_of(connection, key))
    return story


def _actor(row: RowMapping) -> ListedActor:
    return ListedActor(**_sums(row), sector=row["fact"], named=row["named"])


def _sums(row: RowMapping) -> dict[str, str | int]:
    return {name: row[name] for name in ("id", "name", "cases", "mentions")}
