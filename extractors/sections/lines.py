"""A document as lines of folded words, each line knowing its block."""

from collections.abc import Iterator
from typing import NamedTuple

from extractors.folding import words_of
from models.document import Block, BlockKind, Document

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
