"""A text cut into tokens, with what phrases of dates begin at each."""

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from extractors.entities.dates.words import TOKEN, Entry, Phrase, Sense, date_phrases, date_words
from extractors.folding import fold_word

LAST = -1
_MOST_DIGITS = 2
_BEGINS_NUMBER = re.compile(r"(?<![\w$€£#=@])(?<!\d[.,:])")
# A day may be followed by its year at once: `May 3,2019`.
_ENDS_NUMBER = re.compile(r"(?<=\.)(?!\d)|(?!\w|[.,:]\d(?!\d\d\d\b)| ?[%‰€$£°])")


class Line(NamedTuple):
    """The tokens of a text with their ranges; `words` are folded."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    words: tuple[str, ...]
    phrases: Mapping[str, tuple[tuple[Phrase, Entry], ...]]

    def word(self, index: int) -> str:
        """The folded token, empty after the last."""
        return self.words[index] if index < len(self.words) else ""

    def glued(self, index: int) -> bool:
        """Whether the token follows the one before it without a blank."""
        return index < len(self.words) and self.starts[index] == self.ends[index - 1]

    def end(self, index: int) -> int:
        """Where the token before `index` ends."""
        return self.ends[index - 1]

    def entry(self, index: int) -> tuple[Entry, int] | None:
        """What the longest phrase that begins at `index` may mean, and the index after it."""
        for phrase, entry in self.phrases.get(self.word(index), ()):
            after = index + len(phrase)
            if self.words[index:after] != phrase:
                continue
            if entry.small and self.text[self.starts[index]].isupper():
                entry = entry._replace(month=None)
            dotted = entry.abbreviated and self.glued(after) and self.word(after) == "."
            return entry, after + dotted
        return None

    def nth(self, index: int) -> tuple[int, int] | None:
        """The number that the tokens from `index` on tell as one of a row (LAST for the last), and the index after."""
        word = self.word(index)
        if not word.isdigit():
            found = self.entry(index)
            number = found and (found[0].ordinal or (LAST if Sense.LAST in found[0].senses else None))
            return (number, found[1]) if found and number else None
        if len(word) > _MOST_DIGITS or not begins_number(self.text, self.starts[index]):
            return None
        after = self._past_suffix(index + 1)
        return (int(word), after) if ends_number(self.text, self.end(after)) else None

    def _past_suffix(self, index: int) -> int:
        """The index after what makes a number an ordinal: `3rd`, `3.`, `1.º`, `1 er` (a raised one that came down)."""
        if self.glued(index) and self.word(index) in {".", "°"}:
            index += 1
        word = self.word(index)
        return index + (word in _suffixes() and (self.glued(index) or word not in self.phrases))


def cut(text: str, language: str) -> Line:
    """The tokens of `text`, which is in `language`."""
    matches = tuple(TOKEN.finditer(text))
    return Line(
        text,
        tuple(match.start() for match in matches),
        tuple(match.end() for match in matches),
        tuple(fold_word(match[0]) for match in matches),
        date_phrases(language),
    )


def begins_number(text: str, at: int) -> bool:
    """Whether a whole number may begin there: not within another, a price or a name."""
    return _BEGINS_NUMBER.match(text, at) is not None


def ends_number(text: str, at: int) -> bool:
    """Whether a whole number may end there: not before its fraction, a unit or letters."""
    return _ENDS_NUMBER.match(text, at) is not None


@cache
def _suffixes() -> frozenset[str]:
    return frozenset(map(fold_word, date_words().suffixes))
