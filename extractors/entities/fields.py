"""Values that a page's header of facts lists under a label."""

from collections.abc import Iterator

from extractors.folding import fold
from models.candidate import Page, Passage
from models.outline import Role

# A record of a list has its name under one of these; what else it says of it is no name.
_NAMES = frozenset({"name", "title", "nom", "titre", "intitule", "label"})
_NO_NAMES = frozenset({"other", "autre", "none", "n a", "aucun", "unknown", "inconnu"})


def listed_under(page: Page, labels: frozenset[str]) -> Iterator[Passage]:
    """The header's values that stand under one of the folded `labels`, or name a record of a list under one."""
    for passage in page.passages:
        if passage.role is not Role.FIELD or fold(passage.text) in _NO_NAMES or not fold(passage.text):
            continue
        label = fold(passage.question or "")
        if label in labels or (label in _NAMES and _parent(page.text, passage.start) in labels):
            yield passage


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
