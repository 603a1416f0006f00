"""The headings of a page that follows no known template."""

import re
from collections.abc import Sequence
from itertools import pairwise, zip_longest

from extractors.sections.asking import asks
from extractors.sections.numbering import depths_of, number_of
from extractors.sections.structure.first_lines import first_line_headings, first_line_prompts
from extractors.sections.structure.questions import asking_prompts
from models.document import Block, BlockKind, Document
from models.frozen import Frozen

_LONGEST = 12
_LONGEST_HEADING = 40
_STOPS = (".", "!", ",", ";")
_MOST = 0.75
_HALF = 0.5
_ENOUGH = 3
_MINORITY = 3
# What sets a line of plain text apart as a heading.
_COLON = re.compile(r"^(?:\S+ ){0,5}\S+ ?:(?: |$)")  # a label, its entry behind it
_SIGN = re.compile(r"(?:[>»=#*~■►▶◆●+|-]{1,6}|-{2,6}) *(?=[^\W_])")


class Heading(Frozen):
    """A block that heads what follows; `level` 1 is the topmost, `asking` where it is a prompt by its words.

    `is_below`: plain text numbers it below a heading (`1.1`, `B1`).
    """

    start: int
    end: int
    level: int
    asking: bool
    number: str | None
    is_below: bool = False


def headings_of(document: Document, blocks: Sequence[Block]) -> list[Heading]:
    """The headings among `blocks`, in page order.

    Those that the format marks; where it marks the title at most, lines that count on (1., 2., …) as well; else bold
    lines; else short lines that stand alone above longer text.
    """
    marked = _marked(document, blocks)
    if len(marked) > 1:
        return [_heading(document, block) for block in marked]
    rest = [each for each in blocks if not marked or each.start > marked[0].start]
    finders = (_numbered, _bold, _isolated, first_line_headings)
    found = next(filter(lambda each: len(each) > 1, (find(document, rest) for find in finders)), [])
    depths = depths_of([number_of(document.words_of(each))[0] for each in found])
    return [
        *(_heading(document, block) for block in marked),
        *(_heading(document, block, depth or 0, bool(marked)) for block, depth in zip(found, depths, strict=True)),
    ]


def _heading(document: Document, block: Block, depth: int = 0, below: int = 0) -> Heading:
    words = document.words_of(block)
    is_marked = block.kind is BlockKind.HEADING
    return Heading(
        start=block.start,
        end=block.end,
        level=(block.level or 1) if is_marked else 1 + depth + below,
        asking=asks(words),
        number=number_of(words)[0],
        is_below=depth > 0,
    )


def _marked(document: Document, blocks: Sequence[Block]) -> list[Block]:
    return [
        each
        for each in blocks
        if each.kind is BlockKind.HEADING and len(document.words_of(each).split()) <= _LONGEST_HEADING
    ]


def _numbered(document: Document, blocks: Sequence[Block]) -> list[Block]:
    """Short lines whose numbers count on from one to the next, and those that head what stands before the first."""
    lines = [
        (each, number_of(document.words_of(each))[0])
        for each, after in zip_longest(blocks, blocks[1:])
        if _is_line(document, each) and not _is_listed(each, after)
    ]
    numbered = [(each, number) for each, number in lines if number]
    depths = depths_of([number for _, number in numbered])
    found = [each for (each, _), depth in zip(numbered, depths, strict=True) if depth is not None]
    return [*_prefaces(document, blocks, found[0]), *found] if found else []


def _prefaces(document: Document, blocks: Sequence[Block], first: Block) -> list[Block]:
    """Lines that stand alone above longer text before the first number, below the page's title: several, or one in
    capitals.
    """
    above = [each for each in _above_text(document, blocks) if each.start < first.start and each is not blocks[1]]
    alone = [each for each in above if not _is_asking(document, each)]
    return alone if len(alone) > 1 else [each for each in alone if _is_upper(document.words_of(each))]


