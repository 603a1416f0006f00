"""Who is matched with whom."""

from collections.abc import Callable, Sequence
from typing import TypeVar

G = TypeVar("G")
P = TypeVar("P")

Matched = tuple[tuple[int, int], ...]


def one_to_one(gold: Sequence[G], predicted: Sequence[P], agree: Callable[[G, P], float]) -> Matched:
    """A largest matching of agreeing pairs, as indices in gold order.

    `agree` tells how well two agree, 0 for not at all; each is seated with the one that agrees best, while it can be.
    Earlier gold things are never left out for later ones, so required things stand before optional ones.
    """
    friends = [_friends(wanted, predicted, agree) for wanted in gold]
    holder: dict[int, int] = {}
    for index in range(len(gold)):
        _seat(index, friends, holder, set())
    return tuple(sorted((g, p) for p, g in holder.items()))


def _friends(wanted: G, predicted: Sequence[P], agree: Callable[[G, P], float]) -> list[int]:
    closeness = [(agree(wanted, thing), place) for place, thing in enumerate(predicted)]
    return [place for close, place in sorted(closeness, key=lambda each: (-each[0], each[1])) if close]


def _seat(index: int, friends: Sequence[Sequence[int]], holder: dict[int, int], tried: set[int]) -> bool:
    free = next((place for place in friends[index] if place not in holder), None)
    if free is not None:
        holder[free] = index
        return True
    for place in friends[index]:
        if place not in tried:
            tried.add(place)
            if _seat(holder[place], friends, holder, tried):
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
