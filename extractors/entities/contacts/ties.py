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
# contact stands in the same row, or right below it.
_NEAR = 200
_NEAR_ORGANISATION = 120
_NEAR_BEHIND = 60
_RIGHT_BELOW = 30
_SHORTEST_NAME = 3
_SHORTEST_LABEL = 4
_MOST_OF_THE_WORDS = 0.6


class _Layout:
    """Where contacts stand on the page beside the names of persons and organisations."""

    def __init__(self, text: str, contacts: Sequence[Mention]) -> None:
        self._text = text
        self._contacts = contacts

    def nearest(self, contact: Contact, things: Sequence[Thing], near: int) -> Thing | None:
        """Of the things that stand near the contact the one that it belongs to by its place, or None."""
        reached = [
            (reach, number)
            for mention in contact.mentions
            for number, thing in enumerate(things)
            for other in thing.mentions
            if mention.section == other.section
            and (reach := self._reach(mention, other, near, is_led=self._is_led(mention, things)))
        ]
        return things[min(reached)[1]] if reached else None

    def _reach(self, mention: Mention, other: Mention, near: int, *, is_led: bool) -> tuple[int, int] | None:
        """How far a name is from a contact: in its very words, in its row, above it, right below it; None for farther.

        `is_led` says that in this row names stand before their contacts.
        """
        if mention.start < other.end and other.start < mention.end:
            return 0, 0
        is_before = other.end <= mention.start
        between = self._text[other.end : mention.start] if is_before else self._text[mention.end : other.start]
        if "\n" not in between:
            is_near = len(between) <= (near if is_before else _NEAR_BEHIND)
            return (1 if is_before is is_led else 2, len(between)) if is_near else None
        if is_before:
            return (3, len(between)) if len(between) <= near else None
        is_below = len(between) <= _RIGHT_BELOW and between.count("\n") == 1 and not self._contacts_in_row(other.start)
        return (4, len(between)) if is_below else None

    def _is_led(self, mention: Mention, things: Sequence[Entity]) -> bool:
        """Whether the first of the things in the mention's row stands before the row's first contact."""
        row = self._row(mention.start)
        names = [other.start for thing in things for other in thing.mentions if other.start in row]
        return bool(names) and min(names) <= min(self._contacts_in_row(mention.start))

    def _contacts_in_row(self, offset: int) -> list[int]:
        row = self._row(offset)
        return [contact.start for contact in self._contacts if contact.start in row]

    def _row(self, offset: int) -> range:
        end = self._text.find("\n", offset)
        return range(self._text.rfind("\n", 0, offset) + 1, end if end >= 0 else len(self._text))


def tie(
    text: str, contacts: Sequence[Contact], persons: Sequence[Person], actors: Sequence[Actor]
) -> tuple[Contact, ...]:
    """The contacts on the page `text` with the person and organisation that each belongs to, where that can be told.

    A link whose words named somebody stays only where they are a named organisation's of the page.
    """
    named = [actor for actor in actors if actor.named]
    layout = _Layout(text, [mention for contact in contacts for mention in contact.mentions])
    mailboxes = [_mailbox(contact) for contact in contacts if contact.kind is ContactKind.EMAIL]
    without = [person for person in persons if not any(bears_name(mailbox, person) for mailbox in mailboxes)]
    tied = []
    for contact in contacts:
        if all(mention.extractor == PENDING for mention in contact.mentions):
            owner = _linked_actor(contact, named)
            tied += [revise(contact, organisation=owner.name)] if owner else []
            continue
        person = _person(layout, contact, persons, without)
        organisation = _organisation(layout, contact, person, named)
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


def _person(layout: _Layout, contact: Contact, persons: Sequence[Person], without: Sequence[Person]) -> Person | None:
    """Who bears the mailbox's name, else who stands nearest; those who have an address of their own have no other."""
    if contact.kind is ContactKind.PHONE:
        return layout.nearest(contact, persons, _NEAR)
    if contact.kind is ContactKind.URL:
        return None
    mailbox = _mailbox(contact)
    bearers = [person for person in persons if bears_name(mailbox, person)]
    if bearers:
        return layout.nearest(contact, bearers, _NEAR) or bearers[0]
    return None if mailbox.casefold() in contact_words().mailboxes else layout.nearest(contact, without, _NEAR)


def _mailbox(contact: Contact) -> str:
    return contact.value.partition("@")[0]


def bears_name(mailbox: str, person: Person) -> bool:
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


def _organisation(layout: _Layout, contact: Contact, person: Person | None, actors: Sequence[Actor]) -> str | None:
    host = contact.value.partition("@")[2] if contact.kind is ContactKind.EMAIL else ""
    host = host_of(contact.value) if contact.kind is ContactKind.URL else host
    hosts = [actor for actor in actors if host and _bears_host(host, actor)]
    if hosts:
        return (layout.nearest(contact, hosts, _NEAR) or hosts[0]).name
    if person is not None and person.organisation:
        return person.organisation
    nearest = layout.nearest(contact, actors, _NEAR_ORGANISATION) if contact.kind is not ContactKind.URL else None
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
