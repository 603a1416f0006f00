"""Money in running text: quantities beside a currency, and ranges of them."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from extractors.entities.amounts.quantities import Quantity, find_quantities
from extractors.entities.amounts.units import Unit, unit_after, unit_before
from extractors.entities.amounts.words import currencies, money_words
from extractors.folding import fold_word
from extractors.vocabulary.patterns import any_of

_YEAR_LIKE = range(1900, 2100)
_SMALL = 1000
_FEW = 100
_HUNDREDTH = Decimal("0.01")
_CONSTANT_PRICES = re.compile(r"(?<!\w)(?:in|at|en|de|zu|in den)\s$", re.IGNORECASE)
_POUNDS = re.compile(r"£|GBP")
_WEIGHED = re.compile(r"\s(?:of|de|di)\s")
# `3 euros 50`: two figures with which the clause ends.
_TWO_DIGITS = re.compile(r"(?<=\s)\d\d(?=\s*(?:$|[.,;:!?)]))|(?<!\s)\d\d")
_BARE_JOINT = re.compile(r"\s?")


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
    def unit(self) -> Unit | None:
        """The currency; a code behind says more than a sign in front that countries share (`$500 CAD`)."""
        if self.before and self.after and self.before.words in currencies().shared:
            return self.after
        return self.before or self.after

    @property
    def currency(self) -> str | None:
        return self.unit.code if self.unit else None

    @property
    def scale(self) -> int:
        """What words and signs multiply the number by (`quantity.number` has the words' part)."""
        return self.quantity.scale * _scale(self.before) * _scale(self.after)

    @property
    def value(self) -> Decimal:
        value = self.quantity.number * _scale(self.before) * _scale(self.after)
        return value * _HUNDREDTH if self.in_hundredths else value

    @property
    def in_hundredths(self) -> bool:
        """Whether it tells cents or pence."""
        return self.unit is not None and self.unit.is_part


def find_money(text: str, language: str, region: str | None = None) -> Iterator[Money]:
    """The amounts in `text`, in order; `region` (ISO 3166-1 alpha-2) says whose dollars or crowns are meant."""
    quantities = find_quantities(text, language)
    priced = _settled(text, quantities, language, region)
    index = 0
    while index < len(priced):
        pair = priced[index : index + 2]
        of_two = _range(text, pair, language) or _with_hundredths(text, pair, language)
        each = priced[index]
        if of_two is not None:
            yield of_two
        elif each.currency is not None:
            yield Money(each.start, each.end, each.value, each.currency)
        index += 1 if of_two is None else 2


def _settled(text: str, quantities: Sequence[Quantity], language: str, region: str | None) -> list[_Priced]:
    """The quantities with the currency beside each; one that stands between two numbers goes to one of them."""
    floors = [0, *(each.end for each in quantities)]
    units = [
        (unit_before(text, floor, each.start, language, region), unit_after(text, each.end, language, region))
        for floor, each in zip(floors, quantities, strict=False)
    ]
    priced = []
    for index, (each, (before, after)) in enumerate(zip(quantities, units, strict=True)):
        previous = units[index - 1][1] if index else None
        following = units[index + 1][0] if index + 1 < len(units) else None
        if before and previous and previous.start == before.start and _goes_before(text, before, language):
            before = None
        if after and following and after.start == following.start and not _goes_before(text, after, language):
            after = None
        priced.append(_plausible(text, _Priced(each, before, after), language, region))
    return priced


def _goes_before(text: str, unit: Unit, language: str) -> bool:
    """Whether a currency between two numbers belongs to the first: it adjoins it, or is usually written so."""
    tight_left, tight_right = not text[unit.start - 1].isspace(), not text[unit.end : unit.end + 1].isspace()
    if tight_left != tight_right:
        return tight_left
    return unit.is_name or (unit.words == "€" and money_words(language).decimal == ",")


def _plausible(text: str, priced: _Priced, language: str, region: str | None) -> _Priced:
    """The same, without a currency that is none here: a weight, a word like a code, the year of constant prices."""
    before, after, quantity = priced.before, priced.after, priced.quantity
    large = priced.value >= _SMALL or quantity.grouped or priced.scale > 1
    year_like = not quantity.grouped and quantity.scale == 1 and quantity.number in _YEAR_LIKE
    if before and not large and _is_doubtful(before, language):
        before = None
    if before and before.is_name and (year_like or priced.value < _FEW):
        before = None  # `Euro 6`, `Euro 2012`
    if after and not large and _is_doubtful(after, language):
        after = None
    if after and after.is_name and year_like and _CONSTANT_PRICES.search(text[: quantity.start][-12:]):
        after = None
    if after and _is_weight(text, priced, after, language, region):
        after = None
    return _Priced(quantity, before, after)


def _is_doubtful(unit: Unit, language: str) -> bool:
    """Whether the currency's code or name is a common word too."""
    return unit.words in currencies().words or fold_word(unit.words) in _forms(language).doubtful


def _is_weight(text: str, priced: _Priced, unit: Unit, language: str, region: str | None) -> bool:
    """Whether pounds are weights: where the country has others, `of` follows, or the sentence speaks of weights."""
    forms = _forms(language)
    if fold_word(unit.words) not in forms.weights or priced.scale > 1 or region == "GB" or _POUNDS.search(text):
        return False
    if region == "US" or _WEIGHED.match(text, unit.end):
        return True
    return forms.weighing.search(text) is not None and forms.pricing.search(text) is None


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
    if first.unit is None and first.quantity.number in _YEAR_LIKE and last.scale > 1:
        return None  # `2,1 M€ en 2015 à 3,4 M€`
    forms = _forms(language)
    opened = forms.between.search(text[max(0, first.start - 16) : first.start]) is not None
    joint = forms.between_joint if opened else forms.joint
    if not joint.fullmatch(text, first.end, last.start):
        return None
    upper = last.value if last.before else last.value * _scale(first.before)
    lower = first.value
    if first.scale == 1 and last.scale > 1 and first.quantity.number < last.quantity.number / last.quantity.scale:
        lower *= last.scale
    if last.in_hundredths and not first.unit:
        lower *= _HUNDREDTH
    return Money(first.start, last.end, lower, currency, upper) if lower < upper else None


def _with_hundredths(text: str, pair: Sequence[_Priced], language: str) -> Money | None:
    """`3 euros and 50 cents`, `3 euros 50`, `3€50`."""
    if len(pair) < 2:
        return None
    whole, part = pair
    if not whole.after or whole.in_hundredths or whole.currency is None or not 0 < part.quantity.number < _FEW:
        return None
    forms = _forms(language)
    if part.in_hundredths:
        joint = forms.part_joint
    elif part.unit is None and _TWO_DIGITS.match(text, part.quantity.start):
        joint = _BARE_JOINT
    else:
        return None
    if not joint.fullmatch(text, whole.end, part.start):
        return None
    return Money(whole.start, part.end, whole.value + part.quantity.number * _HUNDREDTH, whole.currency)


def _scale(unit: Unit | None) -> int:
    return unit.scale if unit else 1


class _Forms(NamedTuple):
    joint: re.Pattern[str]
    between_joint: re.Pattern[str]
    between: re.Pattern[str]
    part_joint: re.Pattern[str]
    weighing: re.Pattern[str]
    pricing: re.Pattern[str]
    weights: frozenset[str]
    doubtful: frozenset[str]


@cache
def _forms(language: str) -> _Forms:
    words = money_words(language)
    to, both = any_of(words.to), any_of((*words.to, *words.conjunction))
    return _Forms(
        joint=re.compile(rf"\s{{0,2}}(?:[-–—]|(?<!\w){to}(?!\w))\s{{0,2}}", re.IGNORECASE),
        between_joint=re.compile(rf"\s{{0,2}}(?:[-–—]|(?<!\w){both}(?!\w))\s{{0,2}}", re.IGNORECASE),
        between=re.compile(rf"(?<!\w){any_of(words.between)}\s{{1,2}}$", re.IGNORECASE),
        part_joint=re.compile(rf",?\s{{1,2}}(?:{any_of(words.part_joints)}\s{{1,2}})?", re.IGNORECASE),
        weighing=re.compile(rf"(?<!\w){any_of(words.weighing)}(?!\w)", re.IGNORECASE),
        pricing=re.compile(rf"(?<!\w){any_of(words.pricing)}(?!\w)", re.IGNORECASE),
        weights=frozenset(map(fold_word, words.weights)),
        doubtful=frozenset(map(fold_word, words.doubtful)),
    )
