"""Streets and towns of postal addresses."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from extractors.folding import fold
from extractors.vocabulary.gazetteer import geography, known_place, town_countries

_DIGIT = re.compile(r"\d")
_ITEM = re.compile(r"[^\n,;|•]+")
_NAME = r"[^\W\d_][\w.'’/-]*"
_TOWN = r"(?:St\.|[^\W\d_][\w'’/-]*)"
_CAPITAL = r"[^\W\d_a-zà-ÿ][\w.'’-]*"
_LINKS = r"(?:(?:de|du|des|la|le|les|del|los|las|el|al|d['’]|l['’])\s?){0,3}"
_STREET = rf"{_LINKS}{_CAPITAL}(?:[ -]{_LINKS}{_CAPITAL}){{0,4}}"
_YEAR = r"(?:19|20)\d\d\b"
_HOUSE = rf"(?!{_YEAR})\d{{1,4}}(?:\s?[a-zA-Z]\b|\b)(?:\s?[-–/]\s?\d{{1,4}}\b)?(?!\s\d{{3}}\b)"
# Long Lane 2 · Am Alten Markt 12a · ul. Nowa 3
_STREET_NUMBER = re.compile(rf"{_NAME}(?:\s{_NAME}){{0,5}}\s\d{{1,4}}(?:\s?[a-zA-Z])?(?:\s?[-–/]\s?\d{{1,4}})?$")
_POSTCODE = r"(?:[A-Z]{1,2}[- ])?(?:\d{4} ?[A-Z]{2}|\d{4,5}|\d{2,3}[- ]\d{2,3})"
# 10115 Berlin · 00-001 Warszawa · 1011 AB Amsterdam · CH-8001 Zürich
_POSTCODE_TOWN = re.compile(
    rf"(?:(?<=\n)|(?<=^)|(?<=[,;]))\s*{_POSTCODE}\s(?P<town>{_TOWN}(?:[ -]{_TOWN}){{0,3}})(?=\s*(?:$|[\n,;(.]))"
)


class AddressPart(NamedTuple):
    """`text[start:end]` is a street with its number, or a town after its postcode."""

    start: int
    end: int
    is_street: bool


def address_parts(text: str, language: str, *, is_contact: bool) -> Iterator[AddressPart]:
    """The streets and towns in `text`; where it tells how to reach somebody, also those without a street's word."""
    if _DIGIT.search(text):
        told = tuple(_told_by_word(text, language, is_contact=is_contact))
        yield from told
        for part in (*_told_by_number(text, is_contact=is_contact), *(_towns(text) if is_contact else ())):
            if not any(part.start < other.end and other.start < part.end for other in told):
                yield part


def _told_by_word(text: str, language: str, *, is_contact: bool) -> Iterator[AddressPart]:
    for match in _streets(language, is_contact=is_contact).finditer(text):
        yield AddressPart(match.start(), match.end(), is_street=True)


def _told_by_number(text: str, *, is_contact: bool) -> Iterator[AddressPart]:
    for item in _ITEM.finditer(text):
        words = item[0].strip()
        is_told = bool(words) and _STREET_NUMBER.match(words) is not None and _is_street(words)
        if (is_told and (is_contact or _before_town(text, item.end()))) or (is_contact and _opens_street(words)):
            start = item.start() + item[0].index(words)
            yield AddressPart(start, start + len(words), is_street=True)


def _towns(text: str) -> Iterator[AddressPart]:
    for match in _POSTCODE_TOWN.finditer(text):
        if match["town"][0].isupper():
            yield AddressPart(match.start("town"), match.end("town"), is_street=False)


def _opens_street(words: str) -> bool:
    """Whether a word for streets begins it, and a name follows: `Rua 19 de Junho`."""
    first, _, name = words.partition(" ")
    return first.lower() in geography("en").streets_before and any(letter.isupper() for letter in name)


def _before_town(text: str, end: int) -> bool:
    """Whether a town follows, which its postcode or the gazetteer tells: `Nowa 3, 00-001 Warszawa`."""
    if text[end : end + 1] not in (",", "\n"):
        return False
    if _POSTCODE_TOWN.match(text, end + 1):
        return True
    following = _ITEM.match(text, end + 1)
    name = fold(following[0]) if following else ""
    known = known_place(name)
    return (known is not None and known.sort != "world") or bool(town_countries(name))


@cache
def _streets(language: str, *, is_contact: bool) -> re.Pattern[str]:
    """12 Mill Lane · 3, rue des Écoles · 220 W. Fourth Street · Calle Mayor 3 · Carrera 7 # 32-16 · Larchenweg 12a.

    The words before streets are read in the page's language, in a contact's block in all.
    """
    after = "|".join(re.escape(word.title()) for word in geography("en").streets_after)
    forms = [rf"\b(?!{_YEAR})\d{{1,5}}(?:\s?(?:bis|ter|[a-dA-D]))?\s(?:[A-Z0-9][\w.'’-]*\s){{1,4}}(?:{after})\b\.?"]
    words = [*geography(language).streets_before] if language != "en" else []
    if is_contact:
        words += geography("en").streets_before
    if words:
        before = "|".join(map(re.escape, words))
        forms += [
            rf"\b\d{{1,5}}(?:\s?(?:bis|ter|[a-dA-D]))?,?\s(?i:{before})\s{_STREET}",
            rf"\b(?i:{before})\s{_STREET},?\s(?:n[º°o]\.?\s?)?{_HOUSE}",
            rf"\b(?i:{before})\s\d{{1,3}}[A-Z]?\s?(?:#|[Nn][oº°]\.?)\s?\d{{1,3}}[A-Z]?\s?-\s?\d{{1,3}}",
        ]
    if geography(language).streets_after and language != "en":
        endings = "|".join(map(re.escape, geography(language).streets_after))
        forms += [rf"\b(?:{_CAPITAL}[ -]){{0,3}}(?:{_CAPITAL} |[^\W\d_a-zà-ÿ][\w-]*?)(?i:{endings})\.?\s{_HOUSE}"]
    return re.compile("|".join(forms))


def _is_street(words: str) -> bool:
    names = words.split()[:-1]
    return any(name[0].isupper() for name in names) and _no_streets().isdisjoint(map(fold, names))


@cache
def _no_streets() -> frozenset[str]:
    return frozenset(map(fold, geography("en").no_streets))
