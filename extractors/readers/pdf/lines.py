"""Letters to the rows of a page, each in pieces where wide blanks part cells or columns."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from extractors.readers.pdf.letters import Letter

_SAME_LINE = 0.45
_WORD_GAP = 0.25
_WIDE_GAP = 0.8
_LONGEST_MARK = 7
_HARD = "\u00a0\u202f"  # blanks at which no line is broken
SIGN = re.compile(r"(?:[•◦‣⁃▪▫■□●○◆◇➢➤►▶·–—*-]|[☐☑☒✓✔]|\[[ xX]?\])(?=\s|$)")
"""A sign or box that marks an item of a list."""
NUMBER = re.compile(r"(?:\d{1,3}[.)]|\((?:\d{1,3}|[a-z])\)|[a-z]\))(?=\s|$)")
"""A number or letter that counts one."""


class Piece(NamedTuple):
    """Letters on one line with no wide blank between them; `bottom` is their baseline, `size` that of most of them.

    `reach` is how far its column goes to the right.
    """

    letters: tuple[Letter, ...]
    left: float
    right: float
    bottom: float
    size: float
    reach: float = 0.0

    @property
    def text(self) -> str:
        """The words."""
        return "".join(each.text for each in self.letters)

    @property
    def is_bold(self) -> bool:
        """Whether every word is set in bold."""
        return all(each.bold for each in self.letters if not each.text.isspace())


Row = list[Piece]


def rows_of(letters: Iterable[Letter]) -> list[Row]:
    """The lines of a page from top to bottom, each with its pieces from left to right."""
    rows: list[list[list[Letter]]] = []
    for run in sorted(_runs(letters), key=lambda run: -run[0].bottom):
        if rows and abs(rows[-1][0][0].bottom - run[0].bottom) < _SAME_LINE * max(run[0].size, rows[-1][0][0].size):
            rows[-1].append(run)
        else:
            rows.append([run])
    ordered = (sorted(row, key=lambda run: run[0].left) for row in rows)
    return [list(_pieces([letter for run in row for letter in run])) for row in ordered]


def joined(pieces: Sequence[Piece]) -> Piece:
    """Several pieces of one line as one."""
    letters: list[Letter] = []
    for piece in pieces:
        letters += [_blank(letters[-1]), *piece.letters] if letters else piece.letters
    return _piece(letters)


def _runs(letters: Iterable[Letter]) -> Iterator[list[Letter]]:
    """Letters as drawn, cut where the baseline changes or the pen goes back; raised letters stay in their line."""
    run: list[Letter] = []
    for letter in letters:
        if letter.text.isspace():
            if run:
                run.append(_blank(run[-1], letter.text))
            continue
        if run:
            before = run[-1]
            moved = abs(before.bottom - letter.bottom) > _SAME_LINE * max(before.size, letter.size)
            if moved or letter.left < before.left - before.size:
                yield run
                run = []
        run.append(letter)
    if run:
        yield run


def _pieces(row: Iterable[Letter]) -> Iterator[Piece]:
    """The row cut at wide blanks, save after what marks an item."""
    part: list[Letter] = []
    last: Letter | None = None
    space = ""
    for letter in row:
        if letter.text.isspace():
            space = letter.text if letter.text in _HARD else space or " "
            continue
        if last:
            gap = (letter.left - last.right) / max(letter.size, last.size, 1)
            if gap > _WIDE_GAP and not _is_mark(part):
                yield _piece(part)
                part = []
            elif space or gap > _WORD_GAP:
                part.append(_blank(last, space or " "))
        part.append(letter)
        last, space = letter, ""
    if part:
        yield _piece(part)


def _is_mark(part: Sequence[Letter]) -> bool:
    words = "".join(each.text for each in part[:_LONGEST_MARK])
    return len(part) < _LONGEST_MARK and bool(SIGN.fullmatch(words) or NUMBER.fullmatch(words))


def _blank(letter: Letter, space: str = " ") -> Letter:
    return letter._replace(text=space, left=letter.right)


def _piece(letters: Sequence[Letter]) -> Piece:
    sizes = sorted(each.size for each in letters)
    size = sizes[len(sizes) // 2]
    bottom = next((each.bottom for each in letters if each.size == size), letters[0].bottom)
    return Piece(tuple(letters), letters[0].left, letters[-1].right, bottom, size)
