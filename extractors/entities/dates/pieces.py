"""The words and figures of a text that dates are made of, one after the other."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from extractors.entities.dates.figures import Figure, figure_at, quarter_at
from extractors.entities.dates.points import Point, decade_of, half, quarter, year_of
from extractors.entities.dates.words import NO_SENSE, TOKEN, Entry, Phrase, Sense, date_phrases, date_words
from extractors.folding import fold_word
from extractors.vocabulary.patterns import any_of

_YEAR = re.compile(r"1\d\d\d|20\d\d|2100")
_LAST_DAY = 31
_SHORT = 2
# What else than figures and phrases may begin a piece: `’98`, `Q1`.
_STARTERS = frozenset("'‘qths")
_BEGINS_NUMBER = re.compile(r"(?<![\w$€£#=@])(?<!\d[.,:])")
# A day may be followed by its year at once: `May 3,2019`.
_ENDS_NUMBER = re.compile(r"(?<=\.)(?!\d)|(?!\w|[.,:]\d(?!\d\d\d\b)| ?[%‰€$£°])")
# Of a person, `in her 30s` tells the age.
_OF_AGE = re.compile(r"\b(?:his|her|their|my|our|your)\s(?:early\s|mid[\s-]|late\s)?$", re.IGNORECASE)
_AGE_REACH = 16


class Piece(NamedTuple):
    """A stretch of the text and what it adds to a date: a day, month (or quarter or half) or year, a `whole` decade,
    or nothing but a sense; a `tight` sign has no blank on either side.
    """

    start: int
    end: int
    senses: Sense = NO_SENSE
    day: int | None = None
    month: int | None = None
    year: int | None = None
    whole: Point | None = None
    tight: bool = False

    @property
    def tells(self) -> bool:
        """Whether it tells a part of a date itself."""
        return any(part is not None for part in self[3:7])


class _Line(NamedTuple):
    """A text cut into tokens; `words` are folded."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    words: tuple[str, ...]
    phrases: Mapping[str, tuple[tuple[Phrase, Entry], ...]]
    month_first: bool

    def word(self, index: int) -> str:
        return self.words[index] if index < len(self.words) else ""

    def glued(self, index: int) -> bool:
        """Whether the token follows the one before it without a blank."""
        return index < len(self.words) and self.starts[index] == self.ends[index - 1]

    def end(self, index: int) -> int:
        """Where the token before `index` ends."""
        return self.ends[index - 1]


def find_pieces(text: str, language: str, *, month_first: bool = False) -> Iterator[Piece]:
    """The pieces of dates in `text`, in order; `month_first` reads `03/04/2012` as in the United States."""
    matches = tuple(TOKEN.finditer(text))
    line = _Line(
        text,
        tuple(match.start() for match in matches),
        tuple(match.end() for match in matches),
        tuple(fold_word(match[0]) for match in matches),
        date_phrases(language),
        month_first,
    )
    index = 0
    before: tuple[Piece, ...] = ()
    while index < len(matches):
        word = line.words[index]
        may_begin = word in line.phrases or word.isdigit() or word in _STARTERS
        found = tuple(_pieces_at(line, index, before)) if may_begin else ()
        yield from found
        before = (*before, *found)[-4:] if found else ()
        index += 1
        while found and index < len(matches) and line.starts[index] < found[-1].end:
            index += 1


def _pieces_at(line: _Line, index: int, before: Sequence[Piece]) -> Iterator[Piece]:
    word = line.words[index]
    if word.isdigit():
        yield from _of_figures(line, index, before)
    elif word in {"'", "‘"} and line.word(index + 1).isdigit() and line.glued(index + 1):
        yield from _of_short_year(line, index)
    else:
        yield from _of_words(line, index, before)


