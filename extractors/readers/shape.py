"""The blocks within a paragraph: labels set in bold and what they label, paragraphs parted by blank lines, bullets."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from extractors.readers.lines import stretches
from extractors.readers.paragraph import Paragraph, Range, stripped
from models.document import BlockKind

_LABEL_ENDS = (":", "?", "：", "？")
_COLON = re.compile(r"[ \xa0\u202f]*[:：]")


class Piece(NamedTuple):
    """A block of the paragraph: `text[start:end]`, stripped and not empty."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    strong: bool = False


def pieces(paragraph: Paragraph, text: str) -> Iterator[Piece]:
    """The blocks of `paragraph`, whose text is `text`, in order; they cover all of it that is not blank.

    Bold words that open a line are a LABEL where a colon or question mark ends them, or where they are the whole line
    and others follow (in a list they are then the item's first words, not a label). A paragraph all in bold is one
    strong block.
    """
    style = paragraph.style
    whole = stripped(text, 0, len(text))
    strong = style.kind is not BlockKind.HEADING and _bold_until(paragraph.bold, text, whole) == whole.end
    if style.kind in {BlockKind.HEADING, BlockKind.LABEL}:
        yield Piece(style.kind, *whole, level=style.level)
        return
    if strong and style.heads:
        yield Piece(BlockKind.LABEL, *whole)
        return
    done = 0
    for label in [] if strong or not paragraph.bold else _labels(paragraph, text):
        yield from _plain(paragraph, text, Range(done, label.start), strong=False)
        yield Piece(BlockKind.LABEL, *label)
        done = label.end
    yield from _plain(paragraph, text, Range(done, len(text)), strong=strong)


def _plain(paragraph: Paragraph, text: str, part: Range, *, strong: bool) -> Iterator[Piece]:
    style = paragraph.style
    found = stripped(text, *part)
    if found.start == found.end:
        return
    if style.kind is not BlockKind.TEXT:
        yield Piece(style.kind, *found, level=style.level, strong=strong)
        return
    for each in stretches(text, *part):
        yield Piece(each.kind, each.start, each.end, level=each.level, strong=strong)


def _labels(paragraph: Paragraph, text: str) -> Iterator[Range]:
    bold_lines: Range | None = None
    for line in _lines(text):
        end = _bold_until(paragraph.bold, text, line)
        if end == line.end:
            bold_lines = Range(bold_lines.start if bold_lines else line.start, line.end)
            continue
        if bold_lines and (paragraph.style.kind is not BlockKind.BULLET or _ends_label(text, bold_lines.end)):
            yield bold_lines
        bold_lines = None
        colon = _COLON.match(text, end, line.end)
        if end > line.start and (colon or _ends_label(text, end)):
            yield Range(line.start, end if _ends_label(text, end) or not colon else colon.end())
    if bold_lines and _ends_label(text, bold_lines.end):
        yield bold_lines


def _ends_label(text: str, end: int) -> bool:
    return text.endswith(_LABEL_ENDS, 0, end)


def _lines(text: str) -> Iterator[Range]:
    start = 0
    while start < len(text):
        stop = text.find("\n", start)
        stop = len(text) if stop < 0 else stop
        line = stripped(text, start, stop)
        if line.start < line.end:
            yield line
        start = stop + 1


def _bold_until(bold: list[Range], text: str, line: Range) -> int:
    """Where the bold words that open `line` end; its start where none do."""
    end = position = line.start
    while position < line.end:
        index = bisect_right(bold, position, key=lambda each: each.start) - 1
        if index < 0 or bold[index].end <= position:
            break
        end = stripped(text, line.start, min(bold[index].end, line.end)).end
        position = min(bold[index].end, line.end)
        position = stripped(text, position, line.end).start
    return end
