"""Prompts that are no headings: lines that ask, and labels with a value."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise, zip_longest
from statistics import median

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
_LONGEST_VALUE = 30
_LONGEST_LABEL = 6
_LABEL = re.compile(r"(?P<label>[^\W\d_][^:\n]{1,60}?)\s*:(?=\s|$)")


class LabelWords(Frozen):
    """`contact`: labels that say how to reach somebody, or what a line is; they ask nothing."""

    contact: frozenset[str]


def asking_prompts(document: Document, blocks: Sequence[Block]) -> list[Span]:
    """Paragraphs that ask, where they are so many that the page is a form; in prose they are figures of speech."""
    asking = [each for each in blocks if each.kind in _PARAGRAPHS and _is_asking_line(document.words_of(each))]
    often = len(asking) >= max(_FEWEST_ASKING, _SHARE_ASKING * len(blocks))
    return [Span(start=each.start, end=each.end) for each in asking if often]


def label_prompts(document: Document, stretches: Iterable[Sequence[Block]]) -> list[Span]:
    """Labels that prompt, in `stretches` of blocks: each what stands under one heading.

    A label with its value in a list or table of such is a prompt, as is each `Label: value` where such lines are what
    the stretch is made of, and a last line that is a label and a colon.
    """
    return [
        label
        for blocks in stretches
        for label in [*_listed(blocks), *_run_in(document, blocks), *_left_blank(document, blocks)]
    ]


def _is_asking_line(words: str) -> bool:
    return len(words.split()) <= _LONGEST_ASKING and asks(words)


def _listed(blocks: Sequence[Block]) -> list[Span]:
    return [
        Span(start=block.start, end=block.end)
        for block, after in pairwise(blocks)
        if block.kind is BlockKind.LABEL and after.kind is BlockKind.CELL
    ]


def _run_in(document: Document, blocks: Sequence[Block]) -> list[Span]:
    """Labels before their value on one line, where half of the stretch is such, the values short as in a form."""
    labels = []
    lengths = []
    for block, after in zip_longest(blocks, blocks[1:]):
        label = _run_in_label(document, block, after)
        if label is not None:
            value = document.text[label.end : (after or block).end if block.kind is BlockKind.LABEL else block.end]
            labels.append(label)
            lengths.append(len(value.split()))
    values = sum(block.kind is not BlockKind.LABEL for block in blocks)
    is_form = len(labels) >= max(_FEWEST_LABELS, values / 2) and median(lengths) <= _LONGEST_VALUE
    return labels if is_form else []


def _run_in_label(document: Document, block: Block, after: Block | None) -> Span | None:
    words = document.words_of(block)
    if block.kind is BlockKind.LABEL and after is not None and after.kind is BlockKind.TEXT:
        return Span(start=block.start, end=block.end) if _is_prompt(words.rstrip(" :")) else None
    match = _LABEL.match(words)
    if block.kind is not BlockKind.TEXT or "\n" in words or match is None or match.end() == len(words):
        return None
    return Span(start=block.start, end=block.start + match.end()) if _is_prompt(match["label"]) else None


def _left_blank(document: Document, blocks: Sequence[Block]) -> list[Span]:
    """The stretch's last line, where it is a label and a colon."""
    if not blocks:
        return []
    line = document.words_of(blocks[-1]).splitlines()[-1].lstrip()
    label = _LABEL.match(line)
    is_blank = label is not None and label.end() == len(line) and _is_prompt(label["label"])
    return [Span(start=blocks[-1].end - len(line), end=blocks[-1].end)] if is_blank else []


def _is_prompt(label: str) -> bool:
    return 0 < len(label.split()) <= _LONGEST_LABEL and fold(label) not in _contact_labels()


@cache
def _contact_labels() -> frozenset[str]:
    lists = (vocabulary(language, "labels", LabelWords) for language in ("en", "fr", "de", "es"))
    return frozenset(fold(label) for words in lists for label in words.contact)
