"""Where a curator's words stand in a text now: exactly there, moved, or nowhere that is certain.

The quote must stand there word for word (line breaks and blanks aside), with all of its context on one side at least,
and at one place only. An almost equal quote between the same neighbours is proposed, never taken.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from rapidfuzz.fuzz import ratio

from models.decision import Selector
from models.document import Span

_NEAR = 32  # code points of context on each side, more where the page says the same elsewhere
_FAR = 512
_WINDOW = 2 * _FAR
# A shorter side (the page ends there) tells too little alone.
_TELLING = 12
_ALIKE = 75
_SLACK = 20


class Found(NamedTuple):
    """Where the words stand now."""

    span: Span


class Lost(NamedTuple):
    """Why no place is certain, and where a curator may look."""

    reason: str
    proposal: Span | None = None


def select(text: str, start: int, end: int) -> Selector:
    """The selector of `text[start:end]`, with as much context on each side as sets the quote apart (512 at most)."""
    quote = text[start:end]
    before = after = _NEAR
    while before < _FAR and text.count(text[max(0, start - before) : end]) > 1:
        before *= 2
    while after < _FAR and text.count(text[start : end + after]) > 1:
        after *= 2
    return Selector(
        quote=quote, prefix=text[max(0, start - before) : start], suffix=text[end : end + after], start=start, end=end
    )


def locate(text: str, words: Selector, *, same_text: bool) -> Found | Lost:
    """Where `words` stand in `text`; `same_text` says that it is the very text that the curator saw."""
    if same_text:
        if text[words.start : words.end] == words.quote:
            return Found(Span(start=words.start, end=words.end))
        return Lost("the page never had these words at this place")
    places = list(_occurrences(text, words))
    agreeing = [each for each in places if _agrees(text, words, each)]
    if len(agreeing) == 1:
        return Found(agreeing[0])
    if agreeing:
        return Lost(f"the words now stand at {len(agreeing)} places alike")
    if (near := _between(text, words)) is not None:
        return Lost("the words have changed", near)
    if places:
        return Lost("the words now stand in other company only", places[0] if len(places) == 1 else None)
    return Lost("the words are gone")


def _occurrences(text: str, words: Selector) -> Iterator[Span]:
    """Where the quote stands, whole words where the curator saw whole words."""
    before = "" if words.prefix[-1:].isalnum() else r"(?<!\w)" if words.quote[0].isalnum() else ""
    after = "" if words.suffix[:1].isalnum() else r"(?!\w)" if words.quote[-1].isalnum() else ""
    for match in re.finditer(f"{before}(?=({_spaced(words.quote)}){after})", text):
        yield Span(start=match.start(1), end=match.end(1))


def _spaced(words: str) -> str:
    return r"\s+".join(map(re.escape, words.split()))


def _agrees(text: str, words: Selector, place: Span) -> bool:
    """Whether all of the context stands there, or all of one side that tells enough."""
    left, right = text[max(0, place.start - _WINDOW) : place.start], text[place.end : place.end + _WINDOW]
    prefix, suffix = _folded(words.prefix), _folded(words.suffix)
    before, after = _folded(left).endswith(prefix), _folded(right).startswith(suffix)
    if before and after and prefix and suffix:
        return len(prefix) + len(suffix) >= _TELLING
    if before and prefix:
        return _tells(words, words.prefix[::-1], left[::-1], right[: 2 * _NEAR])
    return bool(after and suffix) and _tells(words, words.suffix, right, left[-2 * _NEAR :])


def _tells(words: Selector, side: str, now: str, changed: str) -> bool:
    """Whether one side is enough, read away from the quote; on the other side the page has `changed`.

    Beyond a line's end stands another paragraph, which says nothing of these words. Words that stand in their own
    company twice could be either.
    """
    line = side.partition("\n")[0]
    same_line = (now[: len(now) - len(now.lstrip())].count("\n") > 0) == (line.strip() == "")
    alone = not any(words.quote in each for each in (words.prefix, words.suffix, changed))
    return alone and same_line and len(_folded(line)) >= _TELLING


def _folded(words: str) -> str:
    return " ".join(words.split())


def _between(text: str, words: Selector) -> Span | None:
    """What stands between the two sides of the context, where it is much like the quote."""
    if not words.prefix.strip() or not words.suffix.strip():
        return None
    reach = 2 * len(words.quote) + _SLACK
    pattern = re.compile(rf"{_spaced(words.prefix)}\s*(\S.{{0,{reach}}}?)\s*{_spaced(words.suffix)}", re.DOTALL)
    found = pattern.findall(text)
    if len(found) != 1 or ratio(_folded(found[0]), _folded(words.quote)) < _ALIKE:
        return None
    start = next(pattern.finditer(text)).start(1)
    return Span(start=start, end=start + len(found[0]))
