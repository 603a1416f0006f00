"""Single dates in running text: days, months, years and decades that name their year."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from extractors.entities.dates.words import date_words, month_numbers
from extractors.vocabulary.patterns import any_of

_LAST_OF_THIS_CENTURY = 68  # POSIX: 00–68 are 2000–2068
_EARLIEST_DECADE = 3  # `the 30s` are the last century's, `the 20s` this one's
_MONTHS = 12
_REACH = 40
_YEAR = re.compile(r"(?<!\d)(?:(?:1\d|20)\d\d|2100)(?!\d)")
# '99 · 31.05.12 · 90er Jahre · (années) 90
_SHORT = re.compile(
    r"(?<!\w)['’‘](?P<yy>\d\d)(?P<s>['’]?s)?(?!\w)"
    r"|(?<![\w/])(?<!\d[.,-])(?P<d>\d\d)(?P<sep>[./])(?P<m>\d\d)(?P=sep)(?P<y>\d\d)(?![\w/]|[.,-]\d)"
    r"|(?<![\w.,])(?P<tens>\d)0er[- ]Jahren?(?!\w)"
    r"|(?<![\w.,-])(?P<two>[1-9]0)(?!\w|[.,:-]\d| ?[%€$£°])"
)


class Point(NamedTuple):
    """A date of the calendar as far as it was told; `decade` means the ten years from `year` on."""

    year: int
    month: int | None = None
    day: int | None = None
    decade: bool = False

    def edtf(self) -> str:
        """The date in EDTF (ISO 8601-2): `2012`, `2012-05`, `2012-05-31`, `197X`."""
        if self.decade:
            return f"{self.year // 10}X"
        parts = (f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None))
        return "-".join(parts)


class Seen(NamedTuple):
    """A date and its range; `lone` says that it is a bare year, which may be any number; `last` ends a range told in
    one breath (`1996-97`, `May 3–5, 2010`).
    """

    start: int
    end: int
    point: Point
    lone: bool = False
    last: Point | None = None


def find_points(text: str, *, month_first: bool = False) -> Iterator[Seen]:
    """The dates in `text`, in order; `month_first` reads `03/04/2012` as in the United States."""
    reached = 0
    found = [*_YEAR.finditer(text), *_SHORT.finditer(text)]
    for match in sorted(found, key=lambda each: each.start()):
        if match.start() < reached:
            continue
        read = _short if match.re is _SHORT else _full
        seen = read(text, match, reached, month_first=month_first)
        if seen is not None:
            yield seen
            reached = seen.end


def _full(text: str, match: re.Match[str], reached: int, *, month_first: bool) -> Seen | None:
    year = int(match[0])
    return (
        _year_first(text, match, year)
        or _year_last(text, match.start(), match.end(), year, reached, month_first=month_first)
        or _decade(text, match, year)
        or _two_years(text, match, year)
        or Seen(match.start(), match.end(), Point(year), lone=True)
    )


def _year_first(text: str, match: re.Match[str], year: int) -> Seen | None:
    """`2012-05-31`, `2012/05/31`."""
    rest = _forms().iso.match(text, match.end())
    if rest is None or text[match.start() - 1 : match.start()].strip(" \n\t\xa0([{'\"“‘,;:–—=>|-") not in {"", "."}:
        return None
    point = valid_point(year, int(rest["m"]), int(rest["d"]))
    return Seen(match.start(), rest.end(), point) if point else None


def _year_last(text: str, at: int, end: int, year: int, reached: int, *, month_first: bool) -> Seen | None:
    """Forms in the order in which they are tried: the fullest first."""
    forms, start = _forms(), max(reached, at - _REACH)
    window = text[start:at]
    if found := forms.day_month.search(window):
        point = valid_point(year, number_of_month(found["m"]), number_of_day(found["d"]))
    elif found := forms.days_after_month.search(window):
        first, last = (
            valid_point(year, number_of_month(found["m"]), number_of_day(found[name])) for name in ("d", "z")
        )
        return Seen(start + found.start(), end, first, last=last) if first and last and first < last else None
    elif found := forms.month_day.search(window):
        point = valid_point(year, number_of_month(found["m"]), number_of_day(found["d"]))
    elif found := forms.month.search(window):
        point = Point(year, number_of_month(found["m"]))
    elif found := forms.numbers.search(window):
        point = _from_numbers(year, int(found["a"]), int(found["b"]), month_first=month_first)
    elif found := forms.month_number.search(window):
        point = Point(year, int(found["m"]))
    else:
        return None
    return Seen(start + found.start(), end, point) if point else None


def _decade(text: str, match: re.Match[str], year: int) -> Seen | None:
    forms = _forms()
    if year % 10:
        return None
    after = forms.decade_after.match(text, match.end())
    window = max(0, match.start() - _REACH)
    before = forms.decade_before.search(text[window : match.start()])
    if after is None and (before is None or forms.more_years.match(text, match.end())):
        return None
    start = window + before.start() if before else match.start()
    return Seen(start, after.end() if after else match.end(), Point(year, decade=True))


def _two_years(text: str, match: re.Match[str], year: int) -> Seen | None:
    """`1996-97`, `2015/16`; a month where that cannot be (`2012-05`)."""
    rest = _forms().second_year.match(text, match.end())
    if rest is None or text[match.start() - 1 : match.start()] in {"/", "-", "°"}:
        return None
    number = int(rest["z"])
    last = year - year % 100 + number
    if last > year:
        return Seen(match.start(), rest.end(), Point(year), last=Point(last))
    is_month = 1 <= number <= _MONTHS and " " not in rest[0]
    return Seen(match.start(), rest.end(), Point(year, number)) if is_month else None


def _short(text: str, match: re.Match[str], reached: int, *, month_first: bool) -> Seen | None:
    if match["tens"]:
        return Seen(match.start(), match.end(), Point(_decade_of(int(match["tens"])), decade=True))
    if match["two"]:
        window = max(0, match.start() - _REACH)
        before = _forms().decade_before.search(text[window : match.start()])
        decade = Point(_decade_of(int(match["two"]) // 10), decade=True)
        return Seen(window + before.start(), match.end(), decade) if before else None
    if match["sep"]:
        point = _from_numbers(_century(int(match["y"])), int(match["d"]), int(match["m"]), month_first=month_first)
        return Seen(match.start(), match.end(), point) if point else None
    number = int(match["yy"])
    if match["s"]:
        is_decade = number % 10 == 0
        return Seen(match.start(), match.end(), Point(_decade_of(number // 10), decade=True)) if is_decade else None
    return _year_last(text, match.start(), match.end(), _century(number), reached, month_first=month_first)


def _century(number: int) -> int:
    return number + (2000 if number <= _LAST_OF_THIS_CENTURY else 1900)


def _decade_of(tens: int) -> int:
    return (1900 if tens >= _EARLIEST_DECADE else 2000) + 10 * tens


def _from_numbers(year: int, one: int, other: int, *, month_first: bool) -> Point | None:
    day, month = (other, one) if (month_first and one <= _MONTHS) or other > _MONTHS else (one, other)
    return valid_point(year, month, day)


def valid_point(year: int, month: int, day: int) -> Point | None:
    """The day, or None where the calendar has no such."""
    try:
        date(year, month, day)
    except ValueError:
        return None
    return Point(year, month, day)


def number_of_month(words: str) -> int:
    """The number from 1 of the month that `words` name."""
    return month_numbers()[words.casefold().rstrip(".")]


def number_of_day(words: str) -> int:
    """The day that `words` begin with."""
    digits = re.match(r"\d+", words)
    return int(digits[0]) if digits else 0


class _Forms(NamedTuple):
    iso: re.Pattern[str]
    day_month: re.Pattern[str]
    days_after_month: re.Pattern[str]
    month_day: re.Pattern[str]
    month: re.Pattern[str]
    numbers: re.Pattern[str]
    month_number: re.Pattern[str]
    decade_after: re.Pattern[str]
    decade_before: re.Pattern[str]
    more_years: re.Pattern[str]
    second_year: re.Pattern[str]


def day_pattern(name: str) -> str:
    """A day's number with its ordinal sign, as a group of this name."""
    return rf"(?<![\w.,/])(?P<{name}>(?:0?[1-9]|[12]\d|3[01])(?:{any_of(date_words().ordinals)}(?!\w)|[.º])?)(?!\d)"


