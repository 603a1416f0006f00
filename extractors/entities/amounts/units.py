"""Which currency stands right before or after a number: by look-up, for there are hundreds."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from extractors.entities.amounts.words import codes, currencies, money_words

_BLANK = " \t\n\xa0\u2009\u202f"
_BEFORE = re.compile(rf"(?P<words>[^\s\d,;:()\[\]\"“]{{1,8}})[{_BLANK}]{{0,2}}$")
_SCALED_BEFORE = re.compile(rf"(?P<words>[^\s\d,;:()\[\]\"“]{{1,8}})[{_BLANK}](?P<scale>[^\W\d_]{{1,9}}\.?)[{_BLANK}]$")
_AFTER_BLANK = re.compile(rf"[-{_BLANK}]{{0,2}}")
_PHRASE = re.compile(rf"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?(?:[{_BLANK}][^\W\d_]+)?(?:[{_BLANK}][^\W\d_]+)?")
_ABBREVIATED = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,4}\.$")
_SIGN = re.compile(r"[^\s\w.,;:()\[\]'\"/%-]")
_SCALED_CODE = re.compile(r"(?P<scale>[^\W\d_]{1,3})(?P<code>[A-Z]{3})(?![^\W\d_])")
_REACH = 24


class Unit(NamedTuple):
    """A currency's sign, code or name and its range; `scale` multiplies (`k€`); `is_name` tells names from signs."""

    start: int
    end: int
    words: str
    code: str
    scale: int = 1
    is_name: bool = False


def unit_before(text: str, at: int, language: str, region: str | None) -> Unit | None:
    """The currency that ends before `at`: `€ `5, `EUR `5, `US$`5, `k€ `5, `EUR million `5."""
    window = text[max(0, at - _REACH) : at]
    offset = at - len(window)
    found = _BEFORE.search(window)
    if found is None:
        return None
    unit = _suffix(found["words"], offset + found.start(), language, region)
    scaled = _SCALED_BEFORE.search(window)
    if unit is None and scaled is not None:
        factor = _factor(scaled["scale"], language)
        unit = _suffix(scaled["words"], offset + scaled.start(), language, region) if factor > 1 else None
        return unit._replace(scale=factor) if unit else None
    return unit


def unit_after(text: str, at: int, language: str, region: str | None) -> Unit | None:
    """The currency that begins after `at`: 5` €`, 5` EUR`, 5` million` (passed already)` d'euros`, 455` k€`."""
    if _ABBREVIATED.search(text[max(0, at - 5) : at + 1]):
        at += 1
    at = _past_of(text, at, language)
    blank = _AFTER_BLANK.match(text, at)
    start = blank.end() if blank else at
    sign = _SIGN.match(text, start)
    if sign is not None:
        code = code_of(sign[0], language, region)
        return Unit(start, sign.end(), sign[0], code) if code else None
    phrase = _PHRASE.match(text, start)
    return _named(phrase[0], start, language, region) if phrase else None


def code_of(words: str, language: str, region: str | None) -> str | None:
    """The ISO 4217 code that a sign, code or name means in this language and country; None for other words."""
    listed = currencies()
    folded = _folded(words)
    for form in (words, folded):
        here = listed.by_region.get(form, {}).get(region or "")
        if here:
            return here
    if words in codes():
        return words
    return listed.signs.get(words) or money_words(language).currencies.get(folded)


def _folded(words: str) -> str:
    return " ".join(words.casefold().replace("’", "'").split())


def _suffix(words: str, start: int, language: str, region: str | None) -> Unit | None:
    """The longest currency that `words` end with, not torn out of a longer word; scales before it are taken along."""
    for cut in range(len(words)):
        rest = words[cut:]
        if cut and rest[0].isalnum() and words[cut - 1].isalnum():
            continue
        code, inner = code_of(rest, language, region), 1
        if code is None and not rest[0].isalnum():
            code, inner = code_of(rest[0], language, region), _factor(rest[1:], language)
            code = code if inner > 1 else None
        if code is None:
            continue
        factor = _factor(words[:cut], language) * inner
        begin = start if factor > inner else start + cut
        return Unit(begin, start + len(words), rest, code, factor, is_name=_is_name(rest))
    return None


def _factor(words: str, language: str) -> int:
    return money_words(language).scales.get(words.casefold().rstrip("."), 1)


def _named(phrase: str, start: int, language: str, region: str | None) -> Unit | None:
    scaled = _SCALED_CODE.match(phrase)
    if scaled is not None and scaled["code"] in codes() and _factor(scaled["scale"], language) > 1:
        return Unit(start, start + scaled.end(), scaled["code"], scaled["code"], _factor(scaled["scale"], language))
    for words in _prefixes(phrase):
        code = code_of(words, language, region)
        if code is not None:
            return Unit(start, start + len(words), words, code, is_name=_is_name(words))
    return None


def _prefixes(phrase: str) -> Iterator[str]:
    """The phrase, then without its last words, each also without a full stop."""
    parts = re.split(rf"(?=[{_BLANK}])", phrase)
    for count in range(len(parts), 0, -1):
        words = "".join(parts[:count])
        yield words
        if words.endswith("."):
            yield words[:-1]


def _is_name(words: str) -> bool:
    return words not in codes() and words not in currencies().signs


def _past_of(text: str, at: int, language: str) -> int:
    found = _of(language).match(text, at)
    return found.end() if found else at


@cache
def _of(language: str) -> re.Pattern[str]:
    words = "|".join(sorted((re.escape(word).replace("'", "['’]") for word in money_words(language).of), key=len))
    return re.compile(
        rf"[{_BLANK}]{{1,2}}(?:{words})(?<=['’])|[{_BLANK}]{{1,2}}(?:{words})(?=[{_BLANK}])", re.IGNORECASE
    )
