"""Plain text whose numbered headings and prompts stand right above what they head, in one paragraph with it."""

from collections.abc import Sequence

from extractors.sections.lines import counting_on, number_of
from models.document import Block, BlockKind, Document
from models.frozen import revise

_LONGEST = 14


def parted(document: Document, blocks: Sequence[Block]) -> list[Block]:
    """`blocks`, each whose first line is numbered parted behind it, where those numbers count on down the page."""
    lines = [_first_line(document, block) for block in blocks]
    counting = iter(counting_on([number_of(line)[0] or "" for line in lines if line]))
    found: list[Block] = []
    for block, line in zip(blocks, lines, strict=True):
        counts = bool(line) and next(counting)
        rest = document.text[block.start + len(line) : block.end].lstrip() if counts else ""
        if not rest:
            found.append(block)
            continue
        found.append(revise(block, end=block.start + len(line)))
        found.append(revise(block, start=block.end - len(rest)))
    return found


def _first_line(document: Document, block: Block) -> str:
    """The block's first line, where it is a paragraph's and as short as a heading; else nothing."""
    line = document.words_of(block).splitlines()[0].rstrip()
    number, _ = number_of(line)
    fits = block.kind is BlockKind.TEXT and number is not None and number[:1].isdigit()
    return line if fits and len(line.split()) <= _LONGEST and not line.endswith((".", ",", ";")) else ""
