"""The page's text cut into regions by its marks: whose words each stretch holds."""

from collections.abc import Iterator, Sequence

from extractors.sections.ticks import options_in
from models.document import Block, BlockKind, Document
from models.frozen import revise
from models.outline import Mark, Region, Role


def regions_of(document: Document, marks: Sequence[Mark], keys: Sequence[str | None]) -> tuple[Region, ...]:
    """Ordered, disjoint regions over all blocks; `keys` names the section that each mark opens or stands in.

    `marks` are ordered and disjoint. What stands under a prompt is its answer, under a heading the section's body,
    before the first section the lead, a section of its own; the header's labels and values are labels and fields.
    """
    lead = _lead_key(keys)
    found: list[Region] = []
    current: Mark | None = None
    section: str | None = None
    label: str | None = None
    pending = list(zip(marks, keys, strict=True))
    for block in document.blocks:
        if block.kind is BlockKind.CHROME or block.header:
            found.append(_apart(block, label))
            label = document.words_of(block) if block.kind is BlockKind.LABEL else label
            continue
        at = block.start
        while pending and pending[0][0].start < block.end:
            mark, key = pending[0]
            found += _authored(document, at, mark.start, current, section or lead)
            if mark.role in {Role.HEADING, Role.PROMPT} or key != section:
                current, section = mark, key
            found += _form(document, max(at, mark.start), min(mark.end, block.end), mark, section)
            at = min(mark.end, block.end)
            if mark.end > block.end:
                break
            pending.pop(0)
        found += _authored(document, at, block.end, current, section or lead)
    return tuple(found)


def _lead_key(keys: Sequence[str | None]) -> str:
    """`lead`, or a key of that beginning which no section of the page bears."""
    key = "lead"
    while key in keys:
        key += "_0"
    return key


def _apart(block: Block, label: str | None) -> Region:
    """A block that no mark can be in: chrome, or a part of the page's header."""
    if block.kind is BlockKind.CHROME:
        return Region(start=block.start, end=block.end, role=Role.CHROME)
    if block.kind is BlockKind.LABEL:
        return Region(start=block.start, end=block.end, role=Role.LABEL)
    return Region(start=block.start, end=block.end, role=Role.FIELD, question=label)


def _form(document: Document, start: int, end: int, mark: Mark, section: str | None) -> Iterator[Region]:
    inside = section if mark.role in {Role.HEADING, Role.PROMPT, Role.GUIDANCE} else None
    for begin, stop in _inked(document.text, start, end):
        yield Region(start=begin, end=stop, role=mark.role, section=inside)


def _authored(document: Document, start: int, end: int, mark: Mark | None, section: str) -> Iterator[Region]:
    for begin, stop in _inked(document.text, start, end):
        if mark is None:
            yield Region(start=begin, end=stop, role=Role.LEAD, section=section)
        elif mark.prompt is not None and (mark.reach is None or begin < mark.reach):
            answer = Region(
                start=begin,
                end=stop,
                role=Role.ANSWER,
                section=section,
                question=document.text[mark.start : mark.end],
                expects=mark.prompt.expects or (mark.section.expects if mark.section else ()),
            )
            yield from _ticked(document.text, answer)
        else:
            expects = mark.section.expects if mark.section else ()
            yield Region(start=begin, end=stop, role=Role.BODY, section=section, expects=expects)


def _ticked(text: str, answer: Region) -> Iterator[Region]:
    """The answer; of options to tick the ticked ones, the others and the boxes being the form's."""
    lines = list(options_in(text[answer.start : answer.end]))
    if all(line.ticked is None for line in lines):
        yield answer
        return
    for line in lines:
        start, label, end = (answer.start + offset for offset in line[:3])
        at = end if line.ticked is False else label
        for begin, stop in _inked(text, start, at):
            yield Region(start=begin, end=stop, role=Role.GUIDANCE, section=answer.section)
        for begin, stop in _inked(text, at, end):
            yield revise(answer, start=begin, end=stop)


def _inked(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """`start` and `end` without the blanks at either side, or nothing where all is blank."""
    words = text[start:end]
    if words.strip():
        yield start + len(words) - len(words.lstrip()), start + len(words.rstrip())
