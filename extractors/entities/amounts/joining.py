"""Amounts of one page made of their mentions."""

from collections.abc import Sequence

from extractors.entities.evidence import mentions
from models.candidate import AmountCandidate, Page
from models.record import AmountValue

_Value = tuple[int | float, int | float | None]


def join(page: Page, accepted: Sequence[AmountCandidate]) -> tuple[AmountValue, ...]:
    """One amount for each different value and currency, in page order.

    A number whose currency is not said is the same as one of the page that has one.
    """
    said = {_value(each): each.currency for each in reversed(accepted) if each.currency}
    by_key: dict[tuple[_Value, str | None], list[AmountCandidate]] = {}
    for each in accepted:
        by_key.setdefault((_value(each), each.currency or said.get(_value(each))), []).append(each)
    return tuple(
        AmountValue(
            text=" ".join(page.text[equals[0].start : equals[0].end].split()),
            value=value,
            value_to=upper,
            currency=currency,
            mentions=mentions(page, equals),
        )
        for ((value, upper), currency), equals in by_key.items()
    )


def _value(candidate: AmountCandidate) -> _Value:
    return candidate.value, candidate.value_to
