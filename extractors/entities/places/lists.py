"""Lists of names: where most are places, all are."""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from extractors.entities.naming.place_words import locatives, place_set
from extractors.entities.naming.words import Word
from extractors.entities.places.finding import PlaceName
from extractors.entities.places.spots import PlaceSpot, ands, is_after


def listed_with(words: Sequence[Word], name: PlaceName, other: PlaceName, language: str) -> bool:
    """Whether only a comma or `and` stands between them, a preposition repeated or not (`à Nantes et à Brest`)."""
    after = name.last + 1
    if after < len(words) and words[after].folded in ands(language) and words[after].gap in ("", ","):
        return not any(words[index].gap for index in range(after + 1, other.first + 1)) and (
            other.first == after + 1
            or (other.first == after + 2 and words[after + 1].folded in place_set(language, "locatives"))
        )
    return after == other.first and words[after].gap == ","


def stand_together(one: PlaceSpot, other: PlaceSpot, language: str) -> bool:
    """Whether they are of one list, or one stands in brackets behind the other: `Douai (Nord)`."""
    words, first = one.words, other.name.first
    in_brackets = first == one.name.last + 1 and words[first].gap == "("
    return in_brackets or listed_with(words, one.name, other.name, language)


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


def told_by_list(
    spots: Sequence[PlaceSpot], places: Collection[str], doubted: Collection[str], language: str
) -> Iterator[PlaceSpot]:
    """Names in a list of which half at least are `places` by their keys, or the first after a preposition of place;
    of a list of two none that is `doubted`.
    """
    for chain in lists_of(spots, language):
        first = chain[0]
        is_told = first.key in places and is_after(first.words, first.name.first, locatives(language), language)
        if is_told or 2 * sum(spot.key in places for spot in chain) >= len(chain):
            others = (spot for spot in chain if spot.key not in places and spot.name.sort is None)
            yield from (spot for spot in others if is_told or len(chain) > 2 or spot.key not in doubted)