def _is_listed(block: Block, after: Block | None) -> bool:
    """Whether a numbered line is one item of a list, not a heading that the format took for a list of one."""
    return block.kind is BlockKind.BULLET and (after is None or after.kind is BlockKind.BULLET)


def _bold(document: Document, blocks: Sequence[Block]) -> list[Block]:
    return [each for each in blocks if each.strong and _is_line(document, each)]


def _isolated(document: Document, blocks: Sequence[Block]) -> list[Block]:
    """Short lines directly above longer text; the page's first block is its title, if it is short.

    Where several are set alike, in capitals or after a sign (`>> Aim`, `== Aim ==`), only those are meant. Those that
    ask are headings among more that do not.
    """
    above = _above_text(document, blocks)
    for is_set in (_is_signed, _is_upper):
        alike = [each for each in above if is_set(document.words_of(each))]
        if len(alike) > 1:
            return alike
    asking = [each for each in above if _is_asking(document, each)]
    if first_line_prompts(document, blocks):
        return []
    is_form = len(asking) > len(above) / _MINORITY or asking_prompts(document, blocks)
    return [each for each in above if each not in asking] if is_form else above


def _above_text(document: Document, blocks: Sequence[Block]) -> list[Block]:
    """Short lines directly above what is none, labels and the page's first block left out."""
    short = [_is_line(document, each) for each in blocks]
    above = [
        block
        for (block, here), (after, next_short) in pairwise(zip(blocks, short, strict=True))
        if here and not next_short and after.kind is not BlockKind.HEADING
    ]
    return [each for each in above if each is not blocks[0] and not _COLON.search(document.words_of(each))]


def _is_signed(words: str) -> bool:
    return bool(_SIGN.match(words))


def _is_upper(words: str) -> bool:
    return words.isupper()


def _is_line(document: Document, block: Block) -> bool:
    words = document.words_of(block)
    opens = document.text[: block.start].rpartition("\n")[2].strip() == ""
    return (
        opens
        and block.kind in {BlockKind.TEXT, BlockKind.BULLET, BlockKind.LABEL}
        and "\n" not in words
        and len(words.split()) <= _LONGEST
        and not words.endswith(_STOPS)
        and (words[:1].isupper() or words[:1].isdigit() or _is_signed(words))
        and not (block.kind is BlockKind.BULLET and not number_of(words)[0])
    )


def _is_asking(document: Document, block: Block) -> bool:
    return asks(document.words_of(block))


def are_prompts(headings: Sequence[Heading]) -> list[bool]:
    """For each heading, whether it is a prompt: judged with its siblings, those of its level under the same parent.

    Where most siblings ask, or half of them and most of their level, they are the form's prompts; a question among
    headings that do not ask is a heading like them, and questions below such a heading are its author's turn of phrase.
    What plain text numbers below its sections (`1.1`, `B1`) are prompts, where one of them asks.
    """
    families: dict[tuple[int, int], list[int]] = {}
    for index, heading in enumerate(headings):
        parent = next((i for i in range(index - 1, -1, -1) if headings[i].level < heading.level), -1)
        families.setdefault((parent, heading.level), []).append(index)
    verdicts = [False] * len(headings)
    below = [each for each in headings if each.is_below]
    asked_below = any(each.asking for each in below)
    levels = {level: [index for index, each in enumerate(headings) if each.level == level] for _, level in families}
    for (parent, level), family in families.items():
        if asked_below and all(headings[index] in below for index in family):
            verdicts = [verdict or index in family for index, verdict in enumerate(verdicts)]
            continue
        if parent >= 0 and headings[parent].asking and not verdicts[parent]:
            continue
        share = _share_asking(headings, family)
        elsewhere = parent >= 0 and _share_asking(headings, levels[level]) >= _MOST
        for index in family:
            all_ask = (share >= _MOST and len(family) >= _ENOUGH) or (elsewhere and share >= _HALF)
            verdicts[index] = all_ask or (share >= _MOST and headings[index].asking)
    return verdicts


def _share_asking(headings: Sequence[Heading], indices: Sequence[int]) -> float:
    return sum(headings[index].asking for index in indices) / len(indices)
