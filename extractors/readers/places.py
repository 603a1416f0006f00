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
    r"""|<(?P<end>/)?(?P<name>[A-Za-z][^\s/>]*)(?:=\s*"[^"]*"|=\s*'[^']*'|[^>])*+(?:>|\Z)""",
    re.DOTALL,
)
_RAW = frozenset({"iframe", "noembed", "noframes", "script", "style", "xmp"})
_DECODED = frozenset({"textarea", "title"})
_WORD = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)|&|[^\s&]+")
_RAW_WORD = re.compile(r"\S+")


class _Stretch(NamedTuple):
    """Text without markup: `source[start:end]`; its `size` non-blank characters start with the page's number `flat`."""

    flat: int
    size: int
    start: int
    end: int
    is_raw: bool


class _Piece(NamedTuple):
    """A word (character for character), or a reference (`&eacute;`), from the stretch's character `offset` on."""

    offset: int
    start: int
    end: int
    is_reference: bool


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
                self._stretches.append(_Stretch(length, len(characters), start, end, is_raw))
                solid.append(characters)
                length += len(characters)
        written = "".join(solid)
        self._head = _common_start(written, flat)
        self._tail = len(flat) - _common_start(written[::-1], flat[::-1])
        self._length, self._shift = len(flat), length - len(flat)
        self._read: tuple[_Stretch, list[_Piece]] | None = None

    def place(self, start: int, end: int) -> Span | None:
        """Where characters number `start` to `end` (exclusive) stand, markup between them included; None where that
        cannot be told, as of words that stand in an attribute.
        """
        if end > self._length:
            return None
        if end <= self._head:
            return Span(start=self._start(start), end=self._end(end - 1))
        if start >= self._tail:
            return Span(start=self._start(start + self._shift), end=self._end(end - 1 + self._shift))
        return None

    def _start(self, flat: int) -> int:
        stretch = self._stretch(flat)
        if flat == stretch.flat and _is_plain(self._source[stretch.start]):
            return stretch.start
        piece = self._piece(stretch, flat - stretch.flat)
        return piece.start if piece.is_reference else piece.start + flat - stretch.flat - piece.offset

    def _end(self, flat: int) -> int:
        stretch = self._stretch(flat)
        if flat == stretch.flat + stretch.size - 1 and _is_plain(self._source[stretch.end - 1]):
            return stretch.end
        piece = self._piece(stretch, flat - stretch.flat)
        return piece.end if piece.is_reference else piece.start + flat - stretch.flat - piece.offset + 1

    def _stretch(self, flat: int) -> _Stretch:
        return self._stretches[bisect_right(self._stretches, flat, key=lambda each: each.flat) - 1]

    def _piece(self, stretch: _Stretch, offset: int) -> _Piece:
        if self._read is None or self._read[0] is not stretch:
            self._read = (stretch, list(_pieces(self._source, stretch)))
        pieces = self._read[1]
        return pieces[bisect_right(pieces, offset, key=lambda each: each.offset) - 1]


def _is_plain(character: str) -> bool:
    return character not in "&;" and not character.isspace()


def _pieces(source: str, stretch: _Stretch) -> Iterator[_Piece]:
    offset = 0
    for match in (_RAW_WORD if stretch.is_raw else _WORD).finditer(source, stretch.start, stretch.end):
        is_reference = match[0].startswith("&") and not stretch.is_raw
        yield _Piece(offset, match.start(), match.end(), is_reference)
        offset += len(_solid(match[0], is_raw=False)) if is_reference else match.end() - match.start()


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


def _common_start(one: str, other: str) -> int:
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
