"""Prompts that are the short first lines of paragraphs: `Budget`, and below it the sum."""

from collections.abc import Sequence
from statistics import median

from extractors.sections.structure.prompt import Prompting
from models.document import Block, BlockKind, Document

_FEWEST = 5
_SHORT = 0.6
_LONGEST = 8
# What is longer on the whole was written under headings.
_LONGEST_ENTRY = 30


def first_line_prompts(document: Document, blocks: Sequence[Block]) -> list[Prompting]:
    """First lines, shorter than the page is wide, where most paragraphs begin so; those alone were left blank."""
    width = max((len(line) for block in blocks for line in document.words_of(block).splitlines()), default=0)
    firsts = [
        (block, first, rest)
        for block in blocks
        if block.kind is BlockKind.TEXT
        for first, _, rest in [document.words_of(block).partition("\n")]
        if len(first) < _SHORT * width and _is_label(first)
    ]
    answered = sum(bool(rest) for *_, rest in firsts)
    lengths = [len(rest.split()) for *_, rest in firsts if rest]
    if answered < max(_FEWEST, len(blocks) / 2) or median(lengths) > _LONGEST_ENTRY:
        return []
    return [Prompting(block.start, block.start + len(first)) for block, first, _ in firsts]


def _is_label(line: str) -> bool:
    return line[:1].isupper() and line[-1].isalnum() and len(line.split()) <= _LONGEST
