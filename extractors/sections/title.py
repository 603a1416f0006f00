"""The case's own title."""

import re
from collections.abc import Sequence
from itertools import takewhile

from rapidfuzz import fuzz

from extractors.folding import fold
from extractors.sections.form_title import asks_title
from extractors.sections.lines import line_spans, without_ornaments
from models.document import Block, BlockKind, Document, Span
from models.outline import Mark, Role

_LONGEST = 30
_SAME = 90
_OPENING = 5
# A line in capitals of so many words is no mere name of a site.
_LONG_NAME = 8
_QUOTED = re.compile(r"[\"“„«‹'‘].{8,}[\"”“»›'’]")
# A menu, the way to the page, a line between signs.
_SITE = re.compile(r"\s+[|–—»·:-]\s+")
_SHEET = re.compile(
    r"https?://|\bwww\.|\b(?:n[o°ºr]|num|case|cas|caso|fall|sheet|fiche|ficha|blatt|form|record)\W{0,3}\d",
    re.IGNORECASE,
)
_WAY = re.compile(
    r"\w\s+(?:>{1,2}|»|›)\s+\w|\w\s+[|·/]\s+\w.*\s[|·/]\s|(?:\w(?: {2,}|\t)\w.*){3}|^[=*#~_-]{2,}|[=*#~_-]{3,}$"
)


def title_mark(document: Document, before: int, chrome: frozenset[str] = frozenset()) -> Mark | None:
    """The block that is the page's title, or None where only the page's declaration (or nothing) tells it.

    `before` is where the first section starts. In this order: the block that says what the page declares as its
    title (which may go on with the site's name); the first top heading; the first short block, where the page's
    sections start below it. Blocks whose folded words are in `chrome` are the site's.
    """
    blocks = [each for each in document.blocks if not each.header and each.kind is not BlockKind.CHROME]
    top = [each for each in blocks if each.start < before and fold(document.words_of(each)) not in chrome]
    for found in (_declared(document, top), _topmost(top)):
        if found is not None:
            return Mark(start=found.start, end=found.end, role=Role.TITLE)
    line = _opening_line(document, top)
    return Mark(start=line.start, end=line.end, role=Role.TITLE) if line else None


def title_of(document: Document, mark: Mark | None, name: str) -> str:
    """The title's words: the page's own, else what it declares, else the page's name without folder and suffix."""
    if mark is not None:
        return without_ornaments(document.text[mark.start : mark.end])
    if document.title:
        return " ".join(document.title.split())
    return re.sub(r"\.\w{1,5}$", "", name.rstrip("/").rsplit("/", 1)[-1]) or name


def _declared(document: Document, blocks: Sequence[Block]) -> Block | None:
    if not document.title:
        return None
    wanted = {fold(each) for each in (document.title, *_SITE.split(document.title)) if len(each.split()) > 1}
    wanted.add(fold(document.title))
    likely = [each for each in blocks if len(document.words_of(each).split()) <= _LONGEST]
    return next((b for b in likely if any(fuzz.ratio(fold(document.words_of(b)), w) >= _SAME for w in wanted)), None)


def _topmost(blocks: Sequence[Block]) -> Block | None:
    headings = [each for each in blocks if each.kind in {BlockKind.TITLE, BlockKind.HEADING}]
    return min(headings, key=lambda each: (each.kind is not BlockKind.TITLE, each.level, each.start), default=None)


def _opening_line(document: Document, blocks: Sequence[Block]) -> Span | None:
    """The first line or block, where it is as short as a title and no sentence; what stands over the title left out.

    That is all down to menus, the way to the page (`Home > Cases`), a number of the sheet or a line between signs; and
    a line in capitals over a block that is not. Of a title in capitals and what goes on below it in small letters the
    first line counts.
    """
    opening = takewhile(lambda block: _is_short(document.words_of(block)), blocks[:_OPENING])
    lines = [(*span, block.end) for block in opening for span in line_spans(document.text, block)]
    told = [document.text[start:end] for start, end, _ in lines]
    over = [index for index, words in enumerate(told) if _WAY.search(words) or _SHEET.search(words)]
    over += [index - 1 for index, words in enumerate(told) if index and _QUOTED.fullmatch(words)]
    if not lines:
        return None
    at = max(over) + 1 if over and max(over) + 1 < len(lines) else 0
    if at and _WAY.search(told[at - 1]) and lines[at][2] == lines[at - 1][2] != lines[-1][2]:
        at = next(index for index in range(at, len(lines)) if lines[index][2] != lines[at - 1][2])
    later = next((index for index in range(at, len(lines)) if lines[index][2] != lines[at][2]), None)
    is_name = told[at].isupper() and len(told[at].split()) < _LONG_NAME
    if is_name and later is not None and not told[later].isupper() and lines[later][1] == lines[later][2]:
        at = later
    start, end, last = lines[at]
    is_all = told[at].isupper() and not document.text[start:last].isupper()
    label, colon, rest = document.text[start:end].partition(":")
    if rest.strip() and asks_title(label):
        start += len(label + colon) + len(rest) - len(rest.lstrip())
    return Span(start=start, end=end if is_all else last)


def _is_short(words: str) -> bool:
    return 0 < len(words.split()) <= _LONGEST and not words.endswith((".", ":", ";", ","))
