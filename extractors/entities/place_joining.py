"""Which names of places mean the same: `city of Ghent` and `Ghent`, `Vistula River` and `Vistula`."""

from collections.abc import Sequence

from extractors.entities.forms import bare, merge
from extractors.entities.place_words import match_at, nouns, openings, place_set
from extractors.entities.words import words_in
from models.candidate import Page, PlaceCandidate

# What is called by the bare name too; a region, a lake or a valley of that name is another place than the town.
_SAME = ("settlement", "water", "land", "region")


def joined(page: Page, accepted: Sequence[PlaceCandidate]) -> list[list[PlaceCandidate]]:
    """The candidates by place, in page order."""
    members: dict[tuple[str, str], list[PlaceCandidate]] = {}
    for each in accepted:
        key = core_and_sort(page.text[each.start : each.end], page.language)
        members.setdefault(key, []).append(each)
    pairs = []
    for core in dict.fromkeys(core for core, _ in members):
        sorts = [sort for sort in _SAME if (core, sort) in members]
        if (core, "") in members and sorts:
            pairs.append(((core, ""), (core, sorts[0])))
    return [
        sorted((each for key in keys for each in members[key]), key=lambda each: each.start)
        for keys in merge(members, pairs)
    ]


def core_and_sort(name: str, language: str) -> tuple[str, str]:
    """The name without its geographic nouns, and their sort; without a noun the sort is empty."""
    words = words_in(name)
    first, last, sort = 0, len(words) - 1, ""
    for index in range(len(words)):
        found = match_at(nouns(language), words, index)
        if index and found and index + found[0] == len(words):
            last, sort = index - 1, found[1]
            break
    opening = match_at(openings(language), words, 0)
    if opening and opening[0] <= last:
        first, sort = opening[0], sort or opening[1]
    while first < last and words[first].folded in ("the", "la", "l'"):
        first += 1
    while first < last and sort and words[first].folded in place_set(language, "parts"):
        first += 1
    return bare(name[words[first].start : words[last].end]), sort
