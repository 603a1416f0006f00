"""How to answer, said below a heading or prompt: a request, a limit of words, a line in brackets."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.sections.asking import directs, hints
from extractors.sections.lines import line_spans
from models.document import Block, BlockKind, Document
from models.outline import Mark, Role

_BRACKETED = re.compile(r"[\[(][^\[\]()]{3,400}[\])][.]?")
_LONGEST = 60
_BESIDE = frozenset({BlockKind.LABEL, BlockKind.CELL, BlockKind.BULLET})


def guidance_marks(document: Document, blocks: Sequence[Block], marks: Sequence[Mark]) -> Iterator[Mark]:
    """`marks` with the guidance right below them: a line or cell that says how to answer.

    Below a prompt only where an answer follows it, or it reads as a request: `(none so far)` is an answer.
    """
    for mark, following in pairwise([*marks, None]):
        if mark is None:
            continue
        yield mark
        stop = following.start if following else len(document.text)
        block = next((each for each in blocks if each.end > mark.end), None)
        if mark.role in {Role.HEADING, Role.PROMPT} and block is not None and block.start < stop:
            is_form = following is not None and following.role is Role.PROMPT
            yield from _below(document, block, mark, stop, is_form=is_form)


def _below(document: Document, block: Block, mark: Mark, stop: int, *, is_form: bool) -> Iterator[Mark]:
    text = document.text
    spans = [span for span in line_spans(text, block) if span[0] >= mark.end]
    if not spans or spans[0][0] >= stop or (mark.role is Role.PROMPT and block.kind in _BESIDE):
        return
    start = spans[0][0]
    bracketed = _BRACKETED.match(text, start, min(block.end, stop))
    ends = text[bracketed.end() :].partition("\n")[0].strip() == "" if bracketed else False
    end = bracketed.end() if bracketed and ends else spans[0][1]
    line = text[start:end]
    if len(line.split()) > _LONGEST:
        return
    answered = text[end:stop].strip() != ""
    if mark.role is Role.HEADING:
        guides = ends or (is_form and directs(line))
    else:
        guides = hints(line.lstrip("[(")) if not answered and ends else answered and (ends or hints(line))
    if guides:
        yield Mark(start=start, end=end, role=Role.GUIDANCE, section=mark.section)
