"""Organisations that a form's fields ask for, and those that stand in a contact block."""

import re
from collections.abc import Iterator

from extractors.entities.organisations import folded_set
from extractors.entities.words import words_in
from models.candidate import ActorCandidate, Page, Passage
from models.outline import Role
from models.vocabulary import Kind, Sector

ASKED = 0.9
_PATH = re.compile(r"^/?(?:[\w.-]+/)+")
_ITEM = re.compile(r"[^\n;,•|]+")
_EDGES = " \t-–—*·•:.()[]\"'’“”/"
_SLUG = re.compile(r"[\w.&-]+")
_MOST_WORDS = 9


def asks_for_actors(page: Page, passage: Passage) -> bool:
    """Whether the passage is an entry under a label or prompt that asks for organisations, not running text."""
    if passage.question is None or len(passage.text) > 160:
        return False
    if passage.role is Role.FIELD:
        return _is_label(page.language, passage.question)
    return (passage.role is Role.ANSWER and Kind.ACTOR in passage.expects) or _lists(page, passage)


def find_entries(page: Page) -> Iterator[ActorCandidate]:
    """Names entered under a label such as `Sponsors`: the whole entry, of a path its last part."""
    for passage in page.passages:
        if passage.role is not Role.FIELD or passage.question is None:
            continue
        if not _is_label(page.language, passage.question):
            continue
        text = page.masked[passage.start : passage.end]
        path = _PATH.match(text)
        skip = path.end() if path and " " not in text else 0
        for item in _ITEM.finditer(text, skip):
            yield from _entry(passage, item.start(), item.group())


def _entry(passage: Passage, start: int, words: str) -> Iterator[ActorCandidate]:
    lead = len(words) - len(words.lstrip(_EDGES))
    bare = words.strip(_EDGES)
    if not bare or len(bare.split()) > _MOST_WORDS or not any(character.isalpha() for character in bare):
        return
    if passage.question is None or not (bare[0].isupper() or _SLUG.fullmatch(bare)):
        return
    yield ActorCandidate(
        start=passage.start + start + lead,
        end=passage.start + start + lead + len(bare),
        extractor="actors.fields",
        confidence=ASKED,
        sector=Sector.UNKNOWN,
        named=True,
    )


def _is_label(language: str, question: str) -> bool:
    folded = " ".join(word.folded for word in words_in(question.replace("_", " ").replace("-", " ")))
    return folded in folded_set(language, "labels")


def _lists(page: Page, passage: Passage) -> bool:
    return (
        passage.role is Role.ANSWER
        and passage.question is not None
        and len(passage.text) <= 80
        and any(_is_label(page.language, word.text) for word in words_in(passage.question)[-6:])
    )
