"""Prompts and headings that are the short first lines of paragraphs: `Budget`, and below it the sum."""

from collections.abc import Sequence
from statistics import median

from extractors.sections.structure.prompt import Prompting
from models.document import Block, BlockKind, Document
from models.frozen import revise

_FEWEST = 5
_SHORT = 0.6
_LONGEST = 8
# What is longer on the whole was written under headings.
_LONGEST_ENTRY = 20
# A section goes on over so many paragraphs.
_AMONG = 5


def first_line_prompts(document: Document, blocks: Sequence[Block]) -> list[Prompting]:
    """First lines, shorter than the page is wide, where most paragraphs begin so; those alone were left blank."""
    firsts, longest = _firsts(document, blocks)
    return [] if longest else [Prompting(each.start, each.end) for each in firsts]


def first_line_headings(document: Document, blocks: Sequence[Block]) -> list[Block]:
    """First lines, shorter than the page is wide, where most paragraphs begin so and are long."""
    firsts, longest = _firsts(document, blocks)
    return firsts if longest else []


def _firsts(document: Document, blocks: Sequence[Block]) -> tuple[list[Block], bool]:
    """The first lines that label their paragraphs, and whether those are longer than entries; none where few do."""
    width = max((len(line) for block in blocks for line in document.words_of(block).splitlines()), default=0)
    firsts = [
        (revise(block, end=block.start + len(first)), len(rest.split()))
        for block in blocks
        if block.kind is BlockKind.TEXT
        for first, _, rest in [document.words_of(block).partition("\n")]
        if len(first) < _SHORT * width and _is_label(first)
    ]
    lengths = [words for _, words in firsts if words]
    if not lengths:
        return [], False
    is_long = median(lengths) > _LONGEST_ENTRY
    if len(lengths) < max(_FEWEST, len(blocks) / (_AMONG if is_long else 2)):
        return [], False
    return [each for each, words in firsts if not is_long or (words and each.start > blocks[0].start)], is_long


def _is_label(line: str) -> bool:
    return line[:1].isupper() and line[-1].isalnum() and len(line.split()) <= _LONGEST
