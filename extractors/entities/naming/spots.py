"""Names on a page that may be organisations': runs of capitals, and what the model takes for organisations."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.entities.naming.capitals import runs_in
from extractors.entities.naming.phrases import phrase_set
from extractors.entities.naming.words import Word, words_in
from models.candidate import Name, Page, Passage

_WITHIN = ("", "&", "-", "–", "/", ".")


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


def spots(page: Page) -> Iterator[Spot]:
    """Every such place once, passage by passage."""
    for passage in page.passages:
        text = page.masked[passage.start : passage.end]
        words = words_in(text)
        plain = (part for run in runs_in(text, page.language) for part in _apart(words, *run))
        places = dict.fromkeys((*plain, *_proposed(page, passage, words)))
        for first, last in places:
            yield Spot(passage, words, first, last)


def _apart(words: Sequence[Word], first: int, last: int) -> Iterator[tuple[int, int]]:
    """The run cut at `and the`, behind which another name begins."""
    start = first
    for index in range(first + 1, last - 1):
        if words[index].folded in phrase_set("en", "ands") and words[index + 1].folded in phrase_set("en", "articles"):
            yield start, index - 1
            start = index + 2
    yield start, last


def names_in(page: Page, passage: Passage) -> Sequence[Name]:
    """The model's names in the passage."""
    first = bisect_left(page.names, passage.start, key=lambda name: name.start)
    last = bisect_left(page.names, passage.end, key=lambda name: name.start)
    return page.names[first:last]


def _proposed(page: Page, passage: Passage, words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """The model's organisations, without articles before them and what stands beyond a comma or line end."""
    stops = phrase_set(page.language, "stops")
    for name in names_in(page, passage):
        if name.label != "ORG":
            continue
        first = bisect_left(words, name.start - passage.start, key=lambda word: word.start)
        last = bisect_left(words, name.end - passage.start, key=lambda word: word.start) - 1
        while first < last and words[first].folded in stops and not words[first].is_acronym:
            first += 1
        for index in range(first + 1, last + 1):
            if words[index].gap not in _WITHIN or "\n" in passage.text[words[index - 1].end : words[index].start]:
                last = index - 1
                break
        if first <= last and words[first].text[0].isalpha():
            yield first, last
