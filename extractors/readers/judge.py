"""What trafilatura takes for the main content of a page."""

import logging
import re
from typing import NamedTuple

_FEW = 30
_NO_LETTERS = re.compile(r"[\W_]+")


class Kept(NamedTuple):
    """The words of the main content, folded: all of them, and line by line."""

    text: str
    lines: frozenset[str]

    def has(self, words: str) -> bool:
        """Whether the main content has `words`; a few words must be lines of it, since they turn up by chance."""
        if len(words) >= _FEW:
            return _folded(words) in self.text
        return all(_folded(line) in self.lines for line in words.splitlines())


def main_content(markup: str) -> Kept:
    """The main content of the page in `markup`, readers' comments left out; none where trafilatura fails."""
    import trafilatura  # half a second, which pages that are no HTML never need

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        text = trafilatura.extract(markup, include_comments=False) or ""
    except Exception:  # noqa: BLE001 - a judge that fails says nothing
        text = ""
    lines = [_folded(line) for line in text.splitlines()]
    return Kept("".join(lines), frozenset(lines))


def _folded(text: str) -> str:
    return _NO_LETTERS.sub("", text)
