"""Labels before what is entered, in bold or at the beginning of a line."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from statistics import median
from typing import NamedTuple

from extractors.sections.asking import asks
from extractors.sections.structure.first_lines import first_line_prompts
from extractors.sections.structure.prompt import Prompting
from extractors.sections.structure.tables import table_prompts
from extractors.sections.structure.words import only_labels
from models.document import Block, BlockKind, Document

_PARAGRAPHS = frozenset({BlockKind.TEXT, BlockKind.LABEL})
_FEWEST = 3
_LONGEST_QUESTION = 60
_LONGEST_VALUE = 30
_LONGEST_LABEL = 8
_LONGEST_FACT = 6
_ENDS = (":", "?", "：", "？")
_LABEL = re.compile(r"(?P<label>[^\W\d_¿](?:(?![.;] )[^:|·\n]){1,60}?|¿[^:\n]{2,80}\?)\s*:(?=\s|$)")
# Blanks or dots in a row part two columns of plain text.
# A question, its answer behind it.
_ASKED = re.compile(r"(?P<label>[^\W\d_][^?:\n]{1,80}\?)(?=\s+\S)")
_COLUMN = re.compile(r"(?P<label>[^\W\d_]\S*?(?: \S+?)*?)(?: {2,}| ?(?P<leader>\.{3,}) ?|\t+)(?=[^\s.])")


class Entry(NamedTuple):
    """A label that opens a line, or stands in bold; `words` counts those entered after it on the line.

    `asks`: it is no contact's label.
    """

    prompt: Prompting
    words: int
    asks: bool


def label_prompts(document: Document, stretches: Iterable[Sequence[Block]]) -> list[Prompting]:
    """Labels that prompt, in `stretches` of blocks: each what stands under one heading.

    A label with its value in a table or list of such is a prompt; so are bold labels, and labels on lines of their own,
    where the page has several; `Label: value` and `Label   value`, where such lines are what the stretch is made of;
    and a last line that is a label and a colon.
    """
    stretches = list(stretches)
    told = first_line_prompts(document, [block for blocks in stretches for block in blocks]) or [
        entry.prompt
        for entries_of in (_bold, _standing)
        if _are_many(entries := [entry for blocks in stretches for entry in entries_of(document, blocks)])
        for entry in entries
    ]
    found = [*told, *_lines(document, stretches)] + [
        prompt
        for blocks in stretches
        for prompt in [
            *table_prompts(document, blocks),
            *_left_blank(document, blocks),
        ]
    ]
    return list({each.start: each for each in found}.values())


def _are_many(entries: Sequence[Entry]) -> bool:
    asking = sum(each.asks for each in entries)
    return asking >= max(_FEWEST, len(entries) / 2)


def _bold(document: Document, blocks: Sequence[Block]) -> list[Entry]:
    """Bold words that end in a colon or question mark or take their whole line, before an entry or a blank."""
    lines = [document.words_of(block) for block in document.blocks if block.strong]
    alike = sum(asks(line) or line.endswith(_ENDS) for line in lines) >= max(1, len(lines) / 4)
    return [
        Entry(Prompting(block.start, block.end), 0, asks=not only_labels(_named(document, block)))
        for block, after in zip(blocks, [*blocks[1:], None], strict=True)
        if _is_bold_label(document, block, after) or (alike and _is_bold_line(document, block))
    ]


def _is_bold_line(document: Document, block: Block) -> bool:
    """Whether it is a line in bold, as on the page those are that ask."""
    return block.strong and block.kind is BlockKind.TEXT and len(document.words_of(block).split()) <= _LONGEST_LABEL


def _named(document: Document, block: Block) -> str:
    return document.words_of(block).rstrip(" :：")


def _is_bold_label(document: Document, block: Block, after: Block | None) -> bool:
    words, named = document.words_of(block), _named(document, block)
    is_marked = words.endswith(_ENDS)
    longest = _LONGEST_QUESTION if named == words and is_marked else _LONGEST_LABEL
    if len(named.split()) > longest:
        return False
    if block.kind is not BlockKind.LABEL:
        return block.strong and (is_marked or after is None or after.kind is BlockKind.LABEL)
    if after is not None and after.kind is BlockKind.CELL:
        return False
    return is_marked or document.text[block.end :].startswith("\n")


def _standing(document: Document, blocks: Sequence[Block]) -> list[Entry]:
    """Labels with a colon that stand above their entry, in its paragraph or one of their own."""
    found = []
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        first, _, rest = document.words_of(block).partition("\n")
        label = _LABEL.match(first.rstrip())
        if block.kind is BlockKind.TEXT and label and label.end() == len(first.rstrip()) and (rest or after):
            prompt = Prompting(block.start, block.start + label.end())
            found.append(Entry(prompt, len(rest.split()), asks=_is_prompt(label["label"])))
    return found


def _lines(document: Document, stretches: Iterable[Sequence[Block]]) -> Iterator[Prompting]:
    """Labels that open lines: a few in a row, or half of what the stretch holds, the entries short as in a form.

    On a page with many, each paragraph of nothing else is of the form too.
    """
    runs = [run for blocks in stretches for run in _runs(document, blocks)]
    forms = [run for run in runs if _is_form(run)]
    is_many = sum(map(len, forms)) >= 2 * _FEWEST
    forms += [run for run in runs if len(run) > 1 and run not in forms and (is_many or _are_facts(run))]
    return (each.prompt for run in forms for each in run)


def _runs(document: Document, blocks: Sequence[Block]) -> list[list[Entry]]:
    units = [unit for block in blocks if block.kind in _PARAGRAPHS for unit in _units(document, block)]
    others = sum(block.kind not in _PARAGRAPHS for block in blocks)
    entries = [each for each in units if each is not None]
    if len(entries) >= (len(units) + others) / 2:
        return [entries] if entries else []
    return [[each for each in run if each] for is_entry, run in groupby(units, bool) if is_entry]


def _is_form(entries: Sequence[Entry]) -> bool:
    return _are_many(entries) and median(each.words for each in entries) <= _LONGEST_VALUE


def _are_facts(entries: Sequence[Entry]) -> bool:
    return all(each.asks and each.words <= _LONGEST_FACT for each in entries)


def _units(document: Document, block: Block) -> Iterator[Entry | None]:
    """The block's lines that are entries, and None for each stretch of others."""
    if block.kind is BlockKind.LABEL or not _opens_line(document, block):
        return
    lines = document.words_of(block).splitlines(keepends=True)
    columns = sum(bool(_COLUMN.match(each.strip())) for each in lines)
    parted = _COLUMN if columns >= max(_FEWEST, len(lines) / 2) else _LABEL
    entries = list(_entries(lines, block.start, parted))
    if entries[0] is None:
        yield None
        return
    reach = block.end if sum(each is not None for each in entries) >= _FEWEST else None
    plain = False
    for entry in entries:
        if entry is not None:
            yield entry._replace(prompt=entry.prompt._replace(reach=reach))
        elif not plain:
            yield None
        plain = entry is None


