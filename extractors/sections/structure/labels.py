"""Prompts that are no headings: lines that ask, and labels with a value."""

import re
from collections.abc import Sequence
from functools import cache

from extractors.folding import fold
from extractors.sections.asking import asks
from extractors.vocabulary import vocabulary
from models.document import Block, BlockKind, Document, Span
from models.frozen import Frozen

_FEWEST_ASKING = 3
_LONGEST_ASKING = 60
_LONGEST_LABEL = 6
_LABEL = re.compile(r"(?P<label>[^\W\d_][^:\n]{1,60}?)\s*:(?=\s|$)")


class LabelWords(Frozen):
    """`contact`: labels that say how to reach somebody, or what a line is; they ask nothing."""

    contact: frozenset[str]


def prompts_of(document: Document, blocks: Sequence[Block], starts: frozenset[int]) -> list[Span]:
    """Where prompts stand among `blocks` that are no headings; `starts` is where headings start.

    A page with three or more lines that ask is a form; a label with its value in a list or table of such is a prompt;
    so is a short line that ends with a colon and has nothing under it.
    """
    plain = [each for each in blocks if each.start not in starts]
    found = {*_asking(document, plain), *_labels(document, blocks), *_blank_labels(document, blocks, starts)}
    return sorted((Span(start=start, end=end) for start, end in found), key=lambda span: span.start)


def _asking(document: Document, blocks: Sequence[Block]) -> list[tuple[int, int]]:
    lines = [
        (each.start, each.end)
        for each in blocks
        if each.kind in {BlockKind.TEXT, BlockKind.LABEL} and _is_asking_line(document.words_of(each))
    ]
    return lines if len(lines) >= _FEWEST_ASKING else []


def _is_asking_line(words: str) -> bool:
    return len(words.split()) <= _LONGEST_ASKING and asks(words)


def _labels(document: Document, blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """Labels of a definition list or table, followed by their cells."""
    return [
        (block.start, block.end)
        for block, after in zip(blocks, blocks[1:], strict=False)
        if block.kind is BlockKind.LABEL and after.kind is BlockKind.CELL and _is_prompt(document.words_of(block))
    ]


def _blank_labels(document: Document, blocks: Sequence[Block], starts: frozenset[int]) -> list[tuple[int, int]]:
    """Last lines before a heading, or of the page, that are a label and a colon."""
    found = []
    for index, block in enumerate(blocks):
        is_last = index + 1 == len(blocks) or blocks[index + 1].start in starts
        start, line = _last_line(document, block)
        label = _LABEL.match(line)
        if is_last and block.start not in starts and label and label.end() == len(line) and _is_prompt(label["label"]):
            found.append((start, start + len(line)))
    return found


def _last_line(document: Document, block: Block) -> tuple[int, str]:
    words = document.words_of(block)
    line = words.splitlines()[-1]
    stripped = line.lstrip()
    return block.end - len(stripped), stripped


def _is_prompt(label: str) -> bool:
    return 0 < len(label.split()) <= _LONGEST_LABEL and fold(label) not in _contact_labels()


@cache
def _contact_labels() -> frozenset[str]:
    lists = (vocabulary(language, "labels", LabelWords) for language in ("en", "fr", "de", "es"))
    return frozenset(fold(label) for words in lists for label in words.contact)
