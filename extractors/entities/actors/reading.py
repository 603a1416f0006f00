"""A passage as the rules for organisations' names read it, and every stretch of its words that may be one."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from extractors.entities.actors.describing import Kind, kinds_in, sector_of
from extractors.entities.actors.finding import SORTS, NamedBody, named_bodies
from extractors.entities.actors.known import known_in
from extractors.entities.actors.lists import examples, neighbours
from extractors.entities.actors.shape import is_no_name
from extractors.entities.naming.organisations import KnownName
from extractors.entities.naming.phrases import is_first, phrase_set
from extractors.entities.naming.spots import Extent, pieces, proposed
from extractors.entities.naming.words import Word, words_in
from extractors.vocabulary.grammar import grammar
from models.candidate import Page, Passage
from models.vocabulary import Sector

_MOST_SMALL = 3
# `of the`
_MOST_LINKS = 3
# Bodies of which a town or a state has but one of a sort.
_OWNED = frozenset({Sector.GOVERNMENT, Sector.KNOWLEDGE})


class Reading(NamedTuple):
    """A passage's words, and by first and last word what is known of them: names by head nouns, known names, the
    model's labels, and names that end in a kind of body in small letters; the nouns of kinds, and where examples of
    them stand; with which words the neighbours of bodies in a list begin and end; and the small words between a part
    of a body and the body.
    """

    passage: Passage
    words: Sequence[Word]
    bodies: Mapping[Extent, NamedBody]
    known: Mapping[Extent, KnownName]
    labels: Mapping[Extent, str]
    small: Mapping[Extent, Sector]
    kinds: Sequence[Kind]
    examples: Sequence[Extent]
    beside: tuple[frozenset[int], frozenset[int]]
    between: frozenset[int]


def read_passage(page: Page, passage: Passage) -> Reading:
    """The passage with all that is known of its words."""
    text = page.masked[passage.start : passage.end]
    words = words_in(text)
    bodies = {
        (each.first, each.last): each
        for each in named_bodies(text, page.language)
        if not each.alone or " " in each.lemma
    }
    known = {(first, last): name for first, last, name in known_in(page.language, words)}
    kinds = kinds_in(text, page.language)
    return Reading(
        passage=passage,
        words=words,
        bodies=bodies,
        known=known,
        labels={(first, last): label for first, last, label in proposed(page, passage, words)},
        small=dict(_with_small_heads(page.language, words, kinds)),
        kinds=kinds,
        examples=tuple(examples(page.language, words, kinds)),
        beside=neighbours(words, (*(extent for extent, body in bodies.items() if not body.weak), *known)),
        between=frozenset(_between(words, bodies)),
    )


def _between(words: Sequence[Word], bodies: Mapping[Extent, NamedBody]) -> Iterator[int]:
    """The small words, article and all, that part the names of a body's part and of the body."""
    ends = {last for (_, last), body in bodies.items() if not body.weak}
    for (first, _), body in bodies.items():
        links = range(first - 1, max(first - 1 - _MOST_LINKS, -1), -1)
        end = next((index for index in links if words[index].is_capital), None)
        if not body.weak and end in ends and not any(words[index].gap for index in range(end + 1, first + 1)):
            yield from range(end + 1, first)


def _with_small_heads(language: str, words: Sequence[Word], kinds: Sequence[Kind]) -> Iterator[tuple[Extent, Sector]]:
    """Names that end in a kind of body in small letters: `Plovdiv municipality`, `Finance & Revenue department`."""
    if language != "en":
        return
    for kind in kinds:
        if kind.head.plural or kind.head.sector not in _OWNED or words[kind.first].is_capital or not kind.first:
            continue
        first = _first_capital(words, kind.first)
        if words[first].is_capital and not words[kind.first - 1].owns:
            yield (first, kind.last), sector_of(language, words, kind)


def _first_capital(words: Sequence[Word], noun: int) -> int:
    """Where the capitals before the noun begin, a few small words between: `Greek environment ministry`."""
    stops = phrase_set("en", "stops")
    first = noun
    while first and not words[first].gap and first > noun - _MOST_SMALL and words[first - 1].text.islower():
        if words[first - 1].folded in stops:
            break
        first -= 1
    while first and words[first].gap in ("", "&") and words[first - 1].is_capital:
        first -= 1
    while first < noun and words[first].folded in stops:
        first += 1
    return first


def extents(page: Page, reading: Reading) -> Iterator[Extent]:
    """The first and last words of all that may be a name, each once."""
    text = page.masked[reading.passage.start : reading.passage.end]
    plain = tuple(pieces(text, page.language))
    behind = {kind.first: kind.last + 1 for kind in reading.kinds if reading.words[kind.first].is_capital}
    # `NGO Larch Watch`, `Firma Acme`
    cut = ((behind[first], last) for first, last in plain if first in behind and behind[first] <= last)
    vague = grammar(page.language).loose
    mere = {(kind.first, kind.last) for kind in reading.kinds if reading.words[kind.first].is_acronym}
    for first, last in dict.fromkeys((*plain, *cut, *reading.labels, *reading.small)):
        if first in behind and last >= behind[first] and reading.words[first].text in SORTS:
            # `NGO Larch Watch` is but Larch Watch.
            continue
        if (first, last) in reading.bodies or (first, last) in reading.known or (first, last) in mere:
            continue
        if _is_inside(reading, first, last):
            continue
        if first == last and is_first(reading.words, first) and reading.words[first].folded in vague:
            # `Finally, a group …`
            continue
        if not is_no_name(page.language, reading.words[first : last + 1]):
            yield first, last
    yield from dict.fromkeys(
        (*(extent for extent in reading.bodies if not _is_in_known(reading, *extent)), *reading.known)
    )


def _is_inside(reading: Reading, first: int, last: int) -> bool:
    """Whether the words are but a part of a name with a head noun; one with `and` in it may be two names."""
    return _is_in_known(reading, first, last) or any(
        begins <= first and last <= ends and not body.weak and not _is_pair(reading.words[begins : ends + 1])
        for (begins, ends), body in reading.bodies.items()
    )


def _is_in_known(reading: Reading, first: int, last: int) -> bool:
    return any(begins <= first and last <= ends and (begins, ends) != (first, last) for begins, ends in reading.known)


def _is_pair(words: Sequence[Word]) -> bool:
    return any(word.folded in phrase_set("en", "ands") or word.gap == "&" for word in words)
