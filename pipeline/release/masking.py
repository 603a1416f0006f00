"""Records as releases show them: a person's contacts are left out, and their words in the text are masked.

A masked stretch keeps its length and its blanks, so that every offset, every count of letters and the law
`text[start:end] == quote` stay true.
"""

import re
from collections.abc import Iterable, Iterator
from enum import Enum

from pydantic import BaseModel

from models.difference import KINDS
from models.frozen import revise
from models.record import CaseRecord, Contact, Entity, Mention
from models.template import key_of
from pipeline.release.personal import shows, stray_addresses, withheld
from pipeline.sources import ContactPrivacy

MASK = "█"


def masked(record: CaseRecord, privacy: ContactPrivacy) -> CaseRecord:
    """The record without the contacts that `privacy` withholds; the same record where there are none.

    Their words are masked wherever the record has them. What else was found in a masked stretch goes with it.
    """
    hidden, veil = withheld(record, privacy), veil_of(record, privacy)
    if not hidden and veil is None:
        return record
    veil = veil or Veil(())
    text = _covered(veil.over(record.text), [*_places(hidden), *_places_of_secrets(record, veil)])
    kept = {name: tuple(_kept(record, name, hidden, veil, text)) for name in KINDS}
    rest = {name: value for name, value in record if name not in {*KINDS, "text"}}
    return revise(record, text=text, **{name: veil.within(value) for name, value in {**rest, **kept}.items()})


def veil_of(record: CaseRecord, privacy: ContactPrivacy) -> "Veil | None":
    """What masks the words that `privacy` withholds of the record, wherever they stand; None where there are none."""
    if privacy is ContactPrivacy.ALL:
        return None
    secrets = {*stray_addresses(record, privacy), *_secrets(withheld(record, privacy))}
    return Veil(secrets) if secrets else None


def _secrets(hidden: Iterable[Contact]) -> Iterator[str]:
    for contact in hidden:
        yield contact.value
    yield from (mention.quote for mention in _places(hidden))


def _places(hidden: Iterable[Contact]) -> Iterator[Mention]:
    return (mention for contact in hidden for mention in contact.mentions if shows(mention, contact))


def _places_of_secrets(record: CaseRecord, veil: "Veil") -> Iterator[Mention]:
    mentions = (mention for name in KINDS for thing in getattr(record, name) for mention in thing.mentions)
    return (mention for mention in mentions if veil.over(mention.quote) != mention.quote)


def _covered(text: str, places: Iterable[Mention]) -> str:
    letters = list(text)
    for place in places:
        letters[place.start : place.end] = _blocks(text[place.start : place.end])
    return "".join(letters)


def _blocks(words: str) -> str:
    return re.sub(r"\S", MASK, words)


def _kept(record: CaseRecord, name: str, hidden: tuple[Contact, ...], veil: "Veil", text: str) -> Iterator[BaseModel]:
    """The things of one kind that may be shown, each with its mentions outside the masked stretches."""
    for thing in getattr(record, name):
        mentions = tuple(each for each in thing.mentions if text[each.start : each.end] == each.quote)
        named = thing.names if isinstance(thing, Entity) else ()
        is_hidden = thing in hidden or any(veil.over(each) != each for each in named)
        if not is_hidden and (mentions or not thing.mentions):
            yield thing if mentions == thing.mentions else revise(thing, mentions=mentions)


class Veil:
    """Masks secrets wherever they stand, also in other blanks, in capitals, or made into a key."""

    def __init__(self, secrets: Iterable[str]) -> None:
        forms = {" ".join(each.split()) for each in secrets}
        words = _alternatives({r"\s+".join(map(re.escape, form.split())) for form in forms})
        keys = _alternatives({key_of(form).removeprefix("section_") for form in forms})
        self._secrets = re.compile(rf"(?<!\w)(?:{words})(?!\w)|(?<![^\W_])(?:{keys})(?![^\W_])", re.IGNORECASE)

    def over(self, words: str) -> str:
        """The words with every secret in them masked."""
        return self._secrets.sub(lambda match: _blocks(match[0]), words)

    def within(self, value: object) -> object:
        """The value with every word in it masked; it is the same object where none is."""
        match value:
            case Enum():
                return value
            case str():
                return self.over(value)
            case tuple():
                parts = tuple(map(self.within, value))
                return value if parts == value else parts
            case BaseModel():
                changed = {name: after for name, before in value if (after := self.within(before)) is not before}
                return revise(value, **changed) if changed else value
            case _:
                return value


def _alternatives(patterns: Iterable[str]) -> str:
    """The longest first, so that nothing of it is left; what never matches where there are none."""
    return "|".join(sorted(filter(None, patterns), key=lambda each: (-len(each), each))) or "(?!)"