def month_pattern(name: str) -> str:
    """A month's name or abbreviation, as a group of this name."""
    return rf"(?<![^\W\d_])(?P<{name}>(?:{any_of(month_numbers())})(?![^\W\d_])\.?)"


def gap_pattern() -> str:
    """What stands between day, month and year: blanks, a comma, `of`, `de`, `d'`."""
    of = any_of(date_words().of)
    return rf"(?:,?[\s\xa0]{{0,2}}(?:{of}(?:[\s\xa0]{{1,2}}|(?<=['’])))?)"


@cache
def _forms() -> _Forms:
    words, gap = date_words(), gap_pattern()
    day, month = day_pattern("d"), month_pattern("m")
    flags = re.IGNORECASE
    return _Forms(
        iso=re.compile(r"(?P<s>[-/.])(?P<m>0?[1-9]|1[0-2])(?P=s)(?P<d>0?[1-9]|[12]\d|3[01])(?![\d-])"),
        day_month=re.compile(rf"{day}{gap}{month}{gap}$", flags),
        days_after_month=re.compile(
            rf"{month}[\s\xa0]{{1,2}}{day}\s?[-–—]\s?{day_pattern('z')},?[\s\xa0]{{1,2}}$", flags
        ),
        month_day=re.compile(rf"{month}[\s\xa0]{{1,2}}{day}(?:,[\s\xa0]{{0,2}}|[\s\xa0]{{1,2}})$", flags),
        month=re.compile(rf"{month}(?:{gap}|\s?/\s?|-)$", flags),
        numbers=re.compile(r"(?<![\w/])(?<!\d[.,-])(?P<a>\d{1,2})(?P<s>[-/.]) ?(?P<b>\d{1,2})(?P=s) ?$"),
        # `R. 11/2004` and `n° 11/2004` number a law.
        month_number=re.compile(r"(?<![\w/])(?<!\d[.,-])(?<![^\W\d_][.°] )(?<![^\W\d_][.°])(?P<m>0?[1-9]|1[0-2])/$"),
        decade_after=re.compile(r"['’]?s(?!\w)|er(?:[- ]Jahren?)?(?!\w)", flags),
        decade_before=re.compile(rf"(?<!\w)(?:{any_of(words.decade_before)})[ \xa0]$", flags),
        more_years=re.compile(
            rf"[\s\xa0]?(?:[-–—,/]|(?:{any_of((*words.conjunction, *words.to))})\b)[\s\xa0]?\d{{2,4}}\b"
        ),
        second_year=re.compile(r" ?[-–—/] ?(?P<z>\d\d)(?![\w/-]|[.,]\d)"),
    )
