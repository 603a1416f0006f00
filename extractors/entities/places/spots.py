"""Where on a page a place may be named: known and told names, the model's, runs of capitals whose company tells."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from extractors.entities.naming.capitals import runs_in
from extractors.entities.naming.extents import head_at
from extractors.entities.naming.phrases import phrase_set
from extractors.entities.naming.place_words import locatives, openings_of_many, place_set
from extractors.entities.naming.spots import names_in
from extractors.entities.naming.words import Word, words_in, words_within
from extractors.entities.places.finding import PlaceName, extended, place_names
from extractors.folding import fold
from extractors.vocabulary.gazetteer import known_place
from extractors.vocabulary.grammar import grammar
from models.candidate import Page, Passage
from models.outline import Role

OF_PLACES = frozenset({"GPE", "LOC", "FAC"})
_MOST_WORDS = 4
_LONGEST_ENTRY = 160
# Before no name of a place.
_INDEFINITE = frozenset({"an", "un", "una", "une", "ein", "eine", "einen", "einem", "einer", "eines"})


class PlaceSpot(NamedTuple):
    """A name in its passage; names of equal cores have equal keys."""

    passage: Passage
    words: Sequence[Word]
    name: PlaceName

    @property
    def key(self) -> str:
        """The folded words of the core without blanks."""
        return "".join(word.folded for word in self.words[self.name.core_first : self.name.core_last + 1])

    @property
    def whole(self) -> str:
        """The folded words of the name and its geographic nouns, without blanks."""
        return "".join(word.folded for word in self.words[self.name.first : self.name.last + 1])

    @property
    def folded(self) -> str:
        """The core as gazetteers have it."""
        own = self.words[self.name.core_first : self.name.core_last + 1]
        return " ".join(word.folded.replace("-", " ").replace(".", "") for word in own)

    @property
    def start(self) -> int:
        """Offset into the page's text."""
        return self.passage.start + self.words[self.name.first].start

    @property
    def end(self) -> int:
        """Offset into the page's text."""
        return self.passage.start + self.words[self.name.last].end


def place_spots(page: Page) -> Iterator[PlaceSpot]:
    """All of them, in page order, none overlapping another of its passage."""
    for passage in page.passages:
        text = page.masked[passage.start : passage.end]
        words = words_in(text)
        found = [*place_names(text, page.language), *_identifier(page, passage, words)]
        found += _free(found, _proposed(page, passage, words))
        found += _free(found, _told_by_company(page, passage, words, found))
        for name in sorted(found, key=lambda name: name.first):
            yield PlaceSpot(passage, words, name)


def is_entry(passage: Passage) -> bool:
    """Whether it is an entry of a form, no running text."""
    return passage.role is Role.FIELD or (passage.role is Role.ANSWER and len(passage.text) <= _LONGEST_ENTRY)


def is_asked(passage: Passage, language: str) -> bool:
    """Whether the passage is what stands under a label that asks for places: `Country / region`."""
    if passage.question is None or not is_entry(passage):
        return False
    labels = place_set(language, "labels")
    words = words_in(passage.question.replace("_", " "))
    joined = " ".join(word.folded for word in words)
    return joined in labels or (bool(words) and words[0].folded in labels and (len(words) == 1 or words[1].gap == "/"))


def is_labelled(words: Sequence[Word], first: int, language: str) -> bool:
    """Whether such a label and its colon stand right before: `Region: Tyrol`."""
    return first > 0 and words[first].gap == ":" and words[first - 1].folded in place_set(language, "labels")


def is_after(words: Sequence[Word], first: int, cues: frozenset[str], language: str) -> bool:
    """Whether one of `cues` stands before `words[first]`, an article between or not."""
    if not first or words[first].gap:
        return False
    # `à` folds as an English article does.
    skips = (
        words[first - 1].folded in phrase_set(language, "articles") | phrase_set("en", "articles")
        and words[first - 1].folded not in _INDEFINITE
        and first > 1
        and not words[first - 1].gap
    )
    return any(_ends_with(words, before, cues) for before in (first - 1, first - 2)[: 1 + skips])


def _ends_with(words: Sequence[Word], last: int, cues: frozenset[str]) -> bool:
    one = words[last].folded
    return one in cues or (last > 0 and f"{words[last - 1].folded} {one}" in cues)


