"""Plain text whose numbered headings and prompts stand right above what they head, in one paragraph with it."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from extractors.sections.lines import line_spans
from extractors.sections.numbering import depths_of, number_of
from models.document import Block, BlockKind, Document, Span
from models.frozen import revise

_LONGEST = 14


def parted(document: Document, blocks: Sequence[Block]) -> list[Block]:
    """`blocks`, each parted behind the numbered lines that open it, where those numbers count on down the page."""
    opening = [list(_opening(document, block)) for block in blocks]
    numbers = [number_of(document.text[line.start : line.end])[0] for lines in opening for line in lines]
    counting = iter(depths_of(numbers))
    found: list[Block] = []
    for block, lines in zip(blocks, opening, strict=True):
        counted = list(takewhile(lambda pair: pair[1] is not None, [(line, next(counting)) for line in lines]))
        found += [revise(block, start=line.start, end=line.end) for line, _ in counted]
        end = counted[-1][0].end if counted else block.start
        rest = document.text[end : block.end].lstrip()
        if rest:
            found.append(revise(block, start=block.end - len(rest)))
    return found


def _opening(document: Document, block: Block) -> Iterator[Span]:
    """The paragraph's first lines that are numbered, and as short as headings."""
    if block.kind is not BlockKind.TEXT:
        return
    for start, end in line_spans(document.text, block):
        line = document.text[start:end]
        if number_of(line)[0] is None or len(line.split()) > _LONGEST or line.endswith((".", ",", ";")):
            return
        yield Span(start=start, end=end)
