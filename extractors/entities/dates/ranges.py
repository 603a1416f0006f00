"""Dates and what stands between them: ranges, and the parts of years and decades that are named with them."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from extractors.entities.dates.points import (
    Point,
    Seen,
    day_pattern,
    find_points,
    gap_pattern,
    month_pattern,
    number_of_day,
    number_of_month,
    valid_point,
)
from extractors.entities.dates.words import date_words
from extractors.vocabulary.patterns import any_of

_REACH = 48


class Told(NamedTuple):
    """A date or range as it was told, with its EDTF value; `lone` says that it is made of bare years, which may be
    any numbers.
    """

    start: int
    end: int
    value: str
    lone: bool = False


def find_dates(text: str, *, month_first: bool = False) -> Iterator[Told]:
    """The dates and ranges in `text`, in order."""
    points = tuple(find_points(text, month_first=month_first))
    floor, index = 0, 0
    while index < len(points):
        told, taken = _told(text, points[index : index + 2], floor)
        yield told
        floor, index = told.end, index + taken


def _told(text: str, points: Sequence[Seen], floor: int) -> tuple[Told, int]:
    """The date or range that begins with the first of the points, and how many of them it takes."""
    first, words = points[0], _words()
    if len(points) > 1 and first.last is None:
        begins = words.between.search(text[max(floor, first.start - _REACH) : first.start]) is not None
        joint = words.between_joint if begins else words.joint
        last = points[1].last or points[1].point
        if joint.fullmatch(text, first.end, points[1].start) and _order(first.point) < _order(last):
            both_lone = first.lone and points[1].lone
            return _with_part(text, first.start, points[1].end, _range(first.point, last), floor, lone=both_lone), 2
    if first.last is not None:
        lone = first.point.month is None
        return _with_part(text, first.start, first.end, _range(first.point, first.last), floor, lone=lone), 1
    head = _head(text, first, floor)
    if head is not None:
        start, point = head
        return Told(start, first.end, _range(point, first.point)), 1
    present = words.present.match(text, first.end)
    if present is not None:
        return Told(first.start, present.end(), f"{first.point.edtf()}/.."), 1
    return _with_part(text, first.start, first.end, first.point.edtf(), floor, lone=first.lone), 1


def _range(first: Point, last: Point) -> str:
    return f"{first.edtf()}/{last.edtf()}"


def _order(point: Point) -> tuple[int, int, int]:
    return point.year, point.month or 0, point.day or 0


def _with_part(text: str, start: int, end: int, value: str, floor: int, *, lone: bool) -> Told:
    """The date with the word before it that says which part of it is meant; such a word says that it is a date."""
    part = _words().part.search(text[max(floor, start - _REACH) : start])
    if part is None:
        return Told(start, end, value, lone)
    return Told(start - len(part[0]), end, value)


def _head(text: str, seen: Seen, floor: int) -> tuple[int, Point] | None:
    """Where a range starts whose first date leaves out what the last one tells (`22–24 June 2004`), and that date."""
    if seen.point.month is None:
        return None
    begin = max(floor, seen.start - _REACH)
    forms = (_words().day_head, _words().month_day_head) if seen.point.day else (_words().month_head,)
    for form in forms:
        found = form.search(text[begin : seen.start])
        point = _completed(found, seen.point) if found else None
        if found is not None and point is not None:
            return begin + found.start("first"), point
    return None


def _completed(found: re.Match[str], last: Point) -> Point | None:
    """The head's date with the last date's month and year; a month after the last one's is of the year before."""
    groups = found.groupdict()
    month = number_of_month(groups["m"]) if groups.get("m") else last.month
    if last.month is None or month is None:
        return None
    year = last.year - 1 if month > last.month else last.year
    day = groups.get("d")
    point = valid_point(year, month, number_of_day(day)) if day else Point(year, month)
    return point if point is not None and _order(point) < _order(last) else None


class _Words(NamedTuple):
    joint: re.Pattern[str]
    between_joint: re.Pattern[str]
    between: re.Pattern[str]
    part: re.Pattern[str]
    present: re.Pattern[str]
    day_head: re.Pattern[str]
    month_day_head: re.Pattern[str]
    month_head: re.Pattern[str]


@cache
def _words() -> _Words:
    words = date_words()
    to, conjunction, weekday = any_of(words.to), any_of((*words.conjunction, "&")), any_of(words.weekdays)
    blank = r"[\s\xa0]{0,3}"
    article, part = any_of(words.articles), any_of((*words.seasons, *words.parts))
    follower = rf"(?:{article}[\s\xa0]{{1,2}})?(?:{weekday},?[\s\xa0]{{1,2}})?(?:{part}[\s\xa0]{{1,2}})?"
    dash = r"(?:[-–—/]|->|→)"
    joint = rf"{blank}(?:{dash}|(?<!\w)(?:{to})(?!\w)){blank}{follower}"
    both = rf"{blank}(?:{dash}|(?<!\w)(?:{to}|{conjunction})(?!\w)){blank}{follower}"
    start = rf"(?:(?<!\w)(?:{any_of((*words.between, *words.origin))})[\s\xa0]{{1,2}})?"
    day, month = day_pattern("d"), month_pattern("m")
    flags = re.IGNORECASE
    return _Words(
        joint=re.compile(joint, flags),
        between_joint=re.compile(both, flags),
        between=re.compile(rf"(?<!\w)(?:{any_of(words.between)})[\s\xa0]{{1,2}}$", flags),
        part=re.compile(
            rf"(?<!\w)(?:(?:{any_of((*words.seasons, *words.parts))})(?:[\s\xa0]{{1,2}}(?:{any_of(words.of)}))?"
            rf"(?:[\s\xa0]{{1,2}}|(?<=-)|-))(?:{any_of(words.seasons)}[\s\xa0]{{1,2}})?$",
            flags,
        ),
        present=re.compile(rf"[\s\xa0]{{0,2}}(?:[-–—]|{to})[\s\xa0]{{0,2}}(?:{any_of(words.present)})(?!\w)", flags),
        day_head=re.compile(rf"{start}(?P<first>{day}(?:{gap_pattern()}{month})?){both}$", flags),
        month_day_head=re.compile(rf"{start}(?P<first>{month}[\s\xa0]{{1,2}}{day}),?{both}$", flags),
        month_head=re.compile(rf"{start}(?P<first>{month}){both}$", flags),
    )
