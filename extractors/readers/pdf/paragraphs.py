"""Lines to paragraphs: what goes on in the next line, what breaks off, what is a heading or an item of a list."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

from extractors.readers.pdf.lines import NUMBER, SIGN, Piece

_LOOSE = 1.2
_FULL = 0.75
_SOME_ROOM = 0.6
_INDENT = 1.0
_LARGER = 1.08
_USUAL_LEADING = 1.25
_UNBROKEN = re.compile(r"(?:[«€£$\d]\S*[^\S\n](?=\S)|\S+[^\S\n](?=[\d€£$%?!:;»]))*\S+")  # pdfium tells no hard blanks
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’»)]*$")


class Measure(NamedTuple):
    """What is usual in a document: the size of its letters, and the distance of lines in that size."""

    size: float
    leading: float
    headings: tuple[float, ...]

    def level(self, size: float) -> int:
        """Which heading letters of that size make, 1 the topmost; 0 where they make none."""
        return self.headings.index(size) + 1 if size in self.headings else 0


class Mark(Enum):
    """What marks a paragraph as an item of a list."""

    NONE = 0
    SIGN = 1
    NUMBER = 2


@dataclass
class Paragraph:
    """Lines that go together; `breaks` are the numbers of those that start anew all the same."""

    lines: list[Piece] = field(default_factory=list)
    breaks: set[int] = field(default_factory=set)
    level: int = 0
    mark: Mark = Mark.NONE


def measure_of(lines: Sequence[Piece]) -> Measure:
    """What is usual among `lines`, which are the document's."""
    sizes = Counter[float]()
    for line in lines:
        sizes[line.size] += len(line.letters)
    size = sizes.most_common(1)[0][0] if sizes else 1.0
    full = _FULL * max((line.right for line in lines), default=0.0)
    steps = Counter[float]()
    for above, below in pairwise(lines):
        step = round(2 * (above.bottom - below.bottom)) / 2
        if above.size == below.size == size and size < step < 2 * size and above.right > full:
            steps[step] += 1
    leading = steps.most_common(1)[0][0] / size if steps else _USUAL_LEADING
    return Measure(size, leading, tuple(sorted({each for each in sizes if each >= _LARGER * size}, reverse=True)))


def paragraphs_of(lines: Iterable[Piece], measure: Measure) -> Iterator[Paragraph]:
    """The paragraphs of lines in reading order, which may go on in the next column or page."""
    paragraph = Paragraph()
    for line in lines:
        level = measure.level(line.size)
        mark = Mark.NONE if level else _mark(line.text)
        if paragraph.lines and (level != paragraph.level or _is_parted(paragraph, line, measure, mark)):
            yield paragraph
            paragraph = Paragraph()
        if not paragraph.lines:
            paragraph = Paragraph(level=level, mark=mark)
        elif not level and _has_room(paragraph.lines[-1], line):
            paragraph.breaks.add(len(paragraph.lines))
        paragraph.lines.append(line)
    if paragraph.lines:
        yield paragraph


def _is_parted(paragraph: Paragraph, line: Piece, measure: Measure, mark: Mark) -> bool:
    last = paragraph.lines[-1]
    if mark is Mark.SIGN or (mark is Mark.NUMBER and (paragraph.mark is Mark.NUMBER or _has_room(last, line))):
        return True
    step = (last.bottom - line.bottom) / max(last.size, line.size)
    if step < 0:  # the next column or page
        ends = _SENTENCE_END.search(last.text) is not None or _has_room(last, line)
        return ends or last.is_bold != line.is_bold
    if step > _LOOSE * max(measure.leading, 1.0):
        return True
    if paragraph.mark is not Mark.NONE:
        return line.left < _body_left(paragraph) - 0.5 * line.size and _has_room(last, line)
    if last.is_bold and not line.is_bold and _has_room(last, line):
        return False
    return line.left > last.left + _INDENT * line.size and len(paragraph.lines) > 1 and _has_room(last, line)


def _mark(words: str) -> Mark:
    if SIGN.match(words) and len(words.split()) > 1:
        return Mark.SIGN
    return Mark.NUMBER if NUMBER.match(words) else Mark.NONE


def _body_left(paragraph: Paragraph) -> float:
    first = paragraph.lines[0]
    mark = SIGN.match(first.text) or NUMBER.match(first.text)
    end = mark.end() if mark else 0
    return next((each.left for each in first.letters[end:] if each.text != " "), first.left)


def _has_room(last: Piece, line: Piece) -> bool:
    """Whether the first word of `line` would have had room on `last`: its author broke the line."""
    found = _UNBROKEN.match(line.text)
    word = line.letters[len(found[0]) - 1].right - line.left if found else 0.0
    return last.reach - last.right > word + _SOME_ROOM * line.size