def _identifier(page: Page, passage: Passage, words: Sequence[Word]) -> Iterator[PlaceName]:
    """A known place in small letters that is all of a field for places: `region: hauts-de-france`."""
    if words and passage.text.islower() and is_asked(passage, page.language):
        known = known_place(fold(passage.text))
        if known is not None:
            yield PlaceName(0, len(words) - 1, 0, len(words) - 1, None, known)


def _free(found: Sequence[PlaceName], others: Iterator[PlaceName]) -> list[PlaceName]:
    return [
        other for other in others if not any(each.first <= other.last and other.first <= each.last for each in found)
    ]


def _proposed(page: Page, passage: Passage, words: Sequence[Word]) -> Iterator[PlaceName]:
    for proposed in names_in(page, passage):
        inside = words_within(words, proposed.start - passage.start, proposed.end - passage.start)
        if proposed.label not in OF_PLACES or inside is None:
            continue
        first, last = inside
        if first < last and words[first].folded in phrase_set("en", "articles"):
            first += 1
        if words[first].is_capital and (first < last or words[first].folded not in _no_places(page.language)):
            yield extended(words, first, _end_of_name(words, last), page.language, None)


@cache
def ands(language: str) -> frozenset[str]:
    """What joins the last of a list to the others; `en` does in Dutch, and means something else in French."""
    return grammar(language).ands | grammar("en").ands


@cache
def _no_places(language: str) -> frozenset[str]:
    return place_set(language, "never") | place_set(language, "adjectives")


def _end_of_name(words: Sequence[Word], last: int) -> int:
    """Where the name ends that goes on after a small word: `Sant Pere` of `Sant Pere de Ribes`."""
    after = last + 1
    while (
        after < len(words)
        and after < last + 3
        and not words[after].gap
        and words[after].folded in phrase_set("en", "place_links")
    ):
        after += 1
    goes_on = last + 1 < after < len(words) and not words[after].gap and words[after].is_capital
    return after if goes_on else last


def _told_by_company(
    page: Page, passage: Passage, words: Sequence[Word], found: Sequence[PlaceName]
) -> Iterator[PlaceName]:
    """Runs of capitals after a preposition of place, beside another name in a list, or in a field for places."""
    asked = is_asked(passage, page.language)
    edges = {name.first for name in found} | {name.last for name in found}
    for first, last in runs_in(page.masked[passage.start : passage.end], page.language):
        for begin, end in _split(words, first, last, page.language):
            if begin in edges or end in edges or end - begin >= _MOST_WORDS:
                continue
            is_told = (
                asked
                or is_labelled(words, begin, page.language)
                or is_after(words, begin, locatives(page.language), page.language)
                or _is_listed(words, begin, end, edges, page.language)
            )
            if is_told and _is_plain(words, begin, end, page.language):
                edges |= {begin, end}
                yield PlaceName(begin, end, begin, end, None, None)


def _split(words: Sequence[Word], first: int, last: int, language: str) -> Iterator[tuple[int, int]]:
    """The run cut at `and`, without what opens a list of places (`Kantonen Uri und Glarus`)."""
    start = first + (first < last and words[first].folded in openings_of_many(language))
    for index in range(start, last):
        if words[index].folded in ands(language):
            if index > start:
                yield start, index - 1
            start = index + 1
    yield start, last


def _is_plain(words: Sequence[Word], first: int, last: int, language: str) -> bool:
    """Whether it looks like a name and is not told to be something else by its words."""
    own = words[first : last + 1]
    if any(word.is_acronym or word.text[0].isdigit() for word in own):
        return False
    if own[0].folded in (_no_places(language) if first == last else place_set(language, "adjectives")):
        return False
    if own[0].folded in phrase_set(language, "stops"):
        return False
    return all(head_at(words, index) is None for index in range(first, last + 1))


def _is_listed(words: Sequence[Word], first: int, last: int, edges: set[int], language: str) -> bool:
    before = first - 1
    if before >= 0 and words[before].folded in ands(language) and not words[first].gap:
        before -= 1
    elif words[first].gap != ",":
        before = -1
    after = last + 1
    if after < len(words) and words[after].folded in ands(language):
        after += 1
    elif after < len(words) and words[after].gap != ",":
        after = len(words)
    return before in edges or after in edges