def _of_figures(line: _Line, index: int, before: Sequence[Piece]) -> Iterator[Piece]:
    start, digits = line.starts[index], line.words[index]
    previous = before[-1] if before else Piece(0, 0)
    figure = figure_at(line.text, start, month_first=line.month_first)
    introduced = previous.senses & (Sense.ARTICLE | Sense.TO | Sense.WEEKDAY)
    if figure and (introduced or not figure.doubtful) and not (figure.last and _is_day(line, index + 2)):
        yield from _figure(line.text, start, figure)
    elif decade := _decade(line, index, before):
        yield decade
    elif _YEAR.fullmatch(digits):
        yield Piece(start, line.ends[index], year=int(digits))
    elif _ends_short(digits, before):
        yield Piece(start, line.ends[index], year=year_of(int(digits)))
    else:
        yield from _of_words(line, index, before)


def _is_day(line: _Line, index: int) -> bool:
    """Whether a number belongs to the month that follows: `1 May 2017–30 June 2018`."""
    day = _nth(line, index)
    found = _entry_at(line, day[1]) if day else None
    if found and Sense.OF in found[0].senses:
        found = _entry_at(line, found[1])
    return found is not None and found[0].month is not None


def _figure(text: str, start: int, figure: Figure) -> Iterator[Piece]:
    if figure.last is None:
        yield Piece(start, figure.end, NO_SENSE, figure.day, figure.month, figure.year)
        return
    between = start + 4
    yield Piece(start, between, year=figure.year)
    yield Piece(between, figure.end - 2, Sense.STROKE if "/" in text[between : figure.end] else Sense.DASH)
    yield Piece(figure.end - 2, figure.end, year=figure.last)


def _ends_short(digits: str, before: Sequence[Piece]) -> bool:
    """Whether two digits end a date such as `31-Dec-19`."""
    if len(digits) != _SHORT or len(before) < 4:
        return False
    day, one, month, other = before[-4:]
    return None not in (day.day, month.month) and one.tight and other.tight


def _of_short_year(line: _Line, index: int) -> Iterator[Piece]:
    """`'98`, `'80s`."""
    start, digits = line.starts[index], line.words[index + 1]
    if len(digits) != _SHORT or (start and line.text[start - 1].isalnum()):
        return
    suffix = _suffixes().short.match(line.text, line.ends[index + 1])
    if suffix and digits.endswith("0"):
        yield Piece(start, suffix.end(), whole=decade_of(int(digits)))
    elif _ENDS_NUMBER.match(line.text, line.ends[index + 1]):
        yield Piece(start, line.ends[index + 1], year=year_of(int(digits)))


def _decade(line: _Line, index: int, before: Sequence[Piece]) -> Piece | None:
    """`1990s`, `80s`, `90er Jahre`, and after a word for it (`années 90`) the number alone."""
    start, end, digits = line.starts[index], line.ends[index], line.words[index]
    short = len(digits) == _SHORT
    if not digits.endswith("0") or not (short or _YEAR.fullmatch(digits)) or not _BEGINS_NUMBER.match(line.text, start):
        return None
    suffixes = _suffixes()
    suffix = (suffixes.short if short else suffixes.full).match(line.text, end)
    announced = _announces(before) and _ENDS_NUMBER.match(line.text, end)
    if suffix is None and (not announced or suffixes.more_years.match(line.text, end)):
        return None
    if short and suffix and _OF_AGE.search(line.text[max(0, start - _AGE_REACH) : start]):
        return None
    whole = decade_of(int(digits)) if short else Point(int(digits), decade=True)
    return Piece(start, suffix.end() if suffix else end, whole=whole)


def _announces(before: Sequence[Piece]) -> bool:
    """Whether a word for a decade, or such a decade and a conjunction, stand right before (`années 60 et 70`)."""
    if before and Sense.AND in before[-1].senses:
        return any(Sense.DECADE_BEFORE in piece.senses for piece in before[:-2]) and before[-2].whole is not None
    return bool(before) and Sense.DECADE_BEFORE in before[-1].senses


