"""What a page got right, missed and made up, under one label."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from extractors.evaluation.matching import one_to_one
from models.document import Span
from models.frozen import Frozen, revise
from models.gold import Gold
from models.record import Mention

G = TypeVar("G", bound=Gold)
P = TypeVar("P")


class Item(Frozen):
    """A thing of gold or of a record.

    `words` tell it to people; by one of its `forms` the page may say it; `note` is what else there is to tell.
    `span`, `extractor` and `confidence` are those of its surest mention; a thing of gold has none.
    """

    words: str
    forms: tuple[str, ...] = ()
    note: str = ""
    span: Span | None = None
    extractor: str | None = None
    confidence: float | None = None


class Verdict(Frozen):
    """The things of one label (or a finer or looser measure of it) on one page.

    What is right has gold's words, and the record's evidence.
    """

    label: str
    right: tuple[Item, ...] = ()
    missed: tuple[Item, ...] = ()
    extra: tuple[Item, ...] = ()


def found(words: str, mentions: Sequence[Mention]) -> Item:
    """A thing of a record; of its mentions the surest counts, the first of equals."""
    if not mentions:
        return Item(words=words)
    surest = max(mentions, key=lambda mention: (mention.confidence, -mention.start))
    span = Span(start=surest.start, end=surest.end)
    return Item(words=words, span=span, extractor=surest.extractor, confidence=surest.confidence)


def matched(wanted: Item, got: Item) -> Item:
    """What is right: gold's words with the record's evidence."""
    return revise(got, words=wanted.words, forms=wanted.forms)


def required_first(gold: Sequence[G]) -> tuple[G, ...]:
    """The same things, the optional ones last."""
    return tuple(sorted(gold, key=lambda thing: thing.optional))


def settle(
    label: str,
    gold: Sequence[G],
    predicted: Sequence[P],
    agree: Callable[[G, P], bool],
    *,
    gold_item: Callable[[G], Item],
    item: Callable[[P], Item],
) -> Verdict:
    """The verdict after one-to-one matching; what meets only an optional thing is neither right nor extra."""
    wanted = required_first(gold)
    pairs = dict(one_to_one(wanted, predicted, agree))
    seated = set(pairs.values())
    return Verdict(
        label=label,
        right=tuple(
            matched(gold_item(wanted[g]), item(predicted[p])) for g, p in pairs.items() if not wanted[g].optional
        ),
        missed=tuple(gold_item(thing) for g, thing in enumerate(wanted) if g not in pairs and not thing.optional),
        extra=tuple(item(thing) for p, thing in enumerate(predicted) if p not in seated),
    )


def settled_pairs(gold: Sequence[G], predicted: Sequence[P], agree: Callable[[G, P], bool]) -> tuple[tuple[G, P], ...]:
    """The matched required things, each with what matched it."""
    wanted = required_first(gold)
    return tuple((wanted[g], predicted[p]) for g, p in one_to_one(wanted, predicted, agree) if not wanted[g].optional)
