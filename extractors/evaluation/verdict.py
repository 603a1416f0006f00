"""What a page got right, missed and made up, under one label."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from extractors.evaluation.matching import one_to_one
from models.frozen import Frozen
from models.gold import Gold

G = TypeVar("G", bound=Gold)
P = TypeVar("P")


class Verdict(Frozen):
    """The things of one label (or a finer or looser measure of it) on one page, in words for people."""

    label: str
    right: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()


def required_first(gold: Sequence[G]) -> tuple[G, ...]:
    """The same things, the optional ones last."""
    return tuple(sorted(gold, key=lambda thing: thing.optional))


def settle(
    label: str,
    gold: Sequence[G],
    predicted: Sequence[P],
    agree: Callable[[G, P], bool],
    *,
    gold_words: Callable[[G], str],
    words: Callable[[P], str],
) -> Verdict:
    """The verdict after one-to-one matching; what meets only an optional thing is neither right nor extra."""
    wanted = required_first(gold)
    matched = dict(one_to_one(wanted, predicted, agree))
    seated = set(matched.values())
    return Verdict(
        label=label,
        right=tuple(words(predicted[p]) for g, p in matched.items() if not wanted[g].optional),
        missed=tuple(gold_words(thing) for g, thing in enumerate(wanted) if g not in matched and not thing.optional),
        extra=tuple(words(thing) for p, thing in enumerate(predicted) if p not in seated),
    )


def settled_pairs(gold: Sequence[G], predicted: Sequence[P], agree: Callable[[G, P], bool]) -> tuple[tuple[G, P], ...]:
    """The matched required things, each with what matched it."""
    wanted = required_first(gold)
    return tuple((wanted[g], predicted[p]) for g, p in one_to_one(wanted, predicted, agree) if not wanted[g].optional)
