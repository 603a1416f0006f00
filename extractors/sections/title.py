"""The case's own title."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from extractors.folding import fold
from models.document import Block, BlockKind, Document
from models.outline import Mark, Role

_LONGEST = 30
_SAME = 90
_SITE = re.compile(r"\s+[|–—»·:-]\s+")


def title_mark(document: Document, before: int, chrome: frozenset[str] = frozenset()) -> Mark | None:
    """The block that is the page's title, or None where only the page's declaration (or nothing) tells it.

    `before` is where the first section starts. In this order: the block that says what the page declares as its
    title (which may go on with the site's name); the first top heading; the first short block, where the page's
    sections start below it. Blocks whose folded words are in `chrome` are the site's.
    """
    blocks = [each for each in document.blocks if not each.header and each.kind is not BlockKind.CHROME]
    top = [each for each in blocks if each.start < before and fold(document.words_of(each)) not in chrome]
    for found in (_declared(document, top), _topmost(top), _first_short(document, top)):
        if found is not None:
            return Mark(start=found.start, end=found.end, role=Role.TITLE)
    return None


def title_of(document: Document, mark: Mark | None, name: str) -> str:
    """The title's words: the page's own, else what it declares, else the page's name without folder and suffix."""
    if mark is not None:
        return " ".join(document.text[mark.start : mark.end].split())
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


def _first_short(document: Document, blocks: Sequence[Block]) -> Block | None:
    """The first block, where it is as short as a title and no sentence."""
    for block in blocks[:1]:
        words = document.words_of(block)
        if len(words.split()) <= _LONGEST and not words.endswith((".", ":", ";", ",")):
            return block
    return None
