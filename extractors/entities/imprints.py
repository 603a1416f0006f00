"""Lines of a page that speak of the site, not of the case: licences, copyright, rows of links, its name above all."""

import re
from collections.abc import Iterator
from functools import cache

from extractors.folding import fold
from extractors.vocabulary import languages, vocabulary
from extractors.vocabulary.patterns import any_of
from models.candidate import Page
from models.document import Span
from models.frozen import Frozen

_LONGEST = 200
_LINE = re.compile(r"[^\n]+")
_CLAIM = re.compile(r"\W{0,3}(?:©|\([cC]\)\s|[Cc]opyright\b)")
_ROW = re.compile(r"[\s·|•/›»,–—-]*")
_FEWEST_LINKS = 2
# So many lines at the page's end may be its imprint.
_LAST = 4
_FIRST = 2


class ImprintWords(Frozen):
    """What `<language>/imprints.yaml` holds: phrases by which a page is licensed or its rights are kept."""

    licensing: tuple[str, ...]


def imprints(page: Page) -> Iterator[Span]:
    """The lines of the page's passages that are the site's, in page order."""
    lines = [
        (passage.start + match.start(), match[0])
        for passage in page.passages
        for match in _LINE.finditer(passage.text)
        if len(match[0]) <= _LONGEST
    ]
    claims = [fold(line) for _, line in lines[-_LAST:] if _CLAIM.match(line) or _licensing().search(line)]
    for index, (start, line) in enumerate(lines):
        folded = fold(line)
        # Below its first lines the page may speak of the site's owner as of any body.
        heads = index < _FIRST and bool(folded) and any(folded in claim for claim in claims)
        if heads or folded in claims or _is_row_of_links(page, start, line):
            yield Span(start=start, end=start + len(line))


def _is_row_of_links(page: Page, start: int, line: str) -> bool:
    """Whether the line holds links alone, two at least, with marks between them."""
    end = start + len(line)
    links = sorted(
        (each for each in page.links if start <= each.start and each.end <= end), key=lambda each: each.start
    )
    if len(links) < _FEWEST_LINKS:
        return False
    edges = [start, *(edge for each in links for edge in (each.start, each.end)), end]
    gaps = [page.text[edges[index] : edges[index + 1]] for index in range(0, len(edges), 2)]
    return all(_ROW.fullmatch(each) for each in gaps) and all(gaps[1:-1])


@cache
def _licensing() -> re.Pattern[str]:
    words = [phrase for each in languages() for phrase in vocabulary(each, "imprints", ImprintWords).licensing]
    return re.compile(rf"\b(?i:{any_of(list(dict.fromkeys(words)))})\b")
