"""Words between two edges, their white space collapsed as a browser shows it.

CSS Text, section 4.1: runs of blanks, tabs and line ends are one blank, none at the ends of a line.
"""

import re
from bisect import bisect_right
from typing import NamedTuple

from extractors.readers.events import Anchor, Style, Words

_COLLAPSIBLE = re.compile(r"[ \t\n\r\f]+")

_BLANK_LINES = re.compile(r"\A(?:[ \t\r\f]*\n)+")


class Range(NamedTuple):
    """A half-open range of the paragraph's text."""

    start: int
    end: int


def stripped(text: str, start: int, end: int) -> Range:
    """`start` to `end` without the white space at its ends; empty where there is nothing else."""
    words = text[start:end]
    left = len(words) - len(words.lstrip())
    return Range(start + left, max(start + left, start + len(words.rstrip())))


class Origin(NamedTuple):
    """From the paragraph's non-blank character number `seen` on, characters are the page's from `flat` on."""

    seen: int
    flat: int
    size: int


class Paragraph:
    """The text so far, and which of its ranges are bold or linked; grows by `add` and `break_line` only."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.bold: list[Range] = []
        self.anchors: list[tuple[Range, Anchor]] = []
        self._origins: list[Origin] = []
        self._parts: list[str] = []
        self._length = 0
        self._seen = 0

    @property
    def text(self) -> str:
        """All that was added."""
        return "".join(self._parts)

    def add(self, words: Words, flat: int, size: int) -> None:
        """Take in `words`, which are the page's `size` non-blank characters from number `flat` on."""
        text = self._unmargined(words.text) if words.style.verbatim else self._collapsed(words.text)
        if not text:
            return
        start, end = self._length, self._length + len(text)
        self._parts.append(text)
        self._length = end
        seen = len("".join(text.split()))
        if seen:
            self._origins.append(Origin(self._seen, flat, size))
            self._seen += seen
        if words.style.bold:
            self.bold.append(Range(self.bold.pop().start if self._touches(self.bold, start) else start, end))
        if words.style.anchor:
            self._link(Range(start, end), words.style.anchor)

    def break_line(self) -> None:
        """Start a new line, unless nothing stands on the first."""
        if not self._parts:
            return
        if self._parts[-1].endswith(" ") and not self.style.verbatim:
            self._parts[-1] = self._parts[-1][:-1]
            self._length -= 1
        self._parts.append("\n")
        self._length += 1

    def flat(self, seen: int) -> int:
        """Which non-blank character of the page the paragraph's number `seen` is."""
        origin = self._origins[bisect_right(self._origins, seen, key=lambda each: each.seen) - 1]
        return origin.flat + max(0, min(seen - origin.seen, origin.size - 1))

    def _collapsed(self, text: str) -> str:
        folded = _COLLAPSIBLE.sub(" ", text)
        at_line_start = not self._parts or self._parts[-1].endswith((" ", "\n"))
        return folded.lstrip(" ") if at_line_start else folded

    def _unmargined(self, text: str) -> str:
        return text if self._parts else _BLANK_LINES.sub("", text)

    @staticmethod
    def _touches(ranges: list[Range], start: int) -> bool:
        return bool(ranges) and ranges[-1].end >= start

    def _link(self, found: Range, anchor: Anchor) -> None:
        if self.anchors and self.anchors[-1][1] == anchor:
            found = Range(self.anchors.pop()[0].start, found.end)
        self.anchors.append((found, anchor))
