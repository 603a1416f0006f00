"""Lists of names: where most are places, all are."""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from extractors.entities.naming.place_words import place_set
from extractors.entities.naming.words import Word
from extractors.entities.places.finding import PlaceName
from extractors.entities.places.spots import PlaceSpot, ands


def listed_with(words: Sequence[Word], name: PlaceName, other: PlaceName, language: str) -> bool:
    """Whether only a comma or `and` stands between them, a preposition repeated or not (`à Nantes et à Brest`)."""
    after = name.last + 1
    if after < len(words) and words[after].folded in ands(language) and words[after].gap in ("", ","):
        return not any(words[index].gap for index in range(after + 1, other.first + 1)) and (
            other.first == after + 1
            or (other.first == after + 2 and words[after + 1].folded in place_set(language, "locatives"))
        )
    return after == other.first and words[after].gap == ","


def lists_of(spots: Sequence[PlaceSpot], language: str) -> Iterator[list[PlaceSpot]]:
    """The lists of two names and more among `spots`, which are in page order."""
    chain: list[PlaceSpot] = []
    for one, other in pairwise(spots):
        if one.passage is other.passage and listed_with(one.words, one.name, other.name, language):
            chain = [*chain, other] if chain else [one, other]
        elif chain:
            yield chain
            chain = []
    if chain:
        yield chain


def told_by_list(spots: Sequence[PlaceSpot], places: Collection[str], language: str) -> Iterator[PlaceSpot]:
    """Those names that stand in a list of which at least half are `places` by their keys."""
    for chain in lists_of(spots, language):
        if 2 * sum(spot.key in places for spot in chain) >= len(chain):
            yield from (spot for spot in chain if spot.key not in places and spot.name.sort is None)
