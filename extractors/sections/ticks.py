"""Options to tick: lines that begin with a box, ticked or empty."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_BOX = re.compile(r"[ \t]*(?:[-*•+] +)?(?:\[ *[xX✓✔]? *\]|\( *[xX✓✔]? *\)|[☐☑☒✓✔])(?=\s)")
_EMPTY = re.compile(r"\[ *\]|\( *\)|☐")


class Option(NamedTuple):
    """`words[start:end]` is a line; its box, if it has one, ends at `label`. `ticked` is None where it has none."""

    start: int
    label: int
    end: int
    ticked: bool | None


def is_option(words: str, start: int = 0, end: int | None = None) -> bool:
    """Whether the line `words[start:end]` begins with a box."""
    return _BOX.match(words, start, len(words) if end is None else end) is not None


def options_in(words: str) -> Iterator[Option]:
    """The lines of `words`, with their boxes."""
    end = 0
    for line in words.splitlines(keepends=True):
        start, end = end, end + len(line)
        box = _BOX.match(line)
        if box is None:
            yield Option(start, start, end, ticked=None)
        else:
            yield Option(start, start + box.end(), end, ticked=_EMPTY.search(box[0]) is None)
