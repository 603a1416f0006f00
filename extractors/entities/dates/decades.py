"""Decades told by figures: `1990s`, `'80s`, `90er Jahre`, and after a word for them `années 90`."""

import re
from functools import cache
from typing import NamedTuple

from extractors.entities.dates.line import Line, begins_number, ends_number
from extractors.entities.dates.points import Point, decade_of
from extractors.entities.dates.words import date_words
from extractors.vocabulary.patterns import any_of

_FULL = re.compile(r"(?:1\d|20)\d0|2100")
_SHORT = re.compile(r"\d0")
# Of a person, `in her 30s` tells the age.
_OF_AGE = re.compile(r"\b(?:his|her|their|my|our|your)\s(?:early\s|mid[\s-]|late\s)?$", re.IGNORECASE)
_AGE_REACH = 16


def decade_at(line: Line, index: int, *, announced: bool) -> tuple[Point, int] | None:
    """The decade whose figures stand at `index`, and where it ends; `announced`: a word for one stands before it."""
    start, end, digits = line.starts[index], line.ends[index], line.words[index]
    short = _SHORT.fullmatch(digits) is not None
    if not (short or _FULL.fullmatch(digits)) or not begins_number(line.text, start):
        return None
    forms = _forms()
    suffix = (forms.short if short else forms.full).match(line.text, end)
    if suffix is None and (not announced or not ends_number(line.text, end) or forms.more_years.match(line.text, end)):
        return None
    if short and suffix and _OF_AGE.search(line.text[max(0, start - _AGE_REACH) : start]):
        return None
    return decade_of(int(digits)) if short else Point(int(digits), decade=True), suffix.end() if suffix else end


class _Forms(NamedTuple):
    full: re.Pattern[str]
    short: re.Pattern[str]
    more_years: re.Pattern[str]


@cache
def _forms() -> _Forms:
    words = date_words()
    also, until = rf"\s?(?:,|{any_of(words.conjunction)}\b)\s?", rf"\s?(?:[-–—/]|{any_of(words.to)}\b)\s?"
    short, full = any_of(words.decade_suffixes), any_of(words.full_decade_suffixes)
    return _Forms(
        full=re.compile(rf"(?:{short}|{full})(?!\w)", re.IGNORECASE),
        # Full ones also where another decade follows: `60er und 70er Jahre`.
        short=re.compile(rf"(?:{short}(?!\w)|{full}(?=(?:{also}|{until})\d0{full}))", re.IGNORECASE),
        more_years=re.compile(rf"{until}\d{{2,4}}\b|{also}\d{{1,3}}[1-9]\b"),
    )
