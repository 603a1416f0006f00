"""The lines of a page as a form may have them: whole, or up to where an answer begins on the same line."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from extractors.folding import fold
from extractors.sections.asking import requests
from extractors.sections.lines import line_spans
from extractors.sections.numbering import number_of
from extractors.sections.structure.marks import structure_marks
from extractors.sections.ticks import is_option
from models.document import Block, BlockKind, Document
from models.outline import Mark, Role

_LONGEST = 90
# Where what a form says on a line may end and the answer begin: a colon, a question mark, a column's gap.
_STEM = re.compile(r"[:：](?=\s)|[?？](?=\s|$)|(?<=\S)(?= {2,}\S|\t)|[|·]")
_SENTENCE = re.compile(r"[.:：?？](?=\s|$)")
_MOST_STEMS = 4


class Unit(NamedTuple):
    """Words that may be the form's: `text[start:end]` of a page, without their number; `words` are they folded.

    `hint` is the role that the page's own form gives them, None where it gives none. `rest` says that more follows on
    the line.
    """

    start: int
    end: int
    words: str
    said: str
    number: str | None
    kind: BlockKind
    hint: Role | None
    rest: bool


class FormPage(NamedTuple):
    """A page to learn from; `lines` are in order, each the units that it may begin with, the longest first.

    A line without units can only be the author's.
    """

    name: str
    document: Document
    lines: tuple[tuple[int, int, tuple[Unit, ...]], ...]


def form_page(name: str, document: Document) -> FormPage:
    """The page with every line that a form may have on it; what stands in the header or is the site's is left out."""
    marks = {mark.start: mark for mark in structure_marks(document)}
    lines = []
    for block in document.blocks:
        if block.header or block.kind is BlockKind.CHROME:
            continue
        for start, end in line_spans(document.text, block):
            lines.append((start, end, tuple(_units(document.text, block, start, end, marks))))
    return FormPage(name=name, document=document, lines=tuple(lines))


def _units(text: str, block: Block, start: int, end: int, marks: Mapping[int, Mark]) -> Iterator[Unit]:
    mark = marks.get(start)
    if is_option(text, start, end):
        return
    number, skipped = number_of(text[start:end])
    begin = start + skipped
    whole = block.end if start == block.start else end
    for each in sorted({whole, end, mark.end if mark else end, *_stems(text, begin, end)}, reverse=True):
        said = " ".join(text[begin:each].split())
        words = fold(said)
        if words and len(words.split()) <= _LONGEST:
            hint = mark.role if mark is not None and mark.role is not Role.TITLE and each == mark.end else None
            yield Unit(start, each, words, said, number, block.kind, hint, rest=each < end)


def _stems(text: str, start: int, end: int) -> Iterator[int]:
    """Where what a form says may end within the line, and the answer begin; a line of several columns has none.

    At a colon, a question mark, a column's gap; in a request at the end of a sentence.
    """
    ends = _SENTENCE if requests(text[start:end]) else _STEM
    for stem in islice(ends.finditer(text, start, end), _MOST_STEMS):
        if stem[0] in {"|", "·"}:
            return
        if stem.end() > start + 1:
            yield stem.end()
