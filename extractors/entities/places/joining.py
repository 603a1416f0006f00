"""Which names of places mean the same: `city of Ghent` and `Ghent`, `Vistula River` and `Vistula`."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from extractors.entities.naming.forms import bare, merge
from extractors.entities.naming.place_words import match_at, nouns, openings
from extractors.entities.naming.words import words_in
from extractors.vocabulary.gazetteer import geography, known_place, town_countries
from models.candidate import Page, PlaceCandidate


def joined(page: Page, accepted: Sequence[PlaceCandidate]) -> list[list[PlaceCandidate]]:
    """The candidates by place, in page order."""
    members: dict[tuple[str, str], list[PlaceCandidate]] = {}
    for each in accepted:
        key = core_and_sort(page.text[each.start : each.end], page.language)
        members.setdefault(key, []).append(each)
    pairs = []
    for core in dict.fromkeys(core for core, _ in members):
        # A street is not the town that it is named after.
        sorts = [sort for each, sort in members if each == core and sort != "built"]
        # The town's name is the town's; that of a river is also its basin's and region's.
        alike = [sort for sort in sorts if sort in ("", "settlement")] if _is_town(core, sorts) else sorts
        pairs += [((core, one), (core, other)) for one, other in pairwise(alike)]
    pairs += _named_twice(page, members)
    pairs += _aliases(page, members)
    return [
        sorted((each for key in keys for each in members[key]), key=lambda each: each.start)
        for keys in merge(members, pairs)
    ]


def _named_twice(
    page: Page, members: Mapping[tuple[str, str], Sequence[PlaceCandidate]]
) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """Pairs of names of which one stands in brackets behind the other, both of one sort: `Carinthia (Kärnten)`."""
    found = sorted((each.start, each.end, key) for key, group in members.items() for each in group)
    for (_, end, one), (start, last, other) in pairwise(found):
        left, right = known_place(one[0]), known_place(other[0])
        if page.text[end:start].strip() != "(" or page.text[last : last + 1] != ")" or left is None or right is None:
            continue
        if left.sort == right.sort and not set(left.countries).isdisjoint(right.countries):
            yield one, other


def _aliases(
    page: Page, members: Mapping[tuple[str, str], Sequence[PlaceCandidate]]
) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """Pairs of names of which curators say that they are one place's."""
    for key, group in members.items():
        for each in group:
            long = core_and_sort(each.alias_of, page.language) if each.alias_of else key
            if long in members:
                yield key, long


def _is_town(core: str, sorts: Sequence[str]) -> bool:
    known = known_place(core)
    is_town = bool(town_countries(core)) if known is None else known.sort == "city"
    return is_town or "settlement" in sorts


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
    core = bare(name[words[first].start : words[last].end])
    core = _short_forms(language).get(core, core)
    known = known_place(core)
    # A country has many names.
    return (known.countries[0] if known and known.sort == "country" else core), sort


@cache
def _short_forms(language: str) -> Mapping[str, str]:
    return {bare(short): bare(long) for each in (language, "en") for short, long in geography(each).short.items()}
