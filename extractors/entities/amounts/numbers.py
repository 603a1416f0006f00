"""Numbers as people write them, read exactly."""

import re
from decimal import Decimal

# 1,234,567.89 · 12,34,567 (India) · 1.234.567,89 · 1 234 567 · 1'234'567 · 2500 · 2.5
NUMBER = (
    r"(?:\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,2}(?:,\d\d)+,\d{3}|\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?"
    r"|\d{1,3}(?:[ \xa0\u2009\u202f'’]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?)(?!\d)"
)
_GROUPING = re.compile(r"[ \xa0\u2009\u202f'’]")
_GROUP = 3


def read_number(words: str, *, decimal: str, scaled: bool) -> Decimal:
    """The number that `words` (a NUMBER) are.

    One sign before three digits parts thousands (`1.250 €`) unless a scale follows and the sign is the language's
    `decimal` one (`1,250 millions`).
    """
    digits = _GROUPING.sub("", words)
    signs = re.findall(r"[.,]", digits)
    if not signs:
        return Decimal(digits)
    last = signs[-1]
    whole, _, fraction = digits.rpartition(last)
    if len(set(signs)) == 1 and _parts_thousands(signs, whole, fraction, decimal=decimal, scaled=scaled):
        return Decimal(digits.replace(last, ""))
    return Decimal(f"{whole.replace(',', '').replace('.', '')}.{fraction}")


def _parts_thousands(signs: list[str], whole: str, fraction: str, *, decimal: str, scaled: bool) -> bool:
    if len(signs) > 1:
        return True
    return len(fraction) == _GROUP and whole.strip("0") != "" and not (scaled and signs[0] == decimal)


def plain(number: Decimal) -> int | float:
    """The number as an integer where it is whole."""
    return int(number) if number == number.to_integral_value() else float(number)
