"""What in a passage has the shape of a person's name, and what its words say."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.entities.naming.extents import head_at
from extractors.entities.naming.organisations import folded_set, never_names
from extractors.entities.naming.person_words import person_set
from extractors.entities.naming.phrases import is_first, phrase_set
from extractors.entities.naming.place_words import match_at, nouns, place_set
from extractors.entities.naming.words import Word
from extractors.vocabulary.gazetteer import known_place

_MOST_WORDS = 5
_SHORTEST_IN_CAPITALS = 4


class PersonName(NamedTuple):
    """Words [first, last] that may name a person; a title before them is left out."""

    first: int
    last: int
    title: str | None


def person_names(words: Sequence[Word], language: str) -> Iterator[PersonName]:
    """Runs of two to five capitalised words, particles and initials between; after a title also of one."""
    index = 0
    while index < len(words):
        word = words[index]
        if not _may_begin(words, index, language):
            index += 1
            continue
        title = _title_before(words, index, language)
        last = _end(words, index, language)
        if last > index or (title is not None and len(word.text) > 1):
            yield PersonName(index, last, title)
        index = last + 1


def trimmed(words: Sequence[Word], first: int, last: int, language: str) -> PersonName | None:
    """The name among words [first, last] that the model proposes: cut at a line's end, without titles."""
    while first <= last and (words[first].folded in person_set(language, "titles") or not words[first].is_capital):
        first += 1
    if first > last:
        return None
    return PersonName(first, min(last, _end(words, first, language)), _title_before(words, first, language))


def speaks_against(words: Sequence[Word], name: PersonName, language: str) -> bool:
    """Whether a word of it tells that it is no person: a noun of bodies or places, an adjective, a known place."""
    own = words[name.first : name.last + 1]
    if " ".join(word.text for word in own) in never_names(language) or own[-1].text in never_names(language):
        return True
    if known_place(" ".join(word.folded for word in own)) is not None:
        return True
    for index in range(name.first, name.last + 1):
        word = words[index]
        if word.folded in folded_set(language, "others") or word.folded in place_set(language, "adjectives"):
            return True
        is_small = word.folded in phrase_set(language, "stops") and word.folded not in person_set(language, "particles")
        if is_small and len(word.text) > 1:
            return True
        if head_at(words, index) is not None or (index > name.first and match_at(nouns(language), words, index)):
            return True
    # Surnames may be set in capitals, short forms are shorter.
    return all(word.is_acronym for word in own) or (own[-1].is_acronym and len(own[-1].text) < _SHORTEST_IN_CAPITALS)


def _may_begin(words: Sequence[Word], index: int, language: str) -> bool:
    word = words[index]
    return (
        word.is_capital
        and word.text[0].isalpha()
        and word.folded not in person_set(language, "titles")
        and not (is_first(words, index) and _is_opening(word, language))
    )


def _is_opening(word: Word, language: str) -> bool:
    """Whether a word that begins a sentence is small in truth, or says who follows (`Contact Jane Doe`)."""
    return word.folded in phrase_set(language, "stops") or word.folded in person_set(language, "cues")


def _end(words: Sequence[Word], first: int, language: str) -> int:
    last = first
    index = first + 1
    while index < len(words) and index - first < _MOST_WORDS and not words[last].owns and _goes_on(words, index):
        if words[index].is_capital and not any(character.isdigit() for character in words[index].text):
            last = index
        elif words[index].folded not in person_set(language, "particles"):
            break
        index += 1
    return last


def _goes_on(words: Sequence[Word], index: int) -> bool:
    gap = words[index].gap
    return gap == "" or (gap == "." and len(words[index - 1].text) == 1)


def _title_before(words: Sequence[Word], index: int, language: str) -> str | None:
    if not index or words[index].gap not in ("", "."):
        return None
    before = words[index - 1]
    return before.text if before.folded in person_set(language, "titles") else None
