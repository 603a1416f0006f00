"""Streets and towns of postal addresses."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from extractors.folding import fold
from extractors.vocabulary.gazetteer import geography

_ITEM = re.compile(r"[^\n,;|•]+")
_NAME = r"[^\W\d_][\w.'’/-]*"
# Long Lane 2 · Am Alten Markt 12a · ul. Nowa 3
_STREET_NUMBER = re.compile(rf"{_NAME}(?:\s{_NAME}){{0,5}}\s\d{{1,4}}(?:\s?[a-zA-Z])?(?:\s?[-–/]\s?\d{{1,4}})?$")
# 10115 Berlin · 00-001 Warszawa · 1011 AB Amsterdam · CH-8001 Zürich
_POSTCODE_TOWN = re.compile(
    r"(?:(?<=\n)|(?<=^)|(?<=[,;]))\s*(?:[A-Z]{1,2}[- ])?(?:\d{4} ?[A-Z]{2}|\d{4,5}|\d{2,3}[- ]\d{2,3})"
    rf"\s(?P<town>{_NAME}(?:[ -]{_NAME}){{0,3}})(?=\s*(?:$|[\n,;(]))"
)


class AddressPart(NamedTuple):
    """`text[start:end]` is a street with its number, or a town after its postcode."""

    start: int
    end: int
    is_street: bool


def address_parts(text: str) -> Iterator[AddressPart]:
    """The streets and towns in `text`, which tells how to reach somebody."""
    for item in _ITEM.finditer(text):
        words = item[0].strip()
        if words and _STREET_NUMBER.match(words) and _is_street(words):
            start = item.start() + item[0].index(words)
            yield AddressPart(start, start + len(words), is_street=True)
    for match in _number_street().finditer(text):
        yield AddressPart(match.start(), match.end(), is_street=True)
    for match in _POSTCODE_TOWN.finditer(text):
        if match["town"][0].isupper():
            yield AddressPart(match.start("town"), match.end("town"), is_street=False)


@cache
def _number_street() -> re.Pattern[str]:
    """12 Mill Lane · 3, rue des Écoles · 220 W. Fourth Street."""
    words = geography("en")
    before = "|".join(map(re.escape, words.streets_before))
    after = "|".join(map(re.escape, words.streets_after))
    return re.compile(
        rf"\b\d{{1,5}}(?:\s?(?:bis|ter|[a-dA-D]))?,?\s(?:(?i:{before})\s[^\W\d][\w.'’ -]{{2,50}}?(?=$|[\n,;(]|\s\d)"
        rf"|(?:[A-Z0-9][\w.'’-]*\s){{1,4}}(?i:{after})\b\.?)"
    )


def _is_street(words: str) -> bool:
    names = words.split()[:-1]
    return any(name[0].isupper() for name in names) and _no_streets().isdisjoint(map(fold, names))


@cache
def _no_streets() -> frozenset[str]:
    return frozenset(map(fold, geography("en").no_streets))
