"""Which names say enough to be known again on another page: `Atlanpole`, not `University`."""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from extractors.entities.naming.forms import singular
from extractors.entities.naming.organisations import OrganisationWords
from extractors.entities.naming.phrases import phrase_set
from extractors.entities.naming.words import Word, words_in
from extractors.folding import fold
from extractors.vocabulary import languages, vocabulary
from extractors.vocabulary.gazetteer import geography, known_place
from extractors.vocabulary.nouns import LexiconList
from models.vocabulary import Kind

_LONGEST = 15
_SHORT_FORM = 6
_FEWEST_OF_PHRASE = 2
_NOUNS = ("kinds", "events", "instruments")


def tells_name(thing: Kind, name: str) -> bool:
    """Whether the name has a capital, and is neither a mere noun for such things nor, but for places, a place's name.

    Small words do not count, but a short form alone does (`WHO`).
    """
    words = _without_opening(words_in(name))
    if not words or len(words) > _LONGEST or tuple(_plain(word.folded) for word in words) in _nouns():
        return False
    if thing is not Kind.PLACE and known_place(fold(name)) is not None:
        return False
    return any(_is_own(words, word) for word in words)


def tells_phrase(name: str) -> bool:
    """Whether the name has two words at least that are not small ones: `knowledge brokers`, not `the partners`."""
    words = [word for word in words_in(name) if word.folded not in small_words() and not word.text.isdigit()]
    return _FEWEST_OF_PHRASE <= len(words) <= _LONGEST


@lru_cache(maxsize=4096)
def own_words(name: str) -> frozenset[str]:
    """The folded words of the name that are neither small nor of nouns for such things."""
    words = words_in(name)
    return frozenset(words[index].folded for index in _uncovered(words) if _is_own(words, words[index]))


def is_short_form(words: Sequence[Word]) -> bool:
    """Whether the words are one alone, in capitals, and not longer than short forms are."""
    return len(words) == 1 and words[0].is_acronym and len(words[0].text) <= _SHORT_FORM


def _without_opening(words: Sequence[Word]) -> Sequence[Word]:
    first = next((index for index, word in enumerate(words) if word.folded not in small_words()), 0)
    return words[first:]


def _is_own(words: Sequence[Word], word: Word) -> bool:
    if word.folded in small_words() and not is_short_form(words):
        return False
    return word.is_capital and len(word.text) > 1


def _uncovered(words: Sequence[Word]) -> Iterator[int]:
    """The places of words that no noun for such things covers."""
    plain = [_plain(word.folded) for word in words]
    index = 0
    while index < len(plain):
        size = next((size for size in (4, 3, 2, 1) if tuple(plain[index : index + size]) in _nouns()), 0)
        if not size and not words[index].text.isdigit():
            yield index
        index += size or 1


@cache
def _nouns() -> frozenset[tuple[str, ...]]:
    """What sorts of bodies, events, instruments and places are called in any language, in the singular."""
    found = [noun for which in _NOUNS for each in _lists(which) for entry in each.nouns for noun in entry.nouns]
    for language in languages("organisations"):
        own = vocabulary(language, "organisations", OrganisationWords)
        found += [word for group in own.heads for word in group.words]
        found += [word for abroad in own.abroad for word in abroad.words]
    found += [word for each in languages("geography") for words in geography(each).heads.values() for word in words]
    return frozenset(tuple(_plain(word.folded) for word in words_in(noun)) for noun in found)


def _lists(which: str) -> Iterator[LexiconList]:
    yield from (vocabulary(language, which, LexiconList) for language in languages(which))


@cache
def small_words() -> frozenset[str]:
    """Articles, links and such of all languages, folded."""
    return frozenset[str]().union(*(phrase_set(language, "stops") for language in languages("phrases")))


@lru_cache(maxsize=65536)
def _plain(folded: str) -> str:
    return singular(folded.replace("-", ""))
