"""Dates told in running text, and ranges of them."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from extractors.entities.dates.items import RANGE, Item, put_together
from extractors.entities.dates.pieces import Piece, find_pieces
from extractors.entities.dates.points import Point
from extractors.entities.dates.words import Sense, date_words

_MOST_BLANKS = 3
_TWO_DIGITS = re.compile(r"\d\d")


class Told(NamedTuple):
    """A date or range as it was told, with its EDTF value; `lone` says that it is made of bare years, which may be
    any numbers.
    """

    start: int
    end: int
    value: str
    lone: bool = False


def may_tell(text: str) -> bool:
    """Whether the text has figures or a decade's name: without them it tells no date."""
    if _TWO_DIGITS.search(text):
        return True
    small = text.casefold()
    return any(name in small for name in _decades())


def find_dates(text: str, language: str, *, month_first: bool = False) -> Iterator[Told]:
    """The dates and ranges in `text`, in order; `month_first` reads `03/04/2012` as in the United States."""
    for run in _runs(text, tuple(find_pieces(text, language, month_first=month_first))):
        if any(piece.year is not None or piece.decade for piece in run):
            yield from _told([(item, item.point) for item in put_together(run) if item.point and item.point.exists()])


def _runs(text: str, pieces: Sequence[Piece]) -> Iterator[tuple[Piece, ...]]:
    """The pieces in stretches that nothing but blanks parts."""
    run: list[Piece] = []
    for piece in pieces:
        if run and (piece.start - run[-1].end > _MOST_BLANKS or text[run[-1].end : piece.start].strip()):
            yield tuple(run)
            run = []
        run.append(piece)
    yield tuple(run)


def _told(dated: Sequence[tuple[Item, Point]]) -> Iterator[Told]:
    index = 0
    while index < len(dated):
        last = _last_of_row(dated, index)
        if last == index and index + 1 < len(dated) and _is_range(*dated[index], *dated[index + 1]):
            last += 1
        (first_item, first), (last_item, final) = dated[index], dated[last]
        value, lone = first.edtf(), first_item.lone and last_item.lone
        if last > index:
            value = f"{value}/{final.edtf()}"
        elif first_item.ongoing:
            value = f"{value}/.."
        elif first_item.about:
            value = f"{value}~"
        yield Told(first_item.start, last_item.end, value, lone)
        index = last + 1


def _last_of_row(dated: Sequence[tuple[Item, Point]], index: int) -> int:
    """Where days or months that follow each other end: `3, 4 and 5 May`, `May and June 2010` are told as one range."""
    while index + 1 < len(dated):
        (item, point), (following, next_point) = dated[index], dated[index + 1]
        in_row = item.elided and not following.joint & RANGE and next_point.follows(point)
        if not in_row:
            break
        index += 1
    return index


def _is_range(item: Item, first: Point, following: Item, last: Point) -> bool:
    if item.ongoing or not first.precedes(last):
        return False
    if following.joint & RANGE or (Sense.STROKE in following.joint and not item.elided):
        return True
    return Sense.AND in following.joint and item.between


@cache
def _decades() -> tuple[str, ...]:
    words = date_words()
    return tuple(name.casefold() for names in (*words.decades, *words.decade_numbers) for name in names)
