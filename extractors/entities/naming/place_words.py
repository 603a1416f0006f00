"""The words of places, ready for matching: geographic nouns, what stands before a place, adjectives."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Literal

from extractors.entities.naming.words import Word, words_in
from extractors.vocabulary.gazetteer import KnownPlace, geography, known_place
from extractors.vocabulary.grammar import grammar
from extractors.vocabulary.inflection import forms

Nouns = Mapping[str, Sequence[tuple[tuple[str, ...], str]]]
PlaceList = Literal[
    "cues", "locatives", "labels", "numbered", "prefixes", "parts", "adjectives", "never", "doubtful", "doubtful_before"
]
LONGEST = 5
_SHORTEST_IN_CAPITALS = 5
_EVERYWHERE = "en"
# `Mira lagoons` are a place; `Texas counties`, `Ghent streets` are many.
_BEFORE = {"de": ("settlement", "region")}
_COUNTED = frozenset({"water", "land"})


@cache
def nouns(language: str) -> Nouns:
    """Geographic nouns, plurals too, by first word, longest first, each with its sort (`water`, `settlement` …)."""
    return _index(
        (form, sort)
        for each in _both(language)
        for sort, words in geography(each).heads.items()
        for word in words
        for form in (forms(word, each) if sort in _COUNTED else (word,))
    )


@cache
def nouns_after(language: str) -> Nouns:
    """Those that follow a name: in German and English all, but for what German sets before it; in French none."""
    return _index(
        entry
        for each in _both(language)
        if grammar(each).head == "last"
        for sort, words in geography(each).heads.items()
        if sort not in _BEFORE.get(each, ())
        for entry in ((form, sort) for word in words for form in (forms(word, each) if sort in _COUNTED else (word,)))
    )


@cache
def openings(language: str) -> Nouns:
    """What stands before a place's name and belongs to it (`city of`, `lake`), with the noun's sort."""
    return _index((word, _sort_of(word, each)) for each in _both(language) for word in geography(each).before)


@cache
def place_set(language: str, which: PlaceList) -> frozenset[str]:
    """One of the plain lists, folded, of the language and of English."""
    return frozenset(_key(word) for each in _both(language) for word in getattr(geography(each), which))


@cache
def locatives(language: str) -> frozenset[str]:
    """What a place follows: prepositions of place, and openings of many (`towns of`), which are no part of a name."""
    return place_set(language, "locatives") | openings_of_many(language)


@cache
def openings_of_many(language: str) -> frozenset[str]:
    """What stands before the names of several places (`towns of`, `communes de`, `Kantonen`)."""
    told = frozenset(_key(word) for word in geography(language).many)
    return told | frozenset(
        _key(forms(word, each)[-1]) for each in _both(language) for word in geography(each).before if " " in word
    ) - frozenset(_key(word) for each in _both(language) for word in geography(each).before)


def match_at(index: Nouns, words: Sequence[Word], at: int) -> tuple[int, str] | None:
    """The longest phrase of `index` that begins at `words[at]`, as its number of words and its sort."""
    for folded, sort in index.get(words[at].folded, ()):
        if at + len(folded) <= len(words) and all(
            words[at + i].folded == folded[i] and not words[at + i].gap.strip("-") for i in range(1, len(folded))
        ):
            return len(folded), sort
    return None


def known_at(words: Sequence[Word], first: int, language: str) -> tuple[int, KnownPlace] | None:
    """The longest known place that begins at `words[first]`, which has a capital, as its last word and what it is."""
    if not words[first].is_capital:
        return None
    longest = first
    while longest + 1 < len(words) and longest - first < LONGEST - 1 and words[longest + 1].gap in ("", "-"):
        longest += 1
    for last in range(longest, first - 1, -1):
        place = _known(words, first, last, language)
        if place is not None:
            return last, place
    return None


def _known(words: Sequence[Word], first: int, last: int, language: str) -> KnownPlace | None:
    if not words[last].is_capital:
        return None
    key = " ".join(word.folded.replace("-", " ").replace(".", "") for word in words[first : last + 1])
    if first == last and key in place_set(language, "never") and words[first].gap != "(":
        return None
    if first == last and len(key) < 4 and not words[first].text.replace(".", "").isupper():
        return None
    place = known_place(key)
    # `IBI` is a tax, Ibi a town.
    is_short_form = first == last and words[first].is_acronym and len(key) < _SHORTEST_IN_CAPITALS
    return None if place is not None and place.sort == "city" and not place.big and is_short_form else place


def _both(language: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((language, _EVERYWHERE)))


def _key(words: str) -> str:
    return " ".join(word.folded for word in words_in(words))


def _index(entries: Iterable[tuple[str, str]]) -> Nouns:
    index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, sort in entries:
        folded = tuple(word.folded for word in words_in(phrase))
        index.setdefault(folded[0], []).append((folded, sort))
    return {first: sorted(found, key=lambda each: -len(each[0])) for first, found in index.items()}


def _sort_of(opening: str, language: str) -> str:
    first = opening.split()[0]
    return next((sort for sort, words in geography(language).heads.items() if first in words), "region")
