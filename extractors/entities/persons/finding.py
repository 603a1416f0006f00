"""What in a passage has the shape of a person's name, and what its words say."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.entities.naming.extents import head_at
from extractors.entities.naming.organisations import folded_set, never_names
from extractors.entities.naming.person_words import person_set, tells_given
from extractors.entities.naming.phrases import is_first, phrase_set
from extractors.entities.naming.place_words import match_at, nouns, place_set
from extractors.entities.naming.words import Word
from extractors.vocabulary.gazetteer import known_place
from extractors.vocabulary.given_names import is_given_name
from extractors.vocabulary.grammar import grammar

_MOST_WORDS = 5
_SHORTEST_IN_CAPITALS = 4
_FEWEST_BEFORE_AND = 2


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
        last = _end(words, index, language)
        index = _without_role(words, index, last, language)
        title = _title_before(words, index, language)
        # `Obmann der Molkerei Larch` names no one.
        if words[index].is_capital and (last > index or (title is not None and len(word.text) > 1)):
            yield PersonName(index, last, title)
        index = last + 1


def trimmed(words: Sequence[Word], first: int, last: int, language: str) -> PersonName | None:
    """The name among words [first, last] that the model proposes: with all its surnames, without titles."""
    while first <= last and (words[first].folded in person_set(language, "titles") or not words[first].is_capital):
        first += 1
    if first > last:
        return None
    return PersonName(first, _end(words, first, language), _title_before(words, first, language))


def speaks_against(words: Sequence[Word], name: PersonName, language: str) -> bool:
    """Whether a word of it tells that it is no person: a noun of bodies or places, an adjective, a known place."""
    own = words[name.first : name.last + 1]
    if own[0].folded in person_set(language, "roles") and not tells_given(own[0].folded, language):
        return True
    is_told = name.last > name.first and tells_given(own[0].folded, language)
    if " ".join(word.text for word in own) in never_names(language) or own[-1].text in never_names(language):
        return True
    if known_place(" ".join(word.folded for word in own)) is not None:
        return True
    for index in range(name.first, name.last + 1):
        word = words[index]
        if word.folded in folded_set(language, "others") or word.folded in place_set(language, "adjectives"):
            return True
        is_small = word.folded in phrase_set(language, "stops") and word.folded not in person_set(language, "particles")
        # `Beryl Were`, `Ibrahima Camara`: behind a given name a surname may read like a word.
        is_surname = is_told and index == name.last
        if is_small and len(word.text) > 1 and not is_surname:
            return True
        head = head_at(words, index, language)
        if head is not None and not (is_surname and head[1].language == "abroad"):
            return True
        if index > name.first and match_at(nouns(language), words, index):
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


def _without_role(words: Sequence[Word], first: int, last: int, language: str) -> int:
    """Where the name begins behind what the person is: `Tischler Jens Zarn`, where every noun has a capital."""
    begin = first
    while begin < last - 1 and words[begin].folded in person_set(language, "roles"):
        begin += 1
    # `Quedan Jane Doe`: the first word of a sentence has its capital anyway.
    first_may_go = begin < last - 1 and is_first(words, begin) and tells_given(words[begin + 1].folded, language)
    if first_may_go and not is_given_name(words[begin].folded):
        return begin + 1
    if grammar(language).capitals or tells_given(words[begin].folded, language):
        return begin
    given = (index for index in range(begin + 1, last) if tells_given(words[index].folded, language))
    behind = next(given, begin)
    return begin if any(head_at(words, index, language) for index in range(begin, behind)) else behind


def _end(words: Sequence[Word], first: int, language: str) -> int:
    last = first
    index = first + 1
    while index < len(words) and index - first < _MOST_WORDS and not words[last].owns and _goes_on(words, index):
        if _is_another(words, first, index, language):
            break
        if words[index].is_capital and not any(character.isdigit() for character in words[index].text):
            last = index
        elif words[index].folded not in person_set(language, "particles"):
            break
        index += 1
    return last


def _is_another(words: Sequence[Word], first: int, index: int, language: str) -> bool:
    """Whether something else begins here: with a title, or behind a small word that joins no two surnames."""
    after = index + 1
    if after >= len(words) or words[after].gap not in ("", ".") or not words[after].is_capital:
        return False
    if words[index].is_capital:
        return words[index].folded in person_set(language, "titles") and len(words[index].text) > 1
    if not grammar(language).capitals and index - first >= _FEWEST_BEFORE_AND:
        # `Heike Zarn von der Kammer`: behind a surname German tells whence she is.
        return True
    return words[index].folded in grammar(language).ands and (
        tells_given(words[after].folded, language) or index - first < _FEWEST_BEFORE_AND
    )


def _goes_on(words: Sequence[Word], index: int) -> bool:
    gap = words[index].gap
    return gap == "" or (gap == "." and len(words[index - 1].text) == 1)


def _title_before(words: Sequence[Word], index: int, language: str) -> str | None:
    if not index or words[index].gap not in ("", "."):
        return None
    before = words[index - 1]
    return before.text if before.folded in person_set(language, "titles") else None
