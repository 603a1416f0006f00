"""Dates or parts of them that figures alone tell: `2012-05-31`, `31.5.2012`, `5/2012`, `2012/13`, `31.5.`, `Q1`."""

import re
from typing import NamedTuple

from extractors.entities.dates.points import MONTHS, Point, half, quarter, year_of

_YEAR = r"(?:(?:1\d|20)\d\d|2100)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_FROM = r"(?<![\w/])(?<!\d[.,])"
_UNTIL = r"(?![\w/]|[.,]\d)"
_ISO = re.compile(
    rf"(?<![\w.°#&=@\\-])(?<!(?<!\d)/)(?P<y>{_YEAR})(?P<s>[-/.])(?P<m>{_MONTH})(?P=s)(?P<d>{_DAY})(?![\d-])"
)
_FULL = re.compile(
    rf"{_FROM}(?P<a>\d{{1,2}})(?P<s>[-/]|\. ?)(?P<b>\d{{1,2}})(?P=s)(?P<y>{_YEAR}|['’]?\d\d)(?!\w|[.,]\d|(?P=s)\d)"
)
# `R. 11/2004` and `n° 11/2004` number a law.
_MONTH_YEAR = re.compile(
    rf"{_FROM}(?<![^\W\d_][.°] )(?<![^\W\d_][.°])(?P<m>{_MONTH}(?=/)|0[1-9](?=\.))[/.](?P<y>{_YEAR}){_UNTIL}"
)
_TWO_YEARS = re.compile(rf"(?<![\w/°-])(?P<y>{_YEAR})(?P<s>[-–—/])(?P<z>\d\d)(?![\w/-]|[.,]\d)")
_DAY_MONTH = re.compile(rf"{_FROM}(?P<a>\d{{1,2}})(?P<s>[./])(?P<b>\d{{1,2}})(?P<end>\.?)(?![\w/])")
_QUARTER = re.compile(r"(?<!\w)(?:(?P<sign>[QTHS])(?P<n>[1-4])|(?P<n2>[1-4])(?P<sign2>[QT]))(?!\w)")
_HALVES = "HS"


class Figure(NamedTuple):
    """What figures tell and where they end; `last` is the year that a range of two ends with; `doubtful`: as much a
    version or number of a section as a date.
    """

    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last: int | None = None
    doubtful: bool = False


def figure_at(text: str, at: int, *, month_first: bool) -> Figure | None:
    """The date in figures that begins at `at`; `month_first` reads `03/04/2012` as in the United States."""
    return _iso(text, at) or _full(text, at, month_first=month_first) or _partial(text, at, month_first=month_first)


def quarter_at(text: str, at: int) -> Figure | None:
    """`Q1`, `T4`, `H2`, `3T` at `at`: the sign of a quarter or half of a year."""
    found = _QUARTER.match(text, at)
    if found is None:
        return None
    number = int(found["n"] or found["n2"])
    if (found["sign"] or found["sign2"]) in _HALVES:
        return Figure(found.end(), month=half(number)) if number <= 2 else None
    return Figure(found.end(), month=quarter(number))


def _iso(text: str, at: int) -> Figure | None:
    found = _ISO.match(text, at)
    if found is None:
        return None
    point = Point(int(found["y"]), int(found["m"]), int(found["d"]))
    return Figure(found.end(), *point[:3]) if point.exists() else None


def _full(text: str, at: int, *, month_first: bool) -> Figure | None:
    found = _FULL.match(text, at)
    if found is None or (found["s"] == text[at - 1 : at] == "-"):
        return None
    digits = found["y"].lstrip("'’")
    short = len(digits) == 2
    day, month = _ordered(found, month_first=month_first)
    point = Point(year_of(int(digits)) if short else int(digits), month, day)
    doubtful = short and found["s"] != "/" and len(found["a"] + found["b"]) < 4
    return Figure(found.end(), *point[:3], doubtful=doubtful) if point.exists() else None


def _partial(text: str, at: int, *, month_first: bool) -> Figure | None:
    if found := _MONTH_YEAR.match(text, at):
        return Figure(found.end(), year=int(found["y"]), month=int(found["m"]))
    if found := _TWO_YEARS.match(text, at):
        return _two_years(found)
    found = _DAY_MONTH.match(text, at)
    if found is None or (found["s"] == "." and not found["end"]):
        return None
    day, month = _ordered(found, month_first=month_first)
    # A leap year, for the year is not told.
    return Figure(found.end(), month=month, day=day) if Point(2000, month, day).exists() else None


def _two_years(found: re.Match[str]) -> Figure | None:
    """`1996-97`, `2015/16`; a month where that cannot be (`2012-05`)."""
    year, number = int(found["y"]), int(found["z"])
    last = year - year % 100 + number
    if last > year:
        return Figure(found.end(), year=year, last=last)
    if last + 100 - year == 1:
        return Figure(found.end(), year=year, last=last + 100)
    return Figure(found.end(), year=year, month=number) if 1 <= number <= MONTHS else None


def _ordered(found: re.Match[str], *, month_first: bool) -> tuple[int, int]:
    """Day and month; a number above 12 is the day wherever it stands, and figures parted by dots begin with it."""
    one, other = int(found["a"]), int(found["b"])
    if other > MONTHS or (month_first and one <= MONTHS and not found["s"].startswith(".")):
        return other, one
    return one, other
