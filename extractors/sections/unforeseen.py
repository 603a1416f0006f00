"""Headings that a template does not know, set as those that it knows: the page's author, or a new form, added them."""

from collections.abc import Iterator, Sequence

from extractors.sections.numbering import number_of
from models.document import Block, BlockKind, Document
from models.outline import Mark, Role
from models.template import Prompt, TemplateSection, key_of

_UNHEADED = TemplateSection(key="form")


def unforeseen_marks(document: Document, marks: Sequence[Mark]) -> list[Mark]:
    """A mark for each heading at a level at which `marks` has headings of sections, or prompts, and which is in none.

    At a section's level it opens a section of its own, at a prompt's it prompts in the section that it stands in.
    Nothing on pages whose format knows no headings.
    """
    starts = {mark.start: mark for mark in marks}
    blocks = [each for each in document.blocks if each.kind is BlockKind.HEADING]
    levels = {block.level: starts[block.start].role for block in blocks if block.start in starts}
    return list(_marks(document, blocks, marks, levels))


def _marks(
    document: Document, blocks: Sequence[Block], marks: Sequence[Mark], levels: dict[int, Role]
) -> Iterator[Mark]:
    for block in blocks:
        before = [mark for mark in marks if mark.start <= block.start]
        if not before or before[-1].end > block.start:
            continue
        words = " ".join(document.words_of(block).split())
        number, skipped = number_of(words)
        role = levels.get(block.level)
        if role is Role.HEADING:
            section = TemplateSection(key=key_of(words[skipped:]), heading=words[skipped:])
            yield Mark(start=block.start, end=block.end, role=role, section=section, number=number)
        elif role is Role.PROMPT:
            section = before[-1].section or _UNHEADED
            prompt = Prompt(key=key_of(words), text=words)
            yield Mark(start=block.start, end=block.end, role=role, section=section, prompt=prompt)
