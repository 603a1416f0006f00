"""Organisations that a form's fields ask for, and those that stand in a contact block."""

import re
from collections.abc import Iterable, Iterator

from extractors.entities.actors.finding import named_bodies
from extractors.entities.naming.extents import head_at
from extractors.entities.naming.organisations import folded_set, known_by_letters
from extractors.entities.naming.prompts import is_label
from extractors.entities.naming.words import words_in
from models.candidate import ActorCandidate, Page
from models.outline import Role
from models.vocabulary import Sector

ASKED = 0.9
_PATH = re.compile(r"^/?(?:[\w.-]+/)+")
_MARK = re.compile(r"[\n;,•|]")
_EDGES = " \t-–—*·•:.()[]\"'’“”/"
_SLUG = re.compile(r"[\w.&-]+")
_MOST_WORDS = 9


def find_entries(page: Page, kinds: Iterable[ActorCandidate]) -> Iterator[ActorCandidate]:
    """Names entered under a label such as `Sponsors`: the whole entry, of a path its last part.

    An entry that is one of `kinds` is that kind.
    """
    taken = {(each.start, each.end) for each in kinds}
    for passage in page.passages:
        if passage.role is not Role.FIELD or passage.question is None:
            continue
        if not is_label(page.language, passage.question):
            continue
        text = page.masked[passage.start : passage.end]
        path = _PATH.match(text)
        skip = path.end() if path and " " not in text else 0
        for start, end in _items(text, skip, page.language):
            extent = _entry(page.language, passage.start + start, text[start:end])
            if extent is not None and extent not in taken:
                yield _candidate(page, *extent)


def _items(text: str, skip: int, language: str) -> Iterator[tuple[int, int]]:
    """The entries of a list; a comma within a name (`Ministry of Health, Welfare and Sport`) ends none."""
    words = words_in(text)
    whole = [(words[body.first].start, words[body.last].end) for body in named_bodies(text, language) if not body.alone]
    start = skip
    for mark in _MARK.finditer(text, skip):
        if mark[0] == "," and any(begins < mark.start() < ends for begins, ends in whole):
            continue
        yield start, mark.start()
        start = mark.end()
    yield start, len(text)


def _entry(language: str, start: int, words: str) -> tuple[int, int] | None:
    lead = len(words) - len(words.lstrip(_EDGES))
    bare = words.strip(_EDGES)
    if not bare or len(bare.split()) > _MOST_WORDS or not any(character.isalpha() for character in bare):
        return None
    if words_in(bare)[-1].folded in folded_set(language, "others"):
        return None
    if not (bare[0].isupper() or _SLUG.fullmatch(bare) or _is_role(language, bare)):
        return None
    return start + lead, start + lead + len(bare)


def _candidate(page: Page, start: int, end: int) -> ActorCandidate:
    text = page.text[start:end]
    words = words_in(re.sub(r"[_.-]", " ", text))
    known = known_by_letters().get("".join(word.folded for word in words))
    head = head_at(words, 0)
    body = next(iter(named_bodies(text, page.language)), None)
    return ActorCandidate(
        start=start,
        end=end,
        extractor="actors.fields",
        confidence=ASKED,
        sector=known or (body.sector if body else head[1].sector if head else Sector.UNKNOWN),
        named=not _is_role(page.language, text),
    )


def _is_role(language: str, entry: str) -> bool:
    """Whether the entry is a mere role or whole sector (`private sector`)."""
    return " ".join(word.folded for word in words_in(entry)) in folded_set(language, "roles")
