"""Names of places in a passage: known ones, and unknown ones told by a geographic noun beside them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.entities.capitals import runs
from extractors.entities.phrases import is_first, phrase_set
from extractors.entities.place_words import known_at, match_at, nouns, openings, place_set
from extractors.entities.words import Word
from extractors.vocabulary.gazetteer import KnownPlace


class PlaceName(NamedTuple):
    """Words [first, last] with what may name a place; [core_first, core_last] is the name without geographic nouns.

    `sort` is the noun's (None without one), `known` what the gazetteer says of the core.
    """

    first: int
    last: int
    core_first: int
    core_last: int
    sort: str | None
    known: KnownPlace | None


def place_names(words: Sequence[Word], language: str) -> Iterator[PlaceName]:
    """Every such name, left to right; a name may stand in a longer one of an organisation."""
    for first, last in runs(words, language):
        index = first
        while index <= last:
            found = _name_at(words, index, last, language)
            if found is None:
                index += 1
            else:
                yield found
                index = found.last + 1


def extended(words: Sequence[Word], first: int, last: int, language: str, known: KnownPlace | None) -> PlaceName:
    """The core [first, last] with the geographic nouns around it: `city of X`, `X river basin`, `Upper X`."""
    left, right, sort = first, last, None
    while left and not words[left].gap and words[left - 1].folded in place_set(language, "parts"):
        if not words[left - 1].is_capital or (is_first(words, left - 1) and known is None):
            break
        left -= 1
    after = _noun_after(words, right, language)
    if after is not None:
        right, sort = after
    opening = _opening_before(words, left, language)
    if opening is not None:
        left, sort = opening[0], sort or opening[1]
    return PlaceName(left, right, first, last, sort, known)


def _name_at(words: Sequence[Word], index: int, last: int, language: str) -> PlaceName | None:
    if words[index].folded in place_set(language, "adjectives"):
        return None
    found = known_at(words, index)
    if found is not None and found[0] <= last:
        return extended(words, index, found[0], language, found[1])
    for end in range(min(last, index + 3), index - 1, -1):
        if not words[end].is_capital:
            continue
        name = extended(words, index, end, language, None)
        if name.sort is not None and _is_name(words, name, language):
            return name
    return None


def _is_name(words: Sequence[Word], name: PlaceName, language: str) -> bool:
    """Whether the core is a name of its own: no geographic noun itself, no first word of a sentence, no initials."""
    core = words[name.core_first]
    if core.is_acronym or core.folded in phrase_set(language, "stops") or core.folded in phrase_set("en", "stops"):
        return False
    if name.first == name.core_first and is_first(words, name.core_first) and name.core_first == name.core_last:
        return words[name.last].is_capital and name.last > name.core_last
    return match_at(nouns(language), words, name.core_first) is None or name.core_last > name.core_first


def _noun_after(words: Sequence[Word], last: int, language: str) -> tuple[int, str] | None:
    """The geographic noun right after `words[last]`, one or two of them (`river basin`), not one that goes on."""
    end, sort = last, None
    while end + 1 < len(words) and not words[end + 1].gap and not words[end].owns:
        found = match_at(nouns(language), words, end + 1)
        if found is None:
            break
        end, sort = end + found[0], found[1]
    return None if sort is None else (end, sort)


def _opening_before(words: Sequence[Word], first: int, language: str) -> tuple[int, str] | None:
    for begin in range(max(0, first - 5), first):
        if words[first].gap:
            return None
        found = match_at(openings(language), words, begin)
        if found is None:
            continue
        reach = begin + found[0]
        if reach == first or (reach == first - 1 and words[reach].folded in ("the", "la", "l'")):
            return begin, found[1]
    return None
