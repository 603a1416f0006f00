"""What the page explains in brackets: `Western Power Distribution (WPD)`, `WPD (Western Power Distribution)`."""

import re
from collections.abc import Iterator

from models.candidate import Page
from models.frozen import Frozen

_SHORT = re.compile(r"\(\s*[\"“«]?([A-ZÀ-Þ][\w'’&/.-]{1,11})[\"”»]?\s*\)")
_LONG = re.compile(r"(?<![\w(])([A-ZÀ-Þ][\w'’&/-]{1,11})\s+\(([^()]{4,120})\)")
_WORD_START = re.compile(r"(?<![^\W_])[^\W_]")


class Definition(Frozen):
    """`page.text[short_start:short_end]` stands for `page.text[start:end]`."""

    start: int
    end: int
    short_start: int
    short_end: int


def definitions(page: Page) -> Iterator[Definition]:
    """What the page's passages explain, in page order."""
    for passage in page.passages:
        text = page.masked[passage.start : passage.end]
        if "(" not in text:
            continue
        for match in _SHORT.finditer(text):
            before = text[: match.start()].rstrip()
            start = _long_form(before, match[1])
            if start is not None:
                yield _definition(passage.start, (start, len(before)), match.span(1))
        for match in _LONG.finditer(text):
            if _long_form(match[2], match[1]) == 0:
                yield _definition(passage.start, match.span(2), match.span(1))


def _definition(offset: int, long: tuple[int, int], short: tuple[int, int]) -> Definition:
    return Definition(
        start=offset + long[0], end=offset + long[1], short_start=offset + short[0], short_end=offset + short[1]
    )


def _long_form(before: str, short: str) -> int | None:
    """Where in `before` the words begin whose letters make `short`, after Schwartz and Hearst (2003)."""
    if sum(character.isupper() for character in short) < 2:
        return None
    letters = [character.casefold() for character in short.rstrip("s") if character.isalnum()]
    most = min(len(letters) + 5, 2 * len(letters))
    starts = [match.start() for match in _WORD_START.finditer(before)][-most:]
    folded = before.casefold()
    if not starts or len(folded) != len(before):
        return None
    at = len(folded)
    for position in reversed(range(len(letters))):
        at -= 1
        while at >= starts[0] and (folded[at] != letters[position] or (position == 0 and at not in starts)):
            at -= 1
        if at < starts[0]:
            return None
    # A single word's letters may make many a short form.
    return at if " " in before[at:].strip() else None
