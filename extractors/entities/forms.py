"""Surface forms of one thing: which names on a page mean the same."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from extractors.folding import fold
from models.candidate import Candidate, Page

Found = TypeVar("Found", bound=Candidate)


def group(page: Page, candidates: Sequence[Found], key: Callable[[str], str] = fold) -> list[list[Found]]:
    """The candidates in groups of equal `key`, groups and members in page order."""
    groups: dict[str, list[Found]] = {}
    for each in candidates:
        groups.setdefault(key(page.text[each.start : each.end]), []).append(each)
    return list(groups.values())
