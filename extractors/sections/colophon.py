"""The last lines of a page that say whose site it is and under what licence, where the format does not mark them."""

import re
from collections.abc import Sequence
from functools import cache

from extractors.folding import fold
from extractors.vocabulary import vocabulary
from models.document import Block, BlockKind, Document
from models.frozen import Frozen, revise
from models.outline import Mark

_LANGUAGES = ("en", "fr", "de", "es")
_MOST = 3
_LONGEST = 40
_RULE = re.compile(r"(?:[-_=*~]{2,}|[—–]{1,})[ \t]*(?:\n|$)")
_SIGN = re.compile(r"©|^\(c\) ", re.IGNORECASE)
_CONTACT = re.compile(r"@|\(at\)|\[at\]|\d[\d ().-]{6,}\d")


class ColophonWords(Frozen):
    """`claims`: what a site says of its licence and its visitors' data. `credits` open a line that names who asked."""

    claims: tuple[str, ...]
    credits: tuple[str, ...]


def without_footer(document: Document) -> Document:
    """The document with the last few short blocks, where they stand below a rule and bear no contact, made chrome."""
    ending = _ending(document, 0)
    closing = (index for index, each in enumerate(ending) if _RULE.match(document.words_of(each)))
    return _sited(document, ending[next(closing, len(ending)) :])


def without_colophon(document: Document, marks: Sequence[Mark]) -> Document:
    """The document with the last few short blocks, from one on that claims rights, made chrome.

    None that bears a contact, or is all that stands under the last of `marks`.
    """
    last = max((mark.end for mark in marks), default=0)
    under = next((each for each in _shown(document) if each.end > last), None)
    ending = [each for each in _ending(document, last) if each is not under]
    closing = (index for index, each in enumerate(ending) if _claims(document.words_of(each)))
    return _sited(document, ending[next(closing, len(ending)) :])


def credit_of(document: Document, after: int) -> int | None:
    """Where, behind `after`, the first paragraph starts that names who asked the questions; None without one."""
    told = (each for each in _shown(document) if each.start > after and each.kind is BlockKind.TEXT)
    return next((each.start for each in told if _credit().match(fold(document.words_of(each)))), None)


def _shown(document: Document) -> list[Block]:
    return [each for each in document.blocks if not each.header and each.kind is not BlockKind.CHROME]


def _ending(document: Document, start: int) -> list[Block]:
    """The last few short paragraphs behind `start` that bear no contact."""
    ending: list[Block] = []
    words = 0
    for block in reversed(_shown(document)[-_MOST:]):
        told = document.words_of(block)
        words += len(told.split())
        if block.start < start or block.kind is not BlockKind.TEXT or words > _LONGEST or _CONTACT.search(told):
            break
        ending.insert(0, block)
    return ending


def _sited(document: Document, sited: Sequence[Block]) -> Document:
    if not sited:
        return document
    blocks = (revise(each, kind=BlockKind.CHROME) if each in sited else each for each in document.blocks)
    return revise(document, blocks=tuple(blocks))


def _claims(words: str) -> bool:
    return bool(_SIGN.search(words) or _claim().search(fold(words)))


@cache
def _claim() -> re.Pattern[str]:
    return _any_of([each for words in _all_words() for each in words.claims])


@cache
def _credit() -> re.Pattern[str]:
    return _any_of([each for words in _all_words() for each in words.credits])


def _all_words() -> list[ColophonWords]:
    return [vocabulary(language, "colophon", ColophonWords) for language in _LANGUAGES]


def _any_of(phrases: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, map(fold, phrases)))})\b")
