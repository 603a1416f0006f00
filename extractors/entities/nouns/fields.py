"""Values that a page's header of facts lists under a label."""

from collections.abc import Iterator
from functools import cache

from extractors.folding import fold
from extractors.vocabulary import vocabulary
from models.candidate import Page, Passage
from models.frozen import Frozen
from models.outline import Role

_LONGEST = 120


class RecordWords(Frozen):
    """`<language>/records.yaml`: labels under which a record of a list has its name, and values that name nothing."""

    naming: tuple[str, ...]
    nameless: tuple[str, ...]


@cache
def _words(language: str, which: str) -> frozenset[str]:
    """A header's labels are often English, whatever the page's language is."""
    lists = [vocabulary(each, "records", RecordWords) for each in (language, "en")]
    return frozenset(fold(word) for each in lists for word in getattr(each, which))


def listed_under(page: Page, labels: frozenset[str]) -> Iterator[Passage]:
    """The header's values that stand under one of the folded `labels`, or name a record of a list under one."""
    for passage in page.passages:
        if passage.role is not Role.FIELD or not _may_name(passage.text, page.language):
            continue
        label = fold(passage.question or "")
        if label in _words(page.language, "naming"):
            label = _parent(page.text, passage.start)
        if label in labels:
            yield passage


def record_at(page: Page, passage: Passage) -> list[Passage]:
    """The header's values that stand in one record of a list with `passage`, which is among them, in page order."""
    index = page.passages.index(passage)
    parent = _parent(page.text, passage.start)
    first, last = index, index
    while first > 0 and not _opens_record(page.passages[first], page.language) and _is_beside(page, first - 1, parent):
        first -= 1
    while last + 1 < len(page.passages) and _is_beside(page, last + 1, parent):
        if _opens_record(page.passages[last + 1], page.language):
            break
        last += 1
    return list(page.passages[first : last + 1])


def _opens_record(passage: Passage, language: str) -> bool:
    return fold(passage.question or "") in _words(language, "naming")


def _is_beside(page: Page, index: int, parent: str) -> bool:
    passage = page.passages[index]
    return passage.role is Role.FIELD and bool(parent) and _parent(page.text, passage.start) == parent


def _may_name(value: str, language: str) -> bool:
    folded = fold(value)
    return len(value) <= _LONGEST and any(map(str.isalpha, folded)) and folded not in _words(language, "nameless")


def _parent(text: str, start: int) -> str:
    """The folded label of the nearest line above that is less indented than the one at `start`."""
    lines = text[:start].split("\n")
    depth = _indent(lines[-1])
    for line in reversed(lines[:-1]):
        if line.strip() and _indent(line) < depth:
            return fold(line.partition("\t")[0])
    return ""


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
