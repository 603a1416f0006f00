"""Words of a passage, as the rules for actors, persons and places read them."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from extractors.folding import fold_word

# A company's ending with a stroke or blanks, an initialism with points, an elided article, or letters and digits joined
# by apostrophes, hyphens and such.
_WORD = re.compile(
    r"\b[AIK]/S\b|\b[Ss]p\. ?z ?o\. ?o\.|"
    r"(?:[^\W\d_]\.){2,}|(?:[LlDd]|[Qq]u)['’](?=[^\W\d_]{2})|[^\W_]+(?:['’\-‑.](?=[^\W_])[^\W_]+)*(?:['’](?![\w])|\+(?!\w))?"
)
_POSSESSIVE = re.compile(r"(?<=.)['’][sS]$|(?<=[sS])['’]$")
_QUOTE = re.compile(r"['’]$")


_BREAK = "\n"
# Prose wrapped at a width has longer lines; those of addresses and lists are shorter.
_SHORT_LINE = 60
_LONGEST_SHORT_FORM = 6


class Word(NamedTuple):
    """A word at `text[start:end]`, a possessive ending left out.

    `gap` is what stands before it: nothing for a blank or where wrapped prose goes on, a line break where a line ends.
    `owns` says that a possessive ending follows, `is_capital` that it begins with a capital (`eScience` does too).
    """

    start: int
    end: int
    text: str
    folded: str
    gap: str
    owns: bool
    is_capital: bool

    @property
    def is_acronym(self) -> bool:
        """Whether it is written in capitals, two at least; a plural's `s` does not count."""
        core = self.text[:-1] if self.text.endswith("s") else self.text
        return len(core) > 1 and core.isupper() and core[-1] not in "'’"


def is_coined(word: Word) -> bool:
    """Whether it is a short form, or has a capital or digit inside (`LaunchPad`): no common word is written so."""
    if word.is_acronym:
        return len(word.text) <= _LONGEST_SHORT_FORM
    return any(left.islower() and (right.isupper() or right.isdigit()) for left, right in pairwise(word.text))


def words_within(words: Sequence[Word], start: int, end: int) -> tuple[int, int] | None:
    """The first and last of `words` that lie in [start, end), or None where none does."""
    first = bisect_left(words, start, key=_start)
    last = bisect_left(words, end, key=_start) - 1
    while last >= first and words[last].end > end:
        last -= 1
    return (first, last) if first <= last else None


_start = attrgetter("start")


@lru_cache(maxsize=2048)
def words_in(text: str) -> tuple[Word, ...]:
    """The words of `text` in order."""
    words = []
    last = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        found = match[0]
        gap = text[last:start]
        if gap != " ":
            gap = _BREAK if "\n" in gap and _ends_line(text, last, match[0]) else gap.strip()
        last = end
        owns = False
        if found[-1] in "sS'’" and len(found) > 2:
            bare = _POSSESSIVE.sub("", found)
            owns = bare != found
            found = bare if owns else _QUOTE.sub("", found)
            end = start + len(found)
        words.append(Word(start, end, found, fold_word(found), "" if gap == " " else gap, owns, _is_capital(found)))
    return tuple(words)


def _is_capital(word: str) -> bool:
    if word[0].isupper() or word.islower() or len(word) < 2:
        return word[0].isupper()
    if word[0].isdigit():
        # `3F`, `2M-IT`; not `12th` or `20m`.
        return any(left.isdigit() and right.isupper() for left, right in pairwise(word))
    # `eScience`, `hanseWasser`
    return len(word) > 2 and any(left.islower() and right.isupper() for left, right in pairwise(word))


def _ends_line(text: str, end: int, following: str) -> bool:
    """Whether the line break after `end` is meant: the line is short, or the next word would still have fitted."""
    length = end - text.rfind("\n", 0, end)
    return length <= _SHORT_LINE or length + len(following) < _width(text)


@lru_cache(maxsize=256)
def _width(text: str) -> int:
    return max(map(len, text.split("\n")))
