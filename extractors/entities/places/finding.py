"""Names of places in a passage: known ones, and unknown ones told by a geographic noun beside them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.entities.naming.capitals import runs_in
from extractors.entities.naming.phrases import is_first, phrase_set
from extractors.entities.naming.place_words import known_at, match_at, nouns, nouns_after, openings, place_set
from extractors.entities.naming.words import Word, words_in
from extractors.folding import fold_word
from extractors.vocabulary.gazetteer import KnownPlace, known_place
from extractors.vocabulary.grammar import grammar

_LONGEST_UNKNOWN = 5


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


def place_names(text: str, language: str) -> Iterator[PlaceName]:
    """Every such name, left to right; a name may stand in a longer one of an organisation."""
    words = words_in(text)
    for first, last in runs_in(text, language):
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
    if after is not None and (
        known is not None or words[after[0]].is_capital or not _doubts(words, right, after[0], language)
    ):
        right, sort = after
    opening = _opening_before(words, left, language) if sort is None else None
    if opening is not None:
        left, sort = opening[0], sort or opening[1]
    return PlaceName(left, right, first, last, sort, known)


def _name_at(words: Sequence[Word], index: int, last: int, language: str) -> PlaceName | None:
    found = known_at(words, index, language)
    if words[index].folded in place_set(language, "adjectives") and (found is None or found[0] == index):
        return None
    numbered = _numbered(words, index, language)
    if numbered is not None:
        return numbered
    found = found or _known_by_part(words, index, language)
    known = extended(words, index, found[0], language, found[1]) if found and found[0] <= last else None
    told = _told_by_noun(words, index, last, language)
    if known is None:
        return told
    longer = told is not None and told.last > known.last and words[told.last].is_capital
    return told if longer and told is not None and told.core_last < told.last else known


def _known_by_part(words: Sequence[Word], index: int, language: str) -> tuple[int, KnownPlace] | None:
    """What is known of the place that a compound is a part of: `Bremen-Hemelingen`, `Südoststeiermark`."""
    first, _, other = words[index].text.partition("-")
    if other[:1].isupper() and other[1:].islower():
        city = known_place(fold_word(first))
        if city is not None and city.sort == "city" and city.big:
            return index, city
    whole = words[index].folded
    for part in sorted(place_set(language, "prefixes"), key=len, reverse=True) if words[index].is_capital else ():
        region = known_place(whole[len(part) :]) if whole.startswith(part) else None
        if region is not None and region.sort in ("region", "country"):
            return index, region
    return None


def _numbered(words: Sequence[Word], index: int, language: str) -> PlaceName | None:
    """`District 9`, `49th Ward`: one of a town's parts that have numbers, not names."""
    if words[index].folded not in place_set(language, "numbered"):
        return None
    before, after = index - 1, index + 1
    if before >= 0 and not words[index].gap and words[before].text[0].isdigit() and not words[before].text.isdigit():
        return PlaceName(before, index, before, index, "region", None)
    if after == len(words) or words[after].gap or not words[after].text.isdigit():
        return None
    return PlaceName(index, after, index, after, "region", None)


def _told_by_noun(words: Sequence[Word], index: int, last: int, language: str) -> PlaceName | None:
    """The shortest unknown name from `index` on that a geographic noun follows or opens, or `South Bay`."""
    noun = match_at(nouns(language), words, index + 1) if index < last and not words[index + 1].gap else None
    if noun and words[index].folded in place_set(language, "parts") and words[index + 1].is_capital:
        return PlaceName(index, index + noun[0], index, index + noun[0], noun[1], None)
    longest = _LONGEST_UNKNOWN if grammar(language).capitals else 1
    for end in range(index, min(last, index + longest - 1) + 1):
        if end > index and (
            words[end].gap or words[end - 1].owns or words[end].folded in phrase_set("en", "name_bars")
        ):
            return None
        if not words[end].is_capital:
            continue
        name = extended(words, index, end, language, None)
        if name.sort is not None and _is_name(words, name, language):
            opened = name.first < name.core_first and name.last == name.core_last
            # `city of` names all the capitals that follow.
            return extended(words, index, _before_and(words, index, last), language, None) if opened else name
    return None


def _before_and(words: Sequence[Word], first: int, last: int) -> int:
    bars = (index for index in range(first + 1, last) if words[index].folded in phrase_set("en", "ands"))
    return next(bars, last + 1) - 1


def _is_name(words: Sequence[Word], name: PlaceName, language: str) -> bool:
    """Whether the core is a name of its own: no geographic noun itself, no first word of a sentence, no initials."""
    core = words[name.core_first]
    if is_doubtful(words, name, language) and not words[name.last].is_capital:
        return False
    if core.is_acronym or core.folded in phrase_set(language, "stops") or core.folded in phrase_set("en", "stops"):
        return False
    if name.first == name.core_first and is_first(words, name.core_first) and name.core_first == name.core_last:
        return words[name.last].is_capital and name.last > name.core_last
    return match_at(nouns(language), words, name.core_first) is None or name.core_last > name.core_first


def is_doubtful(words: Sequence[Word], name: PlaceName, language: str) -> bool:
    """Whether the noun tells a place only of a known name, and the name is not known."""
    if name.known is not None:
        return False
    before = " ".join(word.folded for word in words[name.first : name.core_first])
    return _doubts(words, name.core_last, name.last, language) or before in place_set(language, "doubtful_before")


def _doubts(words: Sequence[Word], core_last: int, last: int, language: str) -> bool:
    after = " ".join(word.folded for word in words[core_last + 1 : last + 1])
    return after in place_set(language, "doubtful")


def _noun_after(words: Sequence[Word], last: int, language: str) -> tuple[int, str] | None:
    """The geographic noun right after `words[last]`, as its last word and sort."""
    if last + 1 == len(words) or words[last + 1].gap or words[last].owns:
        return None
    found = match_at(nouns_after(language), words, last + 1)
    if found is None:
        return None
    end = last + found[0]
    # `Baxter Park Terrace`, `Otter lake lagoons`: a place is named for another.
    further = _noun_after(words, end, language)
    return further if further is not None and words[end].is_capital and words[end + 1].is_capital else (end, found[1])


def _opening_before(words: Sequence[Word], first: int, language: str) -> tuple[int, str] | None:
    for begin in range(max(0, first - 5), first):
        found = match_at(openings(language), words, begin)
        if found is None or any(words[i].gap for i in range(begin + 1, first + 1)):
            continue
        if found[1] == "built" and begin and words[begin - 1].folded == "en":
            # `mise en place de`
            continue
        reach = begin + found[0]
        if reach == first or (reach == first - 1 and words[reach].folded in ("the", "la", "l'")):
            return begin, found[1]
    return None
