"""A document as lines of folded words, each line knowing its block."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.folding import words_of
from models.document import Block, BlockKind, Document

_NUMBER = re.compile(
    r"\s*(?:(?:section|part|chapter|question|partie|chapitre|teil|abschnitt|parte|sección)\s+)?[QqF]?"
    r"(\d{1,2}(?:\.\d{1,2}){0,3}|[IVXivx]{1,5}|[A-Za-z])(?:[.):\]]+|(?<=\d)\s*[-–—]|(?<=\d))(?=\s)\s*",
    re.IGNORECASE,
)
_MOST = 0.75
_ORNAMENTS = " >»=#*~^■►▶◆●+|-_"


class Line(NamedTuple):
    """One line of a block: `text[start:end]`, words `first` to `last` (exclusive) of the document's.

    `opens` and `closes` say whether it is the block's first, and last, line.
    """

    start: int
    end: int
    first: int
    last: int
    kind: BlockKind
    level: int
    strong: bool
    opens: bool
    closes: bool


class Lines(NamedTuple):
    """The lines of a document that may bear the form's words (no header, no chrome), and all their words in order."""

    lines: tuple[Line, ...]
    words: tuple[tuple[int, int, str], ...]


def lines_of(document: Document) -> Lines:
    """The lines of `document` in order."""
    words: list[tuple[int, int, str]] = []
    lines: list[Line] = []
    for block in document.blocks:
        if block.header or block.kind is BlockKind.CHROME:
            continue
        for start, end in line_spans(document.text, block):
            found = words_of(document.text, start, end)
            if not found:
                continue
            lines.append(
                Line(
                    start=start,
                    end=end,
                    first=len(words),
                    last=len(words) + len(found),
                    kind=block.kind,
                    level=block.level,
                    strong=block.strong,
                    opens=start == block.start,
                    closes=end == block.end,
                )
            )
            words += found
    return Lines(lines=tuple(lines), words=tuple(words))


def number_of(line: str) -> tuple[str | None, int]:
    """The number that `line` begins with (`3`, `2.1`, `IV`, `b`), or None, and where what follows it starts."""
    match = _NUMBER.match(line)
    return (match[1], match.end()) if match and match.end() < len(line) else (None, 0)


def counting_on(numbers: Sequence[str]) -> list[bool]:
    """Which of the numbers (`1`, `1.1`, `2`) count on from one to the next; none where few do, or none rises.

    A number among them may be no heading's: a sum, a house's.
    """
    found: list[bool] = []
    reached: int | None = None
    for number in numbers:
        count = int(number.split(".")[0])
        counts = count in ({0, 1} if reached is None else {reached, reached + 1})
        reached = count if counts else reached
        found.append(counts)
    told = {number.split(".")[0] for number, counts in zip(numbers, found, strict=True) if counts}
    return found if len(told) > 1 and sum(found) >= _MOST * len(found) else [False] * len(found)


def without_ornaments(words: str) -> str:
    """`words` with single blanks, without the signs that set a line of plain text apart: `>> Aim`, `== Aim ==`."""
    plain = " ".join(words.split())
    return plain.strip(_ORNAMENTS) or plain


def line_spans(text: str, block: Block) -> Iterator[tuple[int, int]]:
    """Start and end of each line of `block` that is not blank, stripped."""
    start = block.start
    for piece in text[block.start : block.end].splitlines(keepends=True):
        stripped = piece.strip()
        if stripped:
            begin = start + len(piece) - len(piece.lstrip())
            yield begin, begin + len(stripped)
        start += len(piece)
