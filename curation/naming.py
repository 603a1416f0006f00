"""What a taught thing is called: its fullest name, and which other names would be known again on another page."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from extractors.entities.naming.forms import bare
from extractors.entities.naming.words import words_in
from extractors.entities.taught.telling import is_short_form, own_words, tells_name, tells_phrase
from models.curator_vocabulary import TaughtKind
from models.vocabulary import Kind


class Named(NamedTuple):
    """`named` false: the name is a phrase for a kind of thing."""

    name: str
    aliases: tuple[str, ...]
    named: bool


def name_of(thing: TaughtKind, forms: Mapping[str, str], quotes: Collection[str], *, named: bool) -> Named | None:
    """The fullest of the forms (by folded name) that tell enough, and the others; None where none does.

    `quotes` are words of pages that curators saw for the thing: those that share a word of its own, or are its
    initials, are aliases. `named` is what curators say of an actor.
    """
    names = [form for form in forms.values() if tells_name(thing, form)] if named else []
    if names:
        name = max(names, key=_fullness)
        near = [form for form in names if own_words(form)]
        near += [each for each in quotes if bare(each) not in forms and _is_form_of(thing, each, name)]
        return Named(name, _others(name, near), named=True)
    may_be_kind = not named or thing in {Kind.EVENT, Kind.INSTRUMENT}
    phrases = [form for form in forms.values() if may_be_kind and tells_phrase(form)]
    if not phrases:
        return None
    name = max(phrases, key=_fullness)
    return Named(name, _others(name, phrases), named=False)


def _others(name: str, forms: Collection[str]) -> tuple[str, ...]:
    """The forms but the name, one for each folded one, the fullest first."""
    by = {bare(each): each for each in sorted(forms, key=_fullness) if bare(each) != bare(name)}
    return tuple(sorted(by.values(), key=_fullness, reverse=True))


def _fullness(name: str) -> tuple[int, str]:
    return len(name), name


def _is_form_of(thing: TaughtKind, words: str, name: str) -> bool:
    if not tells_name(thing, words):
        return False
    return _abbreviates(words, name) or not own_words(words).isdisjoint(own_words(name))


def _abbreviates(short: str, name: str) -> bool:
    """Whether the letters of a short form stand in the name in order, the first at its beginning."""
    if not is_short_form(words_in(short)) or short[0].casefold() != name[0].casefold():
        return False
    letters = iter(name.casefold())
    return all(letter in letters for letter in short.casefold())
