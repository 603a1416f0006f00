"""What a case says of FollowTheMoney's entities: its schema 4."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import PurePosixPath
from typing import NamedTuple

import pycountry

from models.record import CaseRecord, Contact, Entity, Event, Person
from models.vocabulary import ContactKind, Sector

_SCHEMATA = {Sector.GOVERNMENT: "PublicBody", Sector.BUSINESS: "Company"}
_DATE = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?"
_DATES = re.compile(rf"({_DATE})(?:/({_DATE}))?")
_WEB = ("http://", "https://")


class Statement(NamedTuple):
    """That the entity of that id is of the schema, and has the value for the property."""

    id: str
    schema: str
    property: str
    value: str


def statements_of(record: CaseRecord) -> Iterator[Statement]:
    """All statements of the case, but such without a value; one may come twice."""
    found = (*_document(record), *_actors(record), *_persons(record), *_places(record), *_events(record))
    yield from (each for each in found if each.value.strip())


def _told(identifier: str, schema: str, **values: Iterable[str | None]) -> Iterator[Statement]:
    for name, several in values.items():
        yield from (Statement(identifier, schema, name, value) for value in several if value)


def _document(record: CaseRecord) -> Iterator[Statement]:
    source = record.source
    yield from _told(
        record.id,
        "Document",
        fileName=[PurePosixPath(source.uri.rstrip("/")).name or source.uri or record.id],
        title=[record.title],
        name=[record.title],
        sourceUrl=[source.uri] if source.uri.startswith(_WEB) else [],
        mimeType=[source.media_type],
        language=[_language(record.language)],
        retrievedAt=[source.captured_at],
        bodyText=[record.text],
        publisher=[source.name],
        keywords=[each.name for each in record.instruments],
        peopleMentioned=[each.name for each in record.persons],
        companiesMentioned=[each.name for each in record.actors if each.named],
        locationMentioned=[each.name for each in record.places],
        emailMentioned=_values(record.contacts, ContactKind.EMAIL),
        phoneMentioned=_values(record.contacts, ContactKind.PHONE),
    )


def _actors(record: CaseRecord) -> Iterator[Statement]:
    """Organisations that have a name; kinds of organisations are no entities."""
    for actor in record.actors:
        if actor.named:
            schema = _SCHEMATA.get(actor.sector, "Organization")
            own = [each for each in record.contacts if each.organisation in actor.names and each.person is None]
            yield from _told(actor.id, schema, **_named(record, actor), **_reached(own), sector=[actor.sector.value])


def _persons(record: CaseRecord) -> Iterator[Statement]:
    for person in record.persons:
        own = [each for each in record.contacts if each.person in person.names]
        yield from _told(person.id, "Person", **_named(record, person), **_reached(own), position=[person.role])
        yield from _membership(record, person)


def _membership(record: CaseRecord, person: Person) -> Iterator[Statement]:
    for actor in record.actors:
        if actor.named and person.organisation in actor.names:
            made = sha256(f"{person.id}\n{actor.id}".encode()).hexdigest()[:16]
            links = {"member": [person.id], "organization": [actor.id], "proof": [record.id]}
            yield from _told(f"membership-{made}", "Membership", **links, role=[person.role])


def _places(record: CaseRecord) -> Iterator[Statement]:
    for place in record.places:
        country = [place.country.lower()] if place.country else []
        yield from _told(place.id, "Address", full=[place.name], **_named(record, place), country=country)


def _events(record: CaseRecord) -> Iterator[Statement]:
    """Each case's own: 'the opening' of two pages is hardly one."""
    for event in record.events:
        named = f"{record.id}-{event.id}"
        yield from _told(
            named, "Event", **_named(record, event), **_days(event), keywords=[event.kind], location=[event.place]
        )


def _named(record: CaseRecord, thing: Entity) -> dict[str, Iterable[str]]:
    others = [each for each in thing.names if each != thing.name]
    return {"name": [thing.name], "alias": others, "proof": [record.id]}


def _days(event: Event) -> dict[str, Iterable[str | None]]:
    match = _DATES.fullmatch(event.date or "")
    if match is None:
        return {}
    return {"startDate": [match[1]], "endDate": [match[2]]} if match[2] else {"date": [match[1]]}


def _reached(contacts: Iterable[Contact]) -> dict[str, Iterable[str]]:
    own = list(contacts)
    kinds = {"email": ContactKind.EMAIL, "phone": ContactKind.PHONE, "website": ContactKind.URL}
    return {name: _values(own, kind) for name, kind in kinds.items()}


def _values(contacts: Iterable[Contact], kind: ContactKind) -> list[str]:
    """A number without its country is none that others can call."""
    found = [each.value for each in contacts if each.kind is kind]
    return [each for each in found if each.startswith("+")] if kind is ContactKind.PHONE else found


@cache
def _language(tag: str) -> str | None:
    """ISO 639-3, as FollowTheMoney has it."""
    known = pycountry.languages.get(alpha_2=tag.partition("-")[0].lower())
    return known.alpha_3 if known else None
