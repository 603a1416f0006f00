"""Whose a contact is: the person and the organisation that its own words or its place on the page tell."""

import re
from collections.abc import Sequence
from typing import TypeVar

from extractors.entities.contacts.links import PENDING
from extractors.entities.contacts.sites import host_of
from extractors.entities.contacts.words import contact_words
from extractors.folding import fold
from models.frozen import revise
from models.record import Actor, Contact, Entity, Mention, Person
from models.vocabulary import ContactKind

Thing = TypeVar("Thing", bound=Entity)

# Characters between a name and what belongs to it: a contact block's few lines, or one sentence.
_NEAR = 200
_SHORTEST_NAME = 3
_SHORTEST_LABEL = 4
_MOST_OF_THE_WORDS = 0.6


def tie(contacts: Sequence[Contact], persons: Sequence[Person], actors: Sequence[Actor]) -> tuple[Contact, ...]:
    """The contacts with the person and organisation that each belongs to, where that can be told.

    A link whose words named somebody stays only where they are a named organisation's of the page.
    """
    named = [actor for actor in actors if actor.named]
    tied = []
    for contact in contacts:
        if all(mention.extractor == PENDING for mention in contact.mentions):
            owner = _linked_actor(contact, named)
            tied += [revise(contact, organisation=owner.name)] if owner else []
            continue
        person = _person(contact, persons)
        organisation = _organisation(contact, person, named)
        tied.append(revise(contact, person=person.name if person else None, organisation=organisation))
    return tuple(tied)


def _linked_actor(contact: Contact, actors: Sequence[Actor]) -> Actor | None:
    for link in contact.mentions:
        for actor in actors:
            for mention in actor.mentions:
                shared = min(link.end, mention.end) - max(link.start, mention.start)
                if shared >= _MOST_OF_THE_WORDS * (link.end - link.start):
                    return actor
    return None


def _person(contact: Contact, persons: Sequence[Person]) -> Person | None:
    if contact.kind is ContactKind.URL:
        return None
    if contact.kind is ContactKind.EMAIL:
        mailbox = contact.value.partition("@")[0]
        bearers = [person for person in persons if _bears_name(mailbox, person)]
        if bearers:
            return min(bearers, key=lambda person: _distance(contact, person) or (0, 10**9))
        if mailbox.casefold() in contact_words().mailboxes:
            return None
    return _nearest(contact, persons)


def _bears_name(mailbox: str, person: Person) -> bool:
    """`jane.doe`, `jdoe`, `doe`, `jane` and `doej` are Jane Doe's."""
    letters = fold(mailbox.replace("_", " ")).replace(" ", "")
    for name in person.names:
        words = fold(name).split()
        if len(words) < 2 or not letters:
            continue
        first, last = words[0], words[-1]
        if len(last) >= _SHORTEST_NAME and last.replace("'", "") in letters:
            return True
        if letters == first or letters == "".join(word[0] for word in words):
            return True
    return False


def _organisation(contact: Contact, person: Person | None, actors: Sequence[Actor]) -> str | None:
    host = contact.value.partition("@")[2] if contact.kind is ContactKind.EMAIL else ""
    host = host_of(contact.value) if contact.kind is ContactKind.URL else host
    hosts = [actor for actor in actors if host and _bears_host(host, actor)]
    if hosts:
        return min(hosts, key=lambda actor: _distance(contact, actor) or (0, 10**9)).name
    if person is not None and person.organisation:
        return person.organisation
    nearest = _nearest(contact, actors) if contact.kind is not ContactKind.URL else None
    return nearest.name if nearest else None


def _bears_host(host: str, actor: Actor) -> bool:
    """`zhaw.example` and `westmill-power.example` are the ZHAW's and Westmill Power Distribution's."""
    labels = [re.sub(r"[\W_]", "", fold(label)) for label in host.split(".")[:-1]]
    for name in actor.names:
        words = fold(re.sub(r"\(.*?\)", " ", name)).split()
        run, initials = "".join(words), "".join(word[0] for word in words)
        for label in labels:
            if label in {run, initials} and len(label) >= _SHORTEST_NAME:
                return True
            if len(label) > _SHORTEST_LABEL and run.startswith(label):
                return True
    return False


def _nearest(contact: Contact, things: Sequence[Thing]) -> Thing | None:
    reached = [(distance, thing) for thing in things if (distance := _distance(contact, thing)) is not None]
    return min(reached, key=lambda pair: pair[0])[1] if reached else None


def _distance(contact: Contact, thing: Entity) -> tuple[int, int] | None:
    """How far a thing stands from the contact, what stands before it being nearer than what follows; None when far."""
    reaches = [
        reach
        for mention in contact.mentions
        for other in thing.mentions
        if mention.section == other.section and (reach := _reach(mention, other)) is not None
    ]
    return min(reaches, default=None)


def _reach(mention: Mention, other: Mention) -> tuple[int, int] | None:
    before = mention.start - other.end
    after = other.start - mention.end
    if -(other.end - other.start) < before <= _NEAR:
        return 0, max(before, 0)
    return (1, max(after, 0)) if 0 <= after <= _NEAR // 2 else None
