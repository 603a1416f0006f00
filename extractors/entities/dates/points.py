"""Dates of the calendar as far as they are told, and how EDTF (ISO 8601-2) writes them."""

from datetime import date, timedelta
from typing import NamedTuple

MONTHS = 12
# ISO 8601-2 numbers the parts of a year after the months and seasons.
_FIRST_QUARTER, _FIRST_HALF = 33, 40
_LAST_OF_THIS_CENTURY = 68  # POSIX: 00–68 are 2000–2068
_EARLIEST_DECADE = 30  # `the 30s` are the last century's, `the 20s` this one's


class Point(NamedTuple):
    """A year, month or day, or a `decade` from the year on; `month` may be a quarter or half of it by ISO's number."""

    year: int
    month: int | None = None
    day: int | None = None
    decade: bool = False

    def edtf(self) -> str:
        """The date in EDTF: `2012`, `2012-05`, `2012-05-31`, `2012-33` (first quarter), `197X`."""
        if self.decade:
            return f"{self.year // 10}X"
        return "-".join((f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None)))

    def precedes(self, other: "Point") -> bool:
        """Whether it begins before `other`."""
        return (self.year, self.month or 0, self.day or 0) < (other.year, other.month or 0, other.day or 0)

    def exists(self) -> bool:
        """Whether the calendar has it."""
        if self.day is None:
            return True
        try:
            date(self.year, self.month or 0, self.day)
        except ValueError:
            return False
        return True

    def follows(self, other: "Point") -> bool:
        """Whether it is the day or month right after."""
        if self.day and other.day:
            day = date(other.year, other.month or 1, other.day) + timedelta(days=1)
            return self == Point(day.year, day.month, day.day)
        if self.day or other.day or not self.month or not other.month:
            return False
        return (self.year - other.year) * MONTHS + self.month - other.month == 1


def quarter(number: int) -> int:
    """What stands in a month's place for a quarter of the year, from 1."""
    return _FIRST_QUARTER + number - 1


def half(number: int) -> int:
    """What stands in a month's place for a half of the year, from 1."""
    return _FIRST_HALF + number - 1


def same_part(like: int, number: int) -> int:
    """What stands in a month's place for another quarter or half, as the one that is `like`."""
    return half(number) if like >= _FIRST_HALF else quarter(number)


def year_of(two_digits: int) -> int:
    """The year that its last two digits mean: `98` is 1998, `12` is 2012."""
    return two_digits + (2000 if two_digits <= _LAST_OF_THIS_CENTURY else 1900)


def decade_of(two_digits: int) -> Point:
    """The decade that two digits mean: `90` is 199X, `20` is 202X."""
    return Point((1900 if two_digits >= _EARLIEST_DECADE else 2000) + two_digits, decade=True)
