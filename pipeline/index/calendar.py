"""The days that a date in EDTF (ISO 8601-2) covers, as numbers: the first of January of the year 1 is 1."""

import re
from collections.abc import Iterator
from datetime import date

_POINT = re.compile(r"(?P<year>\d{1,3}X{1,3}|\d{4})(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?[?~%]?")
# Seasons, quarters, half years: the first month, and how many there are.
_SPANS = {
    **{str(21 + n): (3 + 3 * n, 3) for n in range(4)},
    **{str(33 + n): (1 + 3 * n, 3) for n in range(4)},
    **{str(37 + n): (1 + 4 * n, 4) for n in range(3)},
    **{str(40 + n): (1 + 6 * n, 6) for n in range(2)},
}
_MOST_MONTHS = 1200


def first_day(value: str) -> int | None:
    """The first day that a date covers; None where it is none, or has no beginning."""
    days = covered(value)
    return days[0] if days else None


def covered(value: str) -> tuple[int | None, int | None] | None:
    """The first and the last day, None where the range is open on that side; None where the value is no date."""
    begins, slash, ends = value.partition("/")
    first = _point(begins)
    last = _point(ends) if slash else first
    if first is None and last is None:
        return None
    if (first is None and begins not in {"", ".."}) or (last is None and ends not in {"", ".."}):
        return None
    return (first[0] if first else None), (last[1] if last else None)


def days_of(value: str) -> Iterator[int]:
    """The days by which a date is compared: its first, its last, and the first of each month between."""
    days = covered(value)
    if not days:
        return
    first, last = (days[0] or days[1] or 0), (days[1] or days[0] or 0)
    yield first
    if last <= first:
        return
    yield last
    begun = date.fromordinal(first)
    following = begun.year * 12 + begun.month
    for number in range(following, following + _MOST_MONTHS):
        day = _ordinal(number // 12, number % 12 + 1)
        if day >= last:
            return
        yield day


def _point(words: str) -> tuple[int, int] | None:
    match = _POINT.fullmatch(words)
    if not match:
        return None
    low, high = int(match["year"].replace("X", "0")), int(match["year"].replace("X", "9"))
    month, day = match["month"], match["day"]
    if month in {None, "XX"} or "X" in match["year"]:
        return _ordinal(low, 1), _ordinal(high + 1, 1) - 1
    begins, months = _SPANS.get(month, (int(month), 1))
    if not 1 <= begins <= 12:
        return None
    first, last = _ordinal(low, begins), _ordinal(low + (begins + months - 1) // 12, (begins + months - 1) % 12 + 1) - 1
    if day in {None, "XX"}:
        return first, last
    exact = first + int(day) - 1
    return (exact, exact) if first <= exact <= last else None


def _ordinal(year: int, month: int) -> int:
    return date(min(max(year, 1), 9999), month, 1).toordinal()
