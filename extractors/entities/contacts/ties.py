"""Whose a contact is: the person and the organisation that its own words or its place on the page tell."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TypeVar

from extractors.entities.contacts.links import PENDING
from extractors.entities.contacts.sites import host_of
from extractors.entities.contacts.words import contact_words
from extractors.folding import fold
from models.frozen import revise
from models.record import Actor, Contact, Entity, Mention, Person
from models.vocabulary import ContactKind

Thing = TypeVar("Thing", bound=Entity)

# Characters between a name and what belongs to it: a contact block's few lines, or one sentence; a name after its
# contact stands right beside it.
_NEAR = 200
_NEAR_ORGANISATION = 120
_RIGHT_BEHIND = 30
_SHORTEST_NAME = 3
_SHORTEST_LABEL = 4
_MOST_OF_THE_WORDS = 0.6


def tie(contacts: Sequence[Contact], persons: Sequence[Person], actors: Sequence[Actor]) -> tuple[Contact, ...]:
    """The contacts with the person and organisation that each belongs to, where that can be told.

    A link whose words named somebody stays only where they are a named organisation's of the page.
    """
    named = [actor for actor in actors if actor.named]
    mailboxes = [_mailbox(contact) for contact in contacts if contact.kind is ContactKind.EMAIL]
    without = [person for person in persons if not any(_bears_name(mailbox, person) for mailbox in mailboxes)]
    tied = []
    for contact in contacts:
        if all(mention.extractor == PENDING for mention in contact.mentions):
            owner = _linked_actor(contact, named)
            tied += [revise(contact, organisation=owner.name)] if owner else []
            continue
        person = _person(contact, persons, without)
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


def _person(contact: Contact, persons: Sequence[Person], without: Sequence[Person]) -> Person | None:
    """Who bears the mailbox's name, else who stands nearest; those who have an address of their own have no other."""
    if contact.kind is ContactKind.PHONE:
        return _nearest(contact, persons, _NEAR)
    if contact.kind is ContactKind.URL:
        return None
    mailbox = _mailbox(contact)
    bearers = [person for person in persons if _bears_name(mailbox, person)]
    if bearers:
        return _closest(contact, bearers)
    return None if mailbox.casefold() in contact_words().mailboxes else _nearest(contact, without, _NEAR)


def _mailbox(contact: Contact) -> str:
    return contact.value.partition("@")[0]


def _bears_name(mailbox: str, person: Person) -> bool:
    """`jane.doe`, `jdoe`, `doe`, `jane` and `doej` are Jane Doe's."""
    letters = fold(mailbox.replace("_", " ")).replace(" ", "")
    return bool(letters) and any(_is_made_of(letters, _words_of(name)) for name in person.names)


def _is_made_of(letters: str, words: tuple[str, ...]) -> bool:
    if len(words) < 2:
        return False
    first, last = words[0], words[-1].replace("'", "")
    initials = "".join(word[0] for word in words)
    return (len(last) >= _SHORTEST_NAME and last in letters) or letters in {first, initials}


@lru_cache(maxsize=1024)
def _words_of(name: str) -> tuple[str, ...]:
    return tuple(fold(name).split())


def _organisation(contact: Contact, person: Person | None, actors: Sequence[Actor]) -> str | None:
    host = contact.value.partition("@")[2] if contact.kind is ContactKind.EMAIL else ""
    host = host_of(contact.value) if contact.kind is ContactKind.URL else host
    hosts = [actor for actor in actors if host and _bears_host(host, actor)]
    if hosts:
        return _closest(contact, hosts).name
    if person is not None and person.organisation:
        return person.organisation
    nearest = _nearest(contact, actors, _NEAR_ORGANISATION) if contact.kind is not ContactKind.URL else None
    return nearest.name if nearest else None


def _bears_host(host: str, actor: Actor) -> bool:
    """`zhaw.example` and `westmill-power.example` are the ZHAW's and Westmill Power Distribution's."""
    labels = [re.sub(r"[\W_]", "", fold(label)) for label in host.split(".")[:-1]]
    for name in actor.names:
        words = _words_of(re.sub(r"\(.*?\)", " ", name))
        run, initials = "".join(words), "".join(word[0] for word in words)
        for label in labels:
            if label in {run, initials} and len(label) >= _SHORTEST_NAME:
                return True
            if len(label) > _SHORTEST_LABEL and run.startswith(label):
                return True
    return False


def _nearest(contact: Contact, things: Sequence[Thing], near: int) -> Thing | None:
    reached = [(distance, thing) for thing in things if (distance := _distance(contact, thing, near)) is not None]
    return min(reached, key=lambda pair: pair[0])[1] if reached else None


def _closest(contact: Contact, things: Sequence[Thing]) -> Thing:
    """The nearest of things of which one it is, however far."""
    return _nearest(contact, things, _NEAR) or things[0]


def _distance(contact: Contact, thing: Entity, near: int) -> tuple[int, int] | None:
    """How far a thing stands from the contact, what stands before it being nearer than what follows; None when far."""
    reaches = [
        reach
        for mention in contact.mentions
        for other in thing.mentions
        if mention.section == other.section and (reach := _reach(mention, other, near)) is not None
    ]
    return min(reaches, default=None)


def _reach(mention: Mention, other: Mention, near: int) -> tuple[int, int] | None:
    before, after = mention.start - other.end, other.start - mention.end
    if -(other.end - other.start) < before <= near:
        return 0, max(before, 0)
    return (1, max(after, 0)) if 0 <= after <= _RIGHT_BEHIND else None
