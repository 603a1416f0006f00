"""Where the words of a page stand in its source: HTML cut into markup and text, as a browser's tokeniser does.

HTML Standard, section 13.2.5. Only the parser knows the tree; this knows the places, and the two are matched by their
characters.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from models.document import Span

_MARKUP = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    r"|<[!?][^>]*(?:>|\Z)"
    r"|</(?![A-Za-z])[^>]*(?:>|\Z)"
    r"""|<(?P<end>/)?(?P<name>[A-Za-z][^\s/>]*)(?:=\s*"[^"]*"|=\s*'[^']*'|[^>])*+>""",
    re.DOTALL,
)
_RAW = frozenset({"iframe", "noembed", "noframes", "script", "style", "xmp"})
_DECODED = frozenset({"textarea", "title"})
_REFERENCE = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)")


class _Stretch(NamedTuple):
    """Text without markup: `source[start:end]`, whose first non-blank character is number `flat` of the source's."""

    flat: int
    start: int
    end: int
    is_raw: bool


class Places:
    """Finds the place in `source` of the page's non-blank characters, given all of them as the parser read them.

    Where parser and source differ, only what comes before the first and after the last difference has a place.
    """

    def __init__(self, source: str, flat: str) -> None:
        self._source = source
        self._stretches: list[_Stretch] = []
        solid: list[str] = []
        length = 0
        for start, end, is_raw in _texts(source):
            characters = _solid(source[start:end], is_raw=is_raw)
            if characters:
                self._stretches.append(_Stretch(length, start, end, is_raw))
                solid.append(characters)
                length += len(characters)
        written = "".join(solid)
        self._head = _common_start(written, flat)
        self._tail = len(flat) if self._head == len(flat) else len(flat) - _common_end(written, flat)
        self._shift = length - len(flat)
        self._known: tuple[_Stretch, list[Span]] | None = None

    def place(self, start: int, end: int) -> Span | None:
        """Where characters number `start` to `end` (exclusive) stand, markup between them included."""
        if self._shift == 0 and self._head >= end:
            return self._span(start, end)
        if end <= self._head:
            return self._span(start, end)
        if start >= self._tail:
            return self._span(start + self._shift, end + self._shift)
        return None

    def _span(self, start: int, end: int) -> Span:
        return Span(start=self._character(start).start, end=self._character(end - 1).end)

    def _character(self, flat: int) -> Span:
        index = bisect_right(self._stretches, flat, key=lambda each: each.flat) - 1
        stretch = self._stretches[index]
        if self._known is None or self._known[0] is not stretch:
            self._known = (stretch, list(_characters(self._source, stretch)))
        return self._known[1][flat - stretch.flat]


def _texts(source: str) -> Iterator[tuple[int, int, bool]]:
    """The stretches of `source` that are no markup, and whether references in them stay as they stand."""
    done = 0
    while match := _MARKUP.search(source, done):
        yield done, match.start(), False
        done = match.end()
        name = (match["name"] or "").lower()
        if name == "plaintext" and not match["end"]:
            break
        if not match["end"] and (name in _RAW or name in _DECODED):
            close = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(source, done)
            stop = close.start() if close else len(source)
            yield done, stop, name in _RAW
            done = stop
    yield done, len(source), False


def _solid(text: str, *, is_raw: bool) -> str:
    return "".join((text if is_raw or "&" not in text else unescape(text)).split())


def _characters(source: str, stretch: _Stretch) -> Iterator[Span]:
    """The place of each non-blank character of `stretch`."""
    position = stretch.start
    while position < stretch.end:
        match = None if stretch.is_raw else _REFERENCE.match(source, position, stretch.end)
        end = match.end() if match else position + 1
        for _ in _solid(source[position:end], is_raw=stretch.is_raw):
            yield Span(start=position, end=end)
        position = end


def _common_start(one: str, other: str) -> int:
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _common_end(one: str, other: str) -> int:
    return _common_start(one[::-1], other[::-1])
