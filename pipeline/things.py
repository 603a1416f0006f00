"""The things of a record as other cases may share them: what the tables `case_things` and `things` are made of."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from curation.keys import keyed
from extractors.folding import fold
from models.record import Actor, CaseRecord, Entity, Event, Instrument, Person, Place

# The record's fields whose things have an id that other cases share.
SHARED = ("actors", "events", "persons", "places", "instruments")


class CaseThing(NamedTuple):
    """What a case says of a thing.

    `fact` is an actor's sector, an event's or instrument's kind, a person's role, a place's country, a contact's kind,
    or empty. `named` is false for a kind of organisation. `tied` is the id of the actor that a person or contact
    belongs to, or of the place where an event is held.
    """

    thing: str
    kind: str
    name: str
    names: tuple[str, ...]
    fact: str
    named: bool
    date: str | None
    tied: str | None
    mentions: int


def things_of(record: CaseRecord) -> tuple[CaseThing, ...]:
    """Each thing that another case can share, and each contact that belongs to an actor, once."""
    found: dict[str, CaseThing] = {}
    for each in (*_entities(record), *_contacts(record)):
        there = found.get(each.thing)
        found[each.thing] = _joined(there, each) if there else each
    return tuple(found.values())


def _joined(one: CaseThing, other: CaseThing) -> CaseThing:
    names = tuple(dict.fromkeys((*one.names, *other.names)))
    return one._replace(names=names, mentions=one.mentions + other.mentions)


def _entities(record: CaseRecord) -> Iterator[CaseThing]:
    actors, places = _ids(record.actors), _ids(record.places)
    employers = {**_ids_of_contacts(record, actors), **_ids_of_persons(record, actors)}
    for field in SHARED:
        for each in getattr(record, field):
            fact, date, tied = _facts(each, employers, places)
            yield CaseThing(
                thing=each.id,
                kind=field.removesuffix("s"),
                name=_plain(each.name),
                names=tuple(dict.fromkeys(map(_plain, (each.name, *each.names)))),
                fact=fact,
                named=getattr(each, "named", True),
                date=date,
                tied=tied,
                mentions=len(each.mentions),
            )


def _facts(
    thing: Entity, employers: Mapping[str, str], places: Mapping[str, str]
) -> tuple[str, str | None, str | None]:
    match thing:
        case Actor():
            return thing.sector.value, None, None
        case Event():
            return thing.kind, thing.date, places.get(fold(thing.place or ""))
        case Person():
            return thing.role or "", None, employers.get(fold(thing.name))
        case Place():
            return thing.country or "", None, None
        case Instrument():
            return thing.kind, None, None
        case _:
            return "", None, None


def _ids_of_persons(record: CaseRecord, actors: Mapping[str, str]) -> Mapping[str, str]:
    """The actors to which persons belong, by their folded names."""
    told = ((name, actors.get(fold(each.organisation or ""))) for each in record.persons for name in each.names)
    return {fold(name): actor for name, actor in told if actor}


def _ids_of_contacts(record: CaseRecord, actors: Mapping[str, str]) -> Mapping[str, str]:
    """The actors at which contacts reach persons, by their folded names."""
    told = ((each.person, actors.get(fold(each.organisation or ""))) for each in record.contacts)
    return {fold(person): actor for person, actor in told if person and actor}


def _contacts(record: CaseRecord) -> Iterator[CaseThing]:
    actors = _ids(record.actors)
    employers = _ids_of_persons(record, actors)
    for (key, _), contact in zip(keyed(record, "contacts"), record.contacts, strict=True):
        own = actors.get(fold(contact.organisation or ""))
        tied = own or employers.get(fold(contact.person or ""))
        if tied is not None:
            yield CaseThing(
                thing=key,
                kind="contact",
                name=contact.value,
                names=(contact.value,),
                fact=contact.kind.value,
                named=True,
                date=None,
                tied=tied,
                mentions=len(contact.mentions),
            )


def _plain(name: str) -> str:
    return " ".join(name.split())


def _ids(things: Iterable[Entity]) -> Mapping[str, str]:
    """The ids by every folded name; the first that bears a name has it."""
    found: dict[str, str] = {}
    for each in things:
        for name in (each.name, *each.names):
            found.setdefault(fold(name), each.id)
    return found
