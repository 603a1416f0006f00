"""What recurs across pages: each page as the recurring words on it and how much of the author's stands between."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import zip_longest
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

    def without(self, words: Collection[str]) -> "Recurrence":
        """The recurrence as it is where `words` are the author's too."""
        sequences = tuple(tuple(_parted(sequence, words)) for sequence in self.sequences)
        return Recurrence(self.pages, sequences, _by_words(sequences))


def recurrence_of(pages: Sequence[FormPage]) -> Recurrence:
    """What recurs on `pages`: words that stand on a share of them and on two at least."""
    counts = Counter(words for page in pages for words in {unit.words for *_, units in page.lines for unit in units})
    least = max(_FEWEST, ceil(_SHARE * len(pages)))
    sequences = tuple(tuple(_places(index, page, counts, least)) for index, page in enumerate(pages))
    return Recurrence(len(pages), sequences, _by_words(sequences))


def _by_words(sequences: Sequence[Sequence[Place]]) -> dict[str, tuple[Place, ...]]:
    places: dict[str, list[Place]] = defaultdict(list)
    for sequence in sequences:
        for place in sequence:
            places[place.unit.words].append(place)
    return {words: tuple(found) for words, found in places.items()}


def _parted(sequence: Sequence[Place], left_out: Collection[str]) -> Iterator[Place]:
    """The places of a page but those of the words left out, which are the author's then."""
    kept = [place for place in sequence if place.unit.words not in left_out]
    for order, (place, after) in enumerate(zip_longest(kept, kept[1:])):
        between = sequence[place.order + 1 : after.order if after else None]
        before = kept[order - 1].order if order else -1
        yield place._replace(
            order=order,
            before=place.before or place.order - before > 1,
            after=place.after or bool(between),
        )


def _likelihood(unit: Unit) -> tuple[bool, bool, int]:
    return unit.hint is not None, unit.said.endswith(_MARKS), unit.end


def _places(index: int, page: FormPage, counts: Mapping[str, int], least: int) -> Iterator[Place]:
    found: list[tuple[Unit, bool]] = []
    authored = False
    reached = 0
    for start, _, units in page.lines:
        if start < reached:
            continue
        # Of words that recur as often, those that the page's own form sets apart; else the longest that end as a prompt
        # does: `Is it open? Yes` may be on each page.
        best = max(units, key=lambda unit: (counts[unit.words], *_likelihood(unit)), default=None)
        if best is None or counts[best.words] < least:
            authored = True
            continue
        found.append((best, authored))
        authored, reached = best.rest, best.end
    followed = [*(before for _, before in found[1:]), authored]
    for order, ((unit, before), after) in enumerate(zip(found, followed, strict=False)):
        yield Place(index, order, unit, before, after)
