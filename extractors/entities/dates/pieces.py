"""The words and figures of a text that dates are made of, one after the other."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.entities.dates.decades import decade_at
from extractors.entities.dates.figures import Figure, figure_at, quarter_at
from extractors.entities.dates.line import LAST, Line, cut, ends_number
from extractors.entities.dates.points import Point, half, quarter, year_of
from extractors.entities.dates.words import NO_SENSE, Sense

_YEAR = re.compile(r"1\d\d\d|20\d\d|2100")
_SHORT_YEAR = re.compile(r"\d\d")
_LAST_DAY = 31
_QUARTERS, _HALVES = 4, 2
# What else than figures and phrases may begin a piece: `’98`, `Q1`.
_APOSTROPHES = frozenset("'‘")
_QUARTER_SIGNS = frozenset("qths")
# As far as what stands before a piece matters: `31-Dec-` before `19`.
_MEMORY = 4
_INTRODUCING = Sense.ARTICLE | Sense.TO | Sense.WEEKDAY


class Piece(NamedTuple):
    """A stretch of the text and what it adds to a date: a day, month (or quarter or half) or year, a decade, or nothing
    but a sense; a `tight` sign has no blank on either side.
    """

    start: int
    end: int
    senses: Sense = NO_SENSE
    day: int | None = None
    month: int | None = None
    year: int | None = None
    decade: Point | None = None
    tight: bool = False

    @property
    def tells(self) -> bool:
        """Whether it tells a part of a date itself."""
        return any(part is not None for part in (self.day, self.month, self.year, self.decade))


def find_pieces(text: str, language: str, *, month_first: bool = False) -> Iterator[Piece]:
    """The pieces of dates in `text`, in order; `month_first` reads `03/04/2012` as in the United States."""
    line = cut(text, language)
    index = 0
    before: tuple[Piece, ...] = ()
    while index < len(line.words):
        found = tuple(_pieces_at(line, index, before, month_first=month_first))
        yield from found
        before = (*before, *found)[-_MEMORY:] if found else ()
        index += 1
        while found and index < len(line.words) and line.starts[index] < found[-1].end:
            index += 1


def _pieces_at(line: Line, index: int, before: Sequence[Piece], *, month_first: bool) -> Iterator[Piece]:
    word = line.words[index]
    if word.isdigit():
        figure = _likely_figure(line, index, before, month_first=month_first)
        yield from _of_figure(line.text, line.starts[index], figure) if figure else _of_number(line, index, before)
    elif word in _APOSTROPHES:
        yield from _of_short_year(line, index)
    elif word in line.phrases or word in _QUARTER_SIGNS:
        yield from _of_words(line, index, before)


def _likely_figure(line: Line, index: int, before: Sequence[Piece], *, month_first: bool) -> Figure | None:
    """The date in figures at `index`, a doubtful one only after a word that introduces dates."""
    figure = figure_at(line.text, line.starts[index], month_first=month_first)
    if figure is None or (figure.last and _is_day(line, index + 2)):
        return None
    return figure if not figure.doubtful or (before and before[-1].senses & _INTRODUCING) else None


def _is_day(line: Line, index: int) -> bool:
    """Whether a number belongs to the month that follows: `1 May 2017–30 June 2018`."""
    day = line.nth(index)
    found = line.entry(day[1]) if day else None
    if found and Sense.OF in found[0].senses:
        found = line.entry(found[1])
    return found is not None and found[0].month is not None


def _of_figure(text: str, start: int, figure: Figure) -> Iterator[Piece]:
    if figure.last is None:
        yield Piece(start, figure.end, NO_SENSE, figure.day, figure.month, figure.year)
        return
    first_end, last_start = start + 4, figure.end - 2
    yield Piece(start, first_end, year=figure.year)
    yield Piece(first_end, last_start, Sense.STROKE if text[first_end] == "/" else Sense.DASH)
    yield Piece(last_start, figure.end, year=figure.last)


def _of_number(line: Line, index: int, before: Sequence[Piece]) -> Iterator[Piece]:
    """A decade, year or day told by a number, or a quarter or half counted by it."""
    start, end, digits = line.starts[index], line.ends[index], line.words[index]
    if decade := decade_at(line, index, announced=_announces_decade(before)):
        yield Piece(start, decade[1], decade=decade[0])
    elif _YEAR.fullmatch(digits):
        yield Piece(start, end, year=int(digits))
    elif _SHORT_YEAR.fullmatch(digits) and _opens_short_year(before):
        yield Piece(start, end, year=year_of(int(digits)))
    elif sign := quarter_at(line.text, start):
        yield Piece(start, sign.end, month=sign.month)
    elif nth := line.nth(index):
        number, after = nth
        if counted := _counted(line, start, number, after):
            yield counted
        elif 0 < number <= _LAST_DAY:
            yield Piece(start, line.end(after), day=number)


def _opens_short_year(before: Sequence[Piece]) -> bool:
    """Whether two figures end a date such as `31-Dec-19`."""
    if len(before) < _MEMORY:
        return False
    day, one, month, other = before
    return day.day is not None and month.month is not None and one.tight and other.tight


def _of_short_year(line: Line, index: int) -> Iterator[Piece]:
    """`'98`, `'80s`."""
    start, digits = line.starts[index], line.word(index + 1)
    within_word = start > 0 and line.text[start - 1].isalnum()
    if within_word or not line.glued(index + 1) or not _SHORT_YEAR.fullmatch(digits):
        return
    if decade := decade_at(line, index + 1, announced=False):
        yield Piece(start, decade[1], decade=decade[0])
    elif ends_number(line.text, line.ends[index + 1]):
        yield Piece(start, line.ends[index + 1], year=year_of(int(digits)))


def _announces_decade(before: Sequence[Piece]) -> bool:
    """Whether a word for a decade, or such a decade and a conjunction, stand right before (`années 60 et 70`)."""
    if len(before) > 2 and Sense.AND in before[-1].senses and before[-2].decade:
        return Sense.DECADE_BEFORE in before[-3].senses
    return bool(before) and Sense.DECADE_BEFORE in before[-1].senses


def _of_words(line: Line, index: int, before: Sequence[Piece]) -> Iterator[Piece]:
    """A quarter or half counted by a word, else a phrase."""
    start = line.starts[index]
    nth, found = line.nth(index), line.entry(index)
    if sign := quarter_at(line.text, start):
        yield Piece(start, sign.end, month=sign.month)
    elif nth and (counted := _counted(line, start, *nth)):
        yield counted
    elif found:
        entry, after = found
        end = line.end(after)
        tight = not line.text[start - 1 : start].isspace() and not line.text[end : end + 1].isspace()
        decade = entry.decade if not entry.announced or _announces_decade(before) else None
        day = entry.ordinal if entry.month is None and decade is None else None
        yield Piece(start, end, entry.senses, day, entry.month, decade=decade, tight=tight)


def _counted(line: Line, start: int, number: int, after: int) -> Piece | None:
    """`first quarter`, `2. Halbjahr`."""
    found = line.entry(after)
    if found is None:
        return None
    entry, after = found
    for sense, most, part in ((Sense.QUARTER, _QUARTERS, quarter), (Sense.HALF, _HALVES, half)):
        which = most if number == LAST else number
        if sense in entry.senses and 0 < which <= most:
            return Piece(start, line.end(after), month=part(which))
    return None
