"""What runs along the edges of a PDF's pages: headers, footers, page numbers."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from extractors.readers.pdf.letters import Page
from extractors.readers.pdf.lines import Row, joined

_DIGITS = re.compile(r"\b\d+\b")
_NUMBER = re.compile(
    r"\W*(?:p(?:ages?|\.|ágina|agina)?|seite|s\.|sida|side|str(?:ona|\.))?\s*\d{1,4}(?:\s*(?:/|of|sur|de|von|di|van|av|z)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)
_OUTERMOST = 3
_EDGE = 0.12
_SAME_PLACE = 4.0
_OFTEN = 0.4
_MOSTLY = 0.6
_FEWEST = 3
_FEW = 5
_FAR = 2.2
_Key = tuple[str, int]


def running_rows(pages: Sequence[Page], rows: Sequence[Sequence[Row]]) -> list[set[int]]:
    """For each page, which of its rows run: they recur at one place on pages, but for their numbers, or are numbers.

    Pages of right and left hands may differ, so that two fifths of the pages are enough; two are where the row stands
    off from the others, and stands where most pages have their outermost: one for each chapter.
    """
    keys = [[_key(row) for row in page] for page in rows]
    counts = Counter(key for page, told in zip(rows, keys, strict=True) for key in {told[i] for i in _outer(len(page))})
    places = Counter(place for page in keys for place in {told[1] for told in (page[:1] + page[-1:])})
    often = max(_FEWEST, _OFTEN * len(pages))
    return [
        {
            index
            for index in _outer(len(lines))
            if counts[told[index]] >= often
            or (_is_at_edge(page, lines, index) and _is_number(lines[index]))
            or (
                counts[told[index]] > 1
                and _stands_off(lines, index)
                and (len(pages) <= _FEW or places[told[index][1]] >= _MOSTLY * len(pages))
            )
        }
        for page, lines, told in zip(pages, rows, keys, strict=True)
    ]


def _outer(count: int) -> list[int]:
    return [index for index in range(count) if index < _OUTERMOST or index >= count - _OUTERMOST]


def _key(row: Row) -> _Key:
    return _DIGITS.sub("0", joined(row).text.casefold()), round(row[0].bottom / _SAME_PLACE)


def _is_at_edge(page: Page, rows: Sequence[Row], index: int) -> bool:
    is_last = index in {0, len(rows) - 1}
    bottom = rows[index][0].bottom
    return is_last and (bottom < _EDGE * page.height or bottom > (1 - _EDGE) * page.height)


def _stands_off(rows: Sequence[Row], index: int) -> bool:
    """Whether a wide blank parts the rows between the nearer edge and this one, which it counts to, from the rest."""
    steps = [above[0].bottom - below[0].bottom for above, below in pairwise(rows)]
    outer = steps[index : min(index + _OUTERMOST, _OUTERMOST)] if index < _OUTERMOST else steps[-_OUTERMOST:index]
    return any(step >= _FAR * rows[index][0].size for step in outer)


def _is_number(row: Row) -> bool:
    return _NUMBER.fullmatch(joined(row).text) is not None