def _opens_line(document: Document, block: Block) -> bool:
    return document.text[: block.start].rsplit("\n", 1)[-1].strip() == ""


def _entries(lines: Sequence[str], start: int, parted: re.Pattern[str]) -> Iterator[Entry | None]:
    for line in lines:
        yield _entry(line.strip(), start + len(line) - len(line.lstrip()), parted)
        start += len(line)


def _entry(line: str, start: int, parted: re.Pattern[str]) -> Entry | None:
    match = parted.match(line) or (_ASKED.match(line) if parted is _LABEL else None)
    if match is None or match.end() == len(line) or len(match["label"].split()) > _LONGEST_LABEL:
        return None
    end = match.end("leader" if match["leader"] else "label") if parted is _COLUMN else match.end()
    entered = len(line[match.end() :].split())
    return Entry(Prompting(start, start + end), entered, asks=not only_labels(match["label"]))


def _left_blank(document: Document, blocks: Sequence[Block]) -> list[Prompting]:
    """The stretch's last line, where it is a label and a colon."""
    if not blocks:
        return []
    line = document.words_of(blocks[-1]).splitlines()[-1].lstrip()
    label = _LABEL.match(line)
    is_blank = label is not None and label.end() == len(line) and _is_prompt(label["label"])
    return [Prompting(blocks[-1].end - len(line), blocks[-1].end)] if is_blank else []


def _is_prompt(label: str) -> bool:
    return 0 < len(label.split()) <= _LONGEST_LABEL and not only_labels(label)
