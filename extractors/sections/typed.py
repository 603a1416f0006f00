"""Typed answers that extraction gives: the amount or date that an answer says."""

from collections.abc import Sequence
from typing import TypeVar

from models.frozen import revise
from models.record import Amount, AmountValue, DateValue, Mention, Pair, Section
from models.template import Template
from models.vocabulary import AnswerType, PairState

Thing = TypeVar("Thing")


def typed(
    sections: Sequence[Section], template: Template | None, dates: Sequence[DateValue], amounts: Sequence[AmountValue]
) -> tuple[Section, ...]:
    """The sections with the first date or amount of each answer as its value, where the template asks for one."""
    if template is None:
        return tuple(sections)
    types = {
        (section.key, prompt.key): prompt.type
        for section in template.sections
        for prompt in section.prompts
        if prompt.type in {AnswerType.DATE, AnswerType.AMOUNT}
    }
    if not types:
        return tuple(sections)
    return tuple(
        revise(
            section,
            pairs=tuple(_valued(pair, types.get((section.key, pair.key)), dates, amounts) for pair in section.pairs),
        )
        for section in sections
    )


def _valued(
    pair: Pair, answer_type: AnswerType | None, dates: Sequence[DateValue], amounts: Sequence[AmountValue]
) -> Pair:
    if answer_type is None or pair.state is not PairState.ANSWERED:
        return pair
    if answer_type is AnswerType.DATE:
        date = _first(pair, [(mention, each) for each in dates for mention in each.mentions])
        return revise(pair, value=date.value) if date else pair
    amount = _first(pair, [(mention, each) for each in amounts for mention in each.mentions])
    if amount is None:
        return pair
    return revise(pair, value=Amount(value=amount.value, value_to=amount.value_to, currency=amount.currency))


def _first(pair: Pair, said: Sequence[tuple[Mention, Thing]]) -> Thing | None:
    """The thing whose mention stands first within the answer."""
    if pair.answer_span is None:
        return None
    start, end = pair.answer_span.start, pair.answer_span.end
    inside = [(mention.start, thing) for mention, thing in said if start <= mention.start < end]
    return min(inside, key=lambda each: each[0])[1] if inside else None
