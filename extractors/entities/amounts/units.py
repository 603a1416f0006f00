"""Which currency stands right before or after a number: by look-up, for there are hundreds."""

import re
from functools import cache
from itertools import islice, pairwise
from typing import NamedTuple

from extractors.entities.amounts.words import currencies, currency_names, factors, money_words, words_of
from extractors.folding import fold_word
from extractors.vocabulary.patterns import any_of
from models.currency import codes

_BLANK = " \t\n\xa0\u2009\u202f"
_BEFORE = re.compile(rf"(?P<words>[^\s\d,;:()\[\]\"“]{{1,8}})[{_BLANK}]{{0,2}}$")
_SCALED_BEFORE = re.compile(rf"(?P<words>[^\s\d,;:()\[\]\"“]{{1,8}})[{_BLANK}](?P<scale>[^\W\d_]{{1,9}}\.?)[{_BLANK}]$")
_AFTER_BLANK = re.compile(rf"[-{_BLANK}]{{0,2}}")
_ABBREVIATED = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,4}\.$")
_WORD = re.compile(r"[^\W\d_]+")
# Between the words of a name: `US-Dollar`, `U.S. dollars`, `euro's`.
_INNER = re.compile(rf"[-.'’{_BLANK}]{{1,2}}")
_REACH = 24
_LONGEST_NAME = 6
_LONGEST_SCALE = 3
_SHORTEST_SCALED_NAME = 4


class Unit(NamedTuple):
    """A currency's sign, code or name and its range; `scale` multiplies (`k€`); `is_name` tells names from signs,
    `is_part` names of its hundredth (`cents`).
    """

    start: int
    end: int
    words: str
    code: str
    scale: int = 1
    is_name: bool = False
    is_part: bool = False


def unit_before(text: str, floor: int, at: int, language: str, region: str | None) -> Unit | None:
    """The currency that ends before `at`, not before `floor`: `€ `5, `EUR `5, `US$`5, `k€ `5, `EUR million `5."""
    window = text[max(floor, at - _REACH) : at]
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
    return (
        _sign_at(text, start, region)
        or _name_at(text, start, language, region, adjoins=start == at)
        or _scaled_at(text, start, language, region)
    )


def code_of(words: str, language: str, region: str | None) -> str | None:
    """The ISO 4217 code that a sign, code or name means in this language and country; None for other words."""
    name = _name_at(words, 0, language, region, adjoins=False)
    return _code_of_sign(words, region) or (name.code if name and name.end == len(words) else None)


def _code_of_sign(words: str, region: str | None) -> str | None:
    if words in codes():
        return words
    listed = currencies()
    code = listed.signs_by_region.get(words, {}).get(region or "") or listed.signs.get(words)
    return listed.by_region.get(code, {}).get(region or "", code) if code and words in listed.shared else code


def _suffix(words: str, start: int, language: str, region: str | None) -> Unit | None:
    """The longest currency that `words` end with, not torn out of a longer word; scales before it are taken along."""
    for cut in range(len(words)):
        rest = words[cut:]
        scaled_code = rest in codes() and _factor(words[:cut], language) > 1
        if cut and rest[0].isalnum() and words[cut - 1].isalnum() and not scaled_code:
            continue
        code, inner = code_of(rest, language, region), 1
        if code is None and not rest[0].isalnum():
            code, inner = _code_of_sign(rest[0], region), _factor(rest[1:], language)
            code = code if inner > 1 else None
        if code is None:
            continue
        factor = _factor(words[:cut], language) * inner
        begin = start if factor > inner else start + cut
        is_name = inner == 1 and _code_of_sign(rest, region) is None
        return Unit(begin, start + len(words), rest, code, factor, is_name=is_name)
    return None


def _sign_at(text: str, start: int, region: str | None) -> Unit | None:
    found = _signs().match(text, start)
    code = _code_of_sign(found[0], region) if found else None
    return Unit(start, found.end(), found[0], code) if found and code else None


def _scaled_at(text: str, start: int, language: str, region: str | None) -> Unit | None:
    """`kEUR`, `mkr`, `TEUR`, `keuros`."""
    found = _WORD.match(text, start)
    for cut in range(1, _LONGEST_SCALE + 1):
        scale, rest = (found[0][:cut], found[0][cut:]) if found else ("", "")
        factor = _factor(scale, language)
        is_unit = _code_of_sign(rest, region) is not None or len(rest) >= _SHORTEST_SCALED_NAME
        code = code_of(rest, language, region) if factor > 1 and is_unit else None
        if found and code:
            return Unit(start, found.end(), rest, code, factor)
    return None


def _name_at(text: str, start: int, language: str, region: str | None, *, adjoins: bool) -> Unit | None:
    """The longest name of a currency that begins at `start`; a name of one letter only where it adjoins the number."""
    words = tuple(islice(words_of(text, start), _LONGEST_NAME))
    if not words or words[0].start() != start:
        return None
    folded = tuple(fold_word(word[0]) for word in words)
    for phrase, name in currency_names(language).get(folded[0], ()):
        if folded[: len(phrase)] != phrase or (len(words[0][0]) == 1 and len(phrase) == 1 and not adjoins):
            continue
        pairs = pairwise(words[: len(phrase)])
        if all(_INNER.fullmatch(text, one.end(), other.start()) for one, other in pairs):
            end = words[len(phrase) - 1].end()
            listed = currencies()
            regions = listed.by_region.get(name.code, {})
            if name.part:
                regions = {**regions, **listed.parts_by_region.get(name.code, {})}
            code = regions.get(region or "", name.code) if name.short else name.code
            return Unit(start, end, text[start:end], code, is_name=True, is_part=name.part)
    return None


def _factor(words: str, language: str) -> int:
    return factors(language).get(fold_word(words.rstrip(".")), 1)


def _past_of(text: str, at: int, language: str) -> int:
    found = _of(language).match(text, at)
    return found.end() if found else at


@cache
def _signs() -> re.Pattern[str]:
    """Any sign or code, not torn out of a longer word."""
    return re.compile(rf"(?:{any_of(currencies().signs)}|[A-Z]{{3}})(?:(?<=\W)|(?!\w))")


@cache
def _of(language: str) -> re.Pattern[str]:
    words = "|".join(sorted((re.escape(word).replace("'", "['’]") for word in money_words(language).of), key=len))
    return re.compile(
        rf"[{_BLANK}]{{1,2}}(?:{words})(?<=['’])|[{_BLANK}]{{1,2}}(?:{words})(?=[{_BLANK}])", re.IGNORECASE
    )
