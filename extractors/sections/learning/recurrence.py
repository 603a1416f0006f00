"""What recurs across pages: each page as the recurring words on it and how much of the author's stands between."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from typing import NamedTuple

from extractors.sections.learning.units import FormPage, Unit

_SHARE = 0.15
_FEWEST = 2
_MARKS = (":", "?", ".", "：", "？")


class Place(NamedTuple):
    """Recurring words as they stand on a page, the `order`-th of its recurring words.

    `before` and `after` say whether the author's words stand between them and the recurring words next to them.
    """

    page: int
    order: int
    unit: Unit
    before: bool
    after: bool


class Recurrence(NamedTuple):
    """The recurring words of `pages`: `sequences` by page, `places` by the words."""

    pages: int
    sequences: tuple[tuple[Place, ...], ...]
    places: Mapping[str, tuple[Place, ...]]

    def support(self, words: str) -> int:
        """On how many pages the words stand."""
        return len({place.page for place in self.places.get(words, ())})


def recurrence_of(pages: Sequence[FormPage]) -> Recurrence:
    """What recurs on `pages`: words that stand on a share of them and on two at least."""
    counts = Counter(words for page in pages for words in {unit.words for *_, units in page.lines for unit in units})
    least = max(_FEWEST, ceil(_SHARE * len(pages)))
    sequences = tuple(tuple(_places(index, page, counts, least)) for index, page in enumerate(pages))
    places: dict[str, list[Place]] = defaultdict(list)
    for sequence in sequences:
        for place in sequence:
            places[place.unit.words].append(place)
    return Recurrence(len(pages), sequences, {words: tuple(found) for words, found in places.items()})


def _places(index: int, page: FormPage, counts: Mapping[str, int], least: int) -> Iterator[Place]:
    found: list[tuple[Unit, bool]] = []
    authored = False
    reached = 0
    for start, _, units in page.lines:
        if start < reached:
            continue
        # Of words that recur as often, the longest that end as a prompt does: `Is it open? Yes` may be on each page.
        best = max(units, key=lambda unit: (counts[unit.words], unit.said.endswith(_MARKS), unit.end), default=None)
        if best is None or counts[best.words] < least:
            authored = True
            continue
        found.append((best, authored))
        authored, reached = best.rest, best.end
    followed = [*(before for _, before in found[1:]), authored]
    for order, ((unit, before), after) in enumerate(zip(found, followed, strict=False)):
        yield Place(index, order, unit, before, after)
