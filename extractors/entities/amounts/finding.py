"""Money in running text: quantities beside a currency, and ranges of them."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from extractors.entities.amounts.quantities import Quantity, find_quantities
from extractors.entities.amounts.units import Unit, unit_after, unit_before
from extractors.entities.amounts.words import currencies, money_words
from extractors.vocabulary.patterns import any_of

_YEAR_LIKE = range(1900, 2100)
_SMALL = 1000
_FEW = 100
_CONSTANT_PRICES = re.compile(r"(?<!\w)(?:in|at|en|de|zu|in den)\s$", re.IGNORECASE)


class Money(NamedTuple):
    """Money and its range in the text; `upper` is a range's upper end."""

    start: int
    end: int
    value: Decimal
    currency: str
    upper: Decimal | None = None


class _Priced(NamedTuple):
    quantity: Quantity
    before: Unit | None
    after: Unit | None

    @property
    def start(self) -> int:
        return self.before.start if self.before else self.quantity.start

    @property
    def end(self) -> int:
        return self.after.end if self.after else self.quantity.end

    @property
    def scale(self) -> int:
        return self.quantity.scale * _scale(self.before) * _scale(self.after)

    @property
    def currency(self) -> str | None:
        unit = self.before or self.after
        return unit.code if unit else None


def find_money(text: str, language: str, region: str | None = None) -> Iterator[Money]:
    """The amounts in `text`, in order; `region` (ISO 3166-1 alpha-2) says whose dollars or crowns are meant."""
    quantities = find_quantities(text, language)
    priced = _settled(text, quantities, language, region)
    index = 0
    while index < len(priced):
        pair = _range(text, priced[index : index + 2], language)
        if pair is not None:
            yield pair
            index += 2
            continue
        each = priced[index]
        if each.currency is not None:
            yield Money(each.start, each.end, each.quantity.number * each.scale, each.currency)
        index += 1


def _settled(text: str, quantities: Sequence[Quantity], language: str, region: str | None) -> list[_Priced]:
    """The quantities with the currency beside each; one that stands between two numbers goes to one of them."""
    units = [
        (unit_before(text, each.start, language, region), unit_after(text, each.end, language, region))
        for each in quantities
    ]
    priced = []
    for index, (each, (before, after)) in enumerate(zip(quantities, units, strict=True)):
        previous = units[index - 1][1] if index else None
        following = units[index + 1][0] if index + 1 < len(units) else None
        if before and previous and previous.start == before.start and _goes_before(text, before, language):
            before = None
        if after and following and after.start == following.start and not _goes_before(text, after, language):
            after = None
        priced.append(_plausible(text, _Priced(each, before, after), region))
    return priced


def _goes_before(text: str, unit: Unit, language: str) -> bool:
    """Whether a currency between two numbers belongs to the first: it adjoins it, or is usually written so."""
    tight_left, tight_right = not text[unit.start - 1].isspace(), not text[unit.end : unit.end + 1].isspace()
    if tight_left != tight_right:
        return tight_left
    return unit.is_name or (unit.words == "€" and money_words(language).decimal == ",")


def _plausible(text: str, priced: _Priced, region: str | None) -> _Priced:
    """The same, without a currency that is none here: a weight, a word like a code, the year of constant prices."""
    before, after, quantity = priced.before, priced.after, priced.quantity
    value = quantity.number * priced.scale
    large = value >= _SMALL or quantity.grouped or priced.scale > 1
    year_like = not quantity.grouped and quantity.scale == 1 and quantity.number in _YEAR_LIKE
    if before and (
        (before.words in currencies().words and not large) or (before.is_name and (year_like or value < _FEW))
    ):
        before = None
    if after:
        weighs = after.words.casefold() in currencies().weights and not _is_money(text, priced, region)
        constant = after.is_name and year_like and _CONSTANT_PRICES.search(text[: quantity.start][-12:])
        if weighs or constant or (after.words in currencies().words and not large):
            after = None
    return _Priced(quantity, before, after)


def _is_money(text: str, priced: _Priced, region: str | None) -> bool:
    return region == "GB" or priced.scale > 1 or any(sign in text for sign in ("£", "GBP"))


def _range(text: str, pair: Sequence[_Priced], language: str) -> Money | None:
    """Two quantities with one currency that are told as a range: `€10–15m`, `between £1 million and £3 million`."""
    if len(pair) < 2:
        return None
    first, last = pair
    currency = last.currency or first.currency
    if currency is None or first.currency not in {None, currency}:
        return None
    if (first.after and not last.after) or (last.before and not first.before):
        return None  # `from €1 in 2013 to €2` tells a growth
    forms = _forms(language)
    opened = forms.between.search(text[max(0, first.start - 16) : first.start]) is not None
    joint = forms.between_joint if opened else forms.joint
    if not joint.fullmatch(text, first.end, last.start):
        return None
    upper = last.quantity.number * (last.scale if last.before else last.scale * _scale(first.before))
    lower = first.quantity.number * first.scale
    if first.scale == 1 and last.scale > 1 and first.quantity.number < last.quantity.number:
        lower = first.quantity.number * last.scale
    return Money(first.start, last.end, lower, currency, upper) if lower < upper else None


def _scale(unit: Unit | None) -> int:
    return unit.scale if unit else 1


class _Forms(NamedTuple):
    joint: re.Pattern[str]
    between_joint: re.Pattern[str]
    between: re.Pattern[str]


@cache
def _forms(language: str) -> _Forms:
    words = money_words(language)
    to, both = any_of(words.to), any_of((*words.to, *words.conjunction))
    return _Forms(
        joint=re.compile(rf"\s{{0,2}}(?:[-–—]|(?<!\w){to}(?!\w))\s{{0,2}}", re.IGNORECASE),
        between_joint=re.compile(rf"\s{{0,2}}(?:[-–—]|(?<!\w){both}(?!\w))\s{{0,2}}", re.IGNORECASE),
        between=re.compile(rf"(?<!\w){any_of(words.between)}\s{{1,2}}$", re.IGNORECASE),
    )
