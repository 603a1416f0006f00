"""Who is matched with whom."""

from collections.abc import Callable, Sequence
from typing import TypeVar

G = TypeVar("G")
P = TypeVar("P")

Matched = tuple[tuple[int, int], ...]


def one_to_one(gold: Sequence[G], predicted: Sequence[P], agree: Callable[[G, P], bool]) -> Matched:
    """A largest matching of agreeing pairs, as indices in gold order.

    Earlier gold things are never left out for later ones, so required things stand before optional ones.
    """
    friends = [[p for p, thing in enumerate(predicted) if agree(wanted, thing)] for wanted in gold]
    holder: dict[int, int] = {}
    for index in range(len(gold)):
        _seat(index, friends, holder, set())
    return tuple(sorted((g, p) for p, g in holder.items()))


def _seat(index: int, friends: Sequence[Sequence[int]], holder: dict[int, int], tried: set[int]) -> bool:
    for place in friends[index]:
        if place in tried:
            continue
        tried.add(place)
        if place not in holder or _seat(holder[place], friends, holder, tried):
            holder[place] = index
            return True
    return False


def in_order(gold: Sequence[G], predicted: Sequence[P], agree: Callable[[G, P], bool]) -> Matched:
    """A largest matching of agreeing pairs that keeps both orders, as indices."""
    longest = [[0] * (len(predicted) + 1) for _ in range(len(gold) + 1)]
    same = [[agree(wanted, thing) for thing in predicted] for wanted in gold]
    for g in reversed(range(len(gold))):
        for p in reversed(range(len(predicted))):
            longest[g][p] = 1 + longest[g + 1][p + 1] if same[g][p] else max(longest[g + 1][p], longest[g][p + 1])
    matched, g, p = [], 0, 0
    while g < len(gold) and p < len(predicted):
        if same[g][p]:
            matched.append((g, p))
            g, p = g + 1, p + 1
        elif longest[g + 1][p] >= longest[g][p + 1]:
            g += 1
        else:
            p += 1
    return tuple(matched)
