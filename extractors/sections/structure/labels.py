"""Prompts that are no headings: lines that ask, and labels with a value."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from extractors.folding import fold
from extractors.sections.asking import asks
from extractors.vocabulary import vocabulary
from models.document import Block, BlockKind, Document, Span
from models.frozen import Frozen

_PARAGRAPHS = frozenset({BlockKind.TEXT, BlockKind.LABEL})
_FEWEST_ASKING = 3
_SHARE_ASKING = 0.2
_LONGEST_ASKING = 60
_FEWEST_LABELS = 3
_LONGEST_LABEL = 6
_LABEL = re.compile(r"(?P<label>[^\W\d_][^:\n]{1,60}?)\s*:(?=\s|$)")


class LabelWords(Frozen):
    """`contact`: labels that say how to reach somebody, or what a line is; they ask nothing."""

    contact: frozenset[str]


def prompts_of(document: Document, blocks: Sequence[Block], starts: frozenset[int]) -> list[Span]:
    """Where prompts stand among `blocks` that are no headings; `starts` is where headings start.

    A page on which three or more paragraphs, and a fifth of all blocks, ask is a form. A label with its value in a
    list or table of such is a prompt, as is one of three or more `Label: value` lines in a section, and a short last
    line that ends with a colon.
    """
    plain = [each for each in blocks if each.start not in starts]
    found = {
        *_asking(document, plain),
        *_labels(blocks),
        *_run_in_labels(document, blocks, starts),
        *_blank_labels(document, blocks, starts),
    }
    return sorted((Span(start=start, end=end) for start, end in found), key=lambda span: span.start)


def _asking(document: Document, blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """Paragraphs that ask, where they are so many that the page is a form; in prose they are figures of speech."""
    asking = [each for each in blocks if each.kind in _PARAGRAPHS and _is_asking_line(document.words_of(each))]
    often = len(asking) >= max(_FEWEST_ASKING, _SHARE_ASKING * len(blocks))
    return [(each.start, each.end) for each in asking if often]


def _is_asking_line(words: str) -> bool:
    return len(words.split()) <= _LONGEST_ASKING and asks(words)


def _labels(blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """Labels of a definition list or table, followed by their cells."""
    return [
        (block.start, block.end)
        for block, after in pairwise(blocks)
        if block.kind is BlockKind.LABEL and after.kind is BlockKind.CELL
    ]


def _run_in_labels(document: Document, blocks: Sequence[Block], starts: frozenset[int]) -> list[tuple[int, int]]:
    """Labels before their value on one line, in bold or with a colon, where three or more stand in a section."""
    found: list[tuple[int, int]] = []
    group: list[tuple[int, int]] = []
    for index, block in enumerate(blocks):
        if block.start in starts:
            found += group if len(group) >= _FEWEST_LABELS else []
            group = []
            continue
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        label = _run_in_label(document, block, after)
        group += [label] if label else []
    return found + (group if len(group) >= _FEWEST_LABELS else [])


def _run_in_label(document: Document, block: Block, after: Block | None) -> tuple[int, int] | None:
    words = document.words_of(block)
    if block.kind is BlockKind.LABEL and after is not None and after.kind is BlockKind.TEXT:
        return (block.start, block.end) if _is_prompt(words.rstrip(" :")) else None
    match = _LABEL.match(words)
    if block.kind is not BlockKind.TEXT or "\n" in words or match is None or match.end() == len(words):
        return None
    return (block.start, block.start + match.end()) if _is_prompt(match["label"]) else None


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
