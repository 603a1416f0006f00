"""Plain lines as blocks: paragraphs, and bullets with the lines that continue them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from models.document import BlockKind

_GLYPH = re.compile(r"(?:[•◦‣⁃▪▫■□●○◆◇➢➤►▶·\uf0b7\uf0a7]\s*|[-–—*+→]\s+)(?=\S*[^\W_])")
_NUMBER = re.compile(r"(?:\(?(?:\d{1,3}|[A-Za-z]|[ivx]{1,5})\)|\d{1,3}\.)\s+(?=\S*[^\W_])")
_NARROWEST = 50


class Stretch(NamedTuple):
    """A paragraph (TEXT) or one item of a list (BULLET, `level` 1 outermost): `text[start:end]`, stripped."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0


class _Line(NamedTuple):
    start: int
    end: int
    indent: int
    has_glyph: bool
    has_number: bool
    first_word: int

    @property
    def width(self) -> int:
        return self.indent + self.end - self.start


_Run = list[_Line]


def stretches(text: str, start: int = 0, end: int | None = None) -> Iterator[Stretch]:
    """The blocks of `text[start:end]`: runs of non-blank lines, cut at each bullet.

    A bullet goes on over lines that are indented deeper, or that were wrapped: their first word had no room on the line
    before. Numbered lines (`1.`, `b)`) are items where two or more follow one another; one alone may be a heading, and
    stays text.
    """
    indents: list[int] = []
    for run in _runs(text, start, len(text) if end is None else end):
        for is_item, lines in _pieces(run):
            if not is_item:
                indents.clear()
            yield Stretch(
                kind=BlockKind.BULLET if is_item else BlockKind.TEXT,
                start=lines[0].start,
                end=lines[-1].end,
                level=_level(indents, lines[0].indent) if is_item else 0,
            )


def _runs(text: str, start: int, end: int) -> Iterator[_Run]:
    run: _Run = []
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        line = _line(text, start, stop)
        if line:
            run.append(line)
        elif run:
            yield run
            run = []
        start = stop + 1
    if run:
        yield run


def _line(text: str, start: int, end: int) -> _Line | None:
    raw = text[start:end]
    words = raw.strip()
    if not words:
        return None
    margin = raw[: len(raw) - len(raw.lstrip())]
    return _Line(
        start=start + len(margin),
        end=start + len(margin) + len(words),
        indent=len(margin.expandtabs()),
        has_glyph=_GLYPH.match(words) is not None,
        has_number=_NUMBER.match(words) is not None,
        first_word=len(words.split(maxsplit=1)[0]),
    )


def _pieces(run: _Run) -> Iterator[tuple[bool, _Run]]:
    """The run's paragraphs (False) and items (True) with their lines."""
    room = max(_NARROWEST, *(line.width for line in run))
    counts = _counts(run, room)
    piece: _Run = []
    is_item = False
    for line in run:
        opens = line.has_glyph or (counts and line.has_number)
        if piece and (opens or (is_item and not _goes_on(piece[0], piece[-1], line, room))):
            yield is_item, piece
            piece, is_item = [], False
        is_item = is_item or opens
        piece.append(line)
    yield is_item, piece


def _counts(run: _Run, room: int) -> bool:
    """Whether the run's numbered lines are a list: two or more, and all between them are their own wrapped lines."""
    numbered = [index for index, line in enumerate(run) if line.has_number]
    if len(numbered) < 2:
        return False
    opener = run[numbered[0]]
    for before, line in zip(run[numbered[0] :], run[numbered[0] + 1 : numbered[-1]], strict=False):
        if line.has_number or line.has_glyph:
            opener = line
        elif not _goes_on(opener, before, line, room):
            return False
    return True


def _goes_on(opener: _Line, before: _Line, line: _Line, room: int) -> bool:
    return line.indent > opener.indent or before.width + 1 + line.first_word > room


def _level(indents: list[int], indent: int) -> int:
    while indents and indents[-1] > indent:
        indents.pop()
    if not indents or indents[-1] < indent:
        indents.append(indent)
    return len(indents)
