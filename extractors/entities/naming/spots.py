"""Names on a page that may be organisations': runs of capitals whole and in pieces, and what the model proposes."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.entities.naming.capitals import runs_in
from extractors.entities.naming.organisations import legal_forms
from extractors.entities.naming.phrases import phrase_set
from extractors.entities.naming.words import Word, words_in, words_within
from models.candidate import Name, Page, Passage

# First and last word.
Extent = tuple[int, int]
_WITHIN = ("", "&", "-", "–", "/", ".")
_MOST_PIECES = 4


class Spot(NamedTuple):
    """Words [first, last] of a passage; equal names have equal keys."""

    passage: Passage
    words: Sequence[Word]
    first: int
    last: int

    @property
    def start(self) -> int:
        """Offset into the page's text."""
        return self.passage.start + self.words[self.first].start

    @property
    def end(self) -> int:
        """Offset into the page's text."""
        return self.passage.start + self.words[self.last].end

    @property
    def key(self) -> str:
        """The folded words without blanks: `LaunchPad` and `Launch Pad` are one."""
        return "".join(word.folded for word in self.words[self.first : self.last + 1])


def pieces(text: str, language: str) -> Iterator[Extent]:
    """The runs of capitals in `text`, and what is left of them cut at small words, owners and companies' endings."""
    words = words_in(text)
    for first, last in runs_in(text, language):
        found = list(_cut(words, first, last, language))
        for index, (begins, _) in enumerate(found):
            for _, ends in found[index : index + _MOST_PIECES]:
                yield begins, ends
        if len(found) > _MOST_PIECES:
            yield first, last


def _cut(words: Sequence[Word], first: int, last: int, language: str) -> Iterator[Extent]:
    """The stretches of capitals, numbers and initials within a run."""
    begins = first
    for index in range(first, last + 1):
        if not words[index].is_capital and not words[index].text[0].isdigit():
            if begins < index:
                yield begins, index - 1
            begins = index + 1
        elif index < last and (words[index].owns or (index > begins and words[index].text in legal_forms(language))):
            yield begins, index
            begins = index + 1
    if begins <= last:
        yield begins, last


def names_in(page: Page, passage: Passage) -> Sequence[Name]:
    """The model's names in the passage."""
    first = bisect_left(page.names, passage.start, key=lambda name: name.start)
    last = bisect_left(page.names, passage.end, key=lambda name: name.start)
    return page.names[first:last]


def proposed(page: Page, passage: Passage, words: Sequence[Word]) -> Iterator[tuple[int, int, str]]:
    """The model's names with their labels, without articles before them and what stands beyond a comma or line end."""
    stops = phrase_set(page.language, "stops")
    for name in names_in(page, passage):
        extent = words_within(words, name.start - passage.start, name.end - passage.start)
        if extent is None:
            continue
        first, last = extent
        while first < last and words[first].folded in stops and not words[first].is_acronym:
            first += 1
        for index in range(first + 1, last + 1):
            if words[index].gap not in _WITHIN or "\n" in passage.text[words[index - 1].end : words[index].start]:
                last = index - 1
                break
        if words[first].text[0].isalnum():
            yield first, last, name.label