def _of_words(line: _Line, index: int, before: Sequence[Piece]) -> Iterator[Piece]:
    """A quarter, half or day told by its number, else a phrase."""
    start = line.starts[index]
    if sign := quarter_at(line.text, start):
        yield Piece(start, sign.end, month=sign.month)
        return
    nth = _nth(line, index)
    found = _entry_at(line, index)
    if nth and (counted := _counted(line, start, *nth)):
        yield counted
    elif found:
        entry, after = found
        end = line.end(after)
        tight = not line.text[start - 1 : start].isspace() and not line.text[end : end + 1].isspace()
        decade = entry.decade if not entry.announced or _announces(before) else None
        day = entry.ordinal if entry.month is None and decade is None else None
        yield Piece(start, end, entry.senses, day, entry.month, whole=decade, tight=tight)
    elif nth and line.words[index].isdigit() and 0 < nth[0] <= _LAST_DAY:
        yield Piece(start, line.end(nth[1]), day=nth[0])


def _nth(line: _Line, index: int) -> tuple[int, int] | None:
    """The number that the tokens from `index` on tell as one of a row, and the index after them; -1 for the last."""
    word = line.word(index)
    if word.isdigit():
        if len(word) > _SHORT or not _BEGINS_NUMBER.match(line.text, line.starts[index]):
            return None
        after = _past_suffix(line, index + 1)
        return (int(word), after) if _ENDS_NUMBER.match(line.text, line.end(after)) else None
    found = _entry_at(line, index)
    if found is None:
        return None
    entry, after = found
    number = entry.ordinal or (-1 if Sense.LAST in entry.senses else None)
    return (number, after) if number else None


def _past_suffix(line: _Line, index: int) -> int:
    """The index after what makes a number an ordinal: `3rd`, `3.`, `1.º`."""
    if line.glued(index) and line.word(index) in {".", "°"}:
        index += 1
    return index + 1 if line.glued(index) and line.word(index) in _suffixes().ordinal else index


def _counted(line: _Line, start: int, number: int, after: int) -> Piece | None:
    """`first quarter`, `2. Halbjahr`."""
    found = _entry_at(line, after)
    if found is None:
        return None
    entry, after = found
    end = line.end(after)
    for sense, most, part in ((Sense.QUARTER, 4, quarter), (Sense.HALF, 2, half)):
        which = most if number == -1 else number
        if sense in entry.senses and 0 < which <= most:
            return Piece(start, end, month=part(which))
    return None


def _entry_at(line: _Line, index: int) -> tuple[Entry, int] | None:
    """The longest phrase that begins at `index`, and the index after it."""
    for phrase, entry in line.phrases.get(line.word(index), ()):
        after = index + len(phrase)
        if line.words[index:after] != phrase:
            continue
        if entry.small and line.text[line.starts[index]].isupper():
            entry = entry._replace(month=None)
        if entry.abbreviated and line.glued(after) and line.word(after) == ".":
            after += 1
        return entry, after
    return None


class _Suffixes(NamedTuple):
    ordinal: frozenset[str]
    full: re.Pattern[str]
    short: re.Pattern[str]
    more_years: re.Pattern[str]


@cache
def _suffixes() -> _Suffixes:
    words = date_words()
    also, until = rf"\s?(?:,|{any_of(words.conjunction)}\b)\s?", rf"\s?(?:[-–—/]|{any_of(words.to)}\b)\s?"
    short, full = any_of(words.decade_suffixes), any_of(words.full_decade_suffixes)
    return _Suffixes(
        ordinal=frozenset(map(fold_word, words.suffixes)),
        full=re.compile(rf"(?:{short}|{full})(?!\w)", re.IGNORECASE),
        # Full ones also where another decade follows: `60er und 70er Jahre`.
        short=re.compile(rf"(?:{short}(?!\w)|{full}(?=(?:{also}|{until})\d0{full}))", re.IGNORECASE),
        more_years=re.compile(rf"{until}\d{{2,4}}\b|{also}\d{{1,3}}[1-9]\b"),
    )
