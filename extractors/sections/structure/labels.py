"""Prompts that are no headings: lines that ask, and labels before what is entered."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from statistics import median
from typing import NamedTuple

from extractors.sections.asking import asks
from extractors.sections.structure.tables import table_prompts
from extractors.sections.structure.words import only_labels
from models.document import Block, BlockKind, Document, Span

_PARAGRAPHS = frozenset({BlockKind.TEXT, BlockKind.LABEL})
_FEWEST = 3
_SHARE_ASKING = 0.2
_LONGEST_ASKING = 60
_LONGEST_VALUE = 30
_LONGEST_LABEL = 8
_ENDS = (":", "?", "：", "？")
_LABEL = re.compile(r"(?P<label>[^\W\d_¿](?:(?![.;] )[^:\n]){1,60}?|¿[^:\n]{2,80}\?)\s*:(?=\s|$)")
# Blanks in a row part two columns of plain text.
_COLUMN = re.compile(r"(?P<label>[^\W\d_]\S*(?: \S+)*)(?: {2,}|\t+)(?=\S)")


class Entry(NamedTuple):
    """A line that begins with a label; `words` counts those entered after it. `asks`: it is no contact's label."""

    label: Span
    words: int
    asks: bool


def asking_prompts(document: Document, blocks: Sequence[Block]) -> list[Span]:
    """Paragraphs that ask, where they are so many that the page is a form; in prose they are figures of speech."""
    asking = [each for each in blocks if each.kind in _PARAGRAPHS and _is_asking_line(document.words_of(each))]
    often = len(asking) >= max(_FEWEST, _SHARE_ASKING * len(blocks))
    return [Span(start=each.start, end=each.end) for each in asking if often]


def label_prompts(document: Document, stretches: Iterable[Sequence[Block]]) -> list[Span]:
    """Labels that prompt, in `stretches` of blocks: each what stands under one heading.

    A label with its value in a table or list of such is a prompt; bold labels are, where the page has several; a
    `Label: value` or `Label   value` is, where such lines are what the stretch is made of; and so is a last line that
    is a label and a colon.
    """
    stretches = list(stretches)
    bold = [_bold(document, blocks) for blocks in stretches]
    often = sum(map(len, bold)) >= _FEWEST
    found = [
        label
        for blocks, marked in zip(stretches, bold, strict=True)
        for label in [
            *table_prompts(document, blocks),
            *(marked if often else []),
            *_lines(document, blocks),
            *_left_blank(document, blocks),
        ]
    ]
    return list(dict.fromkeys(found))


def _is_asking_line(words: str) -> bool:
    return len(words.split()) <= _LONGEST_ASKING and asks(words)


def _bold(document: Document, blocks: Sequence[Block]) -> list[Span]:
    """Bold words that end in a colon or question mark, before an entry on their line or alone on it."""
    followed = zip(blocks, [*blocks[1:], None], strict=True)
    return [
        Span(start=block.start, end=block.end)
        for block, after in followed
        if (block.strong or (block.kind is BlockKind.LABEL and after is not None and after.kind is BlockKind.TEXT))
        and _is_bold_prompt(document.words_of(block))
    ]


def _is_bold_prompt(words: str) -> bool:
    named = words.rstrip(" :：")
    longest = _LONGEST_LABEL if named != words else _LONGEST_ASKING
    return words.endswith(_ENDS) and len(named.split()) <= longest and not only_labels(named)


def _lines(document: Document, blocks: Sequence[Block]) -> list[Span]:
    """Labels that open lines: a few in a row, or half of what the stretch holds, the entries short as in a form."""
    units = [unit for block in blocks if block.kind in _PARAGRAPHS for unit in _units(document, block)]
    others = sum(block.kind not in _PARAGRAPHS for block in blocks)
    entries = [each for each in units if each is not None]
    if len(entries) >= (len(units) + others) / 2:
        runs = [entries]
    else:
        runs = [[each for each in run if each] for is_entry, run in groupby(units, bool) if is_entry]
    return [each.label for run in runs if _is_form(run) for each in run]


def _is_form(entries: Sequence[Entry]) -> bool:
    asking = sum(each.asks for each in entries)
    return asking >= max(_FEWEST, len(entries) / 2) and median(each.words for each in entries) <= _LONGEST_VALUE


def _units(document: Document, block: Block) -> Iterator[Entry | None]:
    """The block's lines that are entries, and None for each stretch of others."""
    if block.kind is BlockKind.LABEL or not _opens_line(document, block):
        return
    lines = document.words_of(block).splitlines(keepends=True)
    columns = sum(bool(_COLUMN.match(each.strip())) for each in lines)
    parted = _COLUMN if columns >= max(_FEWEST, len(lines) / 2) else _LABEL
    start = block.start
    plain = False
    for line in lines:
        begin = start + len(line) - len(line.lstrip())
        entry = _entry(line.strip(), begin, parted)
        if entry is not None or not plain:
            yield entry
        plain = entry is None
        start += len(line)


def _opens_line(document: Document, block: Block) -> bool:
    return document.text[: block.start].rsplit("\n", 1)[-1].strip() == ""


def _entry(line: str, start: int, parted: re.Pattern[str]) -> Entry | None:
    match = parted.match(line)
    if match is None or match.end() == len(line) or len(match["label"].split()) > _LONGEST_LABEL:
        return None
    end = match.end("label") if parted is _COLUMN else match.end()
    entered = len(line[match.end() :].split())
    return Entry(Span(start=start, end=start + end), entered, asks=not only_labels(match["label"]))


def _left_blank(document: Document, blocks: Sequence[Block]) -> list[Span]:
    """The stretch's last line, where it is a label and a colon."""
    if not blocks:
        return []
    line = document.words_of(blocks[-1]).splitlines()[-1].lstrip()
    label = _LABEL.match(line)
    is_blank = label is not None and label.end() == len(line) and _is_prompt(label["label"])
    return [Span(start=blocks[-1].end - len(line), end=blocks[-1].end)] if is_blank else []


def _is_prompt(label: str) -> bool:
    return 0 < len(label.split()) <= _LONGEST_LABEL and not only_labels(label)
