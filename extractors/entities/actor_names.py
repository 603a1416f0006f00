"""Named organisations told by their head nouns: `University of Ghent`, `Kent County Council`, `mairie de Brest`."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.entities.actor_kinds import tells
from extractors.entities.capitals import runs
from extractors.entities.organisations import Head, compound_endings, folded_set, kind_heads, match, name_heads
from extractors.entities.phrases import phrase_set
from extractors.entities.words import Word, words_in
from extractors.vocabulary.gazetteer import known_place
from models.candidate import ActorCandidate, Page
from models.vocabulary import Sector

STRONG = 0.85
WEAK = 0.42


class NamedBody(NamedTuple):
    """Words [first, last] that name an organisation by its head noun."""

    first: int
    last: int
    sector: Sector
    confidence: float


def find_names(page: Page) -> Iterator[ActorCandidate]:
    """Every name with a telling head noun in the page's passages."""
    for passage in page.passages:
        words = words_in(page.masked[passage.start : passage.end])
        for body in named_bodies(words, page.language):
            yield ActorCandidate(
                start=passage.start + words[body.first].start,
                end=passage.start + words[body.last].end,
                extractor="actors.names",
                confidence=body.confidence,
                sector=body.sector,
                named=True,
            )


def named_bodies(words: Sequence[Word], language: str) -> Iterator[NamedBody]:
    """The names among `words`, in order."""
    for first, last in runs(words, language):
        for start, end in _parts(words, *_with_small_head(words, first, _with_list(words, first, last), language)):
            body = _body(words, start, end, language)
            if body is not None:
                yield body


def head_at(words: Sequence[Word], index: int) -> tuple[int, Head] | None:
    """The head noun of a name at `words[index]`, as its number of words and its head; compounds count."""
    found = match(name_heads(), words, index)
    if found is not None:
        return found if _is_written(found[1], words[index]) else None
    word = words[index]
    if len(word.folded) > 7:
        for ending, sector in compound_endings():
            if word.folded.endswith(ending):
                return 1, Head(word.folded, sector, "named", open=False, weak=False, plural=False)
    return None


def _is_written(head: Head, word: Word) -> bool:
    return word.is_acronym if head.lemma.isupper() else True


def _heads(words: Sequence[Word], first: int, last: int) -> Iterator[tuple[int, int, Head]]:
    index = first
    while index <= last:
        found = head_at(words, index)
        if found is None or index + found[0] - 1 > last:
            index += 1
            continue
        yield index, index + found[0] - 1, found[1]
        index += found[0]


def _parts(words: Sequence[Word], first: int, last: int) -> Iterator[tuple[int, int]]:
    """The run cut where one name ends and another begins: after an owner, and at `and` between two full names."""
    start = first
    for index in range(first, last):
        if words[index].owns and _is_owner(words, start, index):
            yield start, index
            start = index + 1
        elif index > start and _parts_names(words, start, index, last):
            yield start, index - 1
            start = index + 1
    yield start, last


def _parts_names(words: Sequence[Word], start: int, index: int, last: int) -> bool:
    """Whether `and` stands between two full names."""
    return (
        words[index].folded in phrase_set("en", "ands")
        and _is_full(words, start, index - 1)
        and _is_full(words, index + 1, last)
    )


def _is_owner(words: Sequence[Word], start: int, index: int) -> bool:
    """Whether the possessive is the owner of what follows, not a part of its name (`Ornithologists’ Union`)."""
    word = words[index]
    return word.is_acronym or _is_full(words, start, index) or (index == start and known_place(word.folded) is not None)


def _is_full(words: Sequence[Word], first: int, last: int) -> bool:
    while first <= last and not words[first].is_capital:
        first += 1
    for begins, ends, head in _heads(words, first, last):
        if not words[begins].is_capital or head.weak:
            continue
        if begins > first or ends < last or head.lemma.count(" "):
            return True
    return False


def _with_list(words: Sequence[Word], first: int, last: int) -> int:
    """The end of the name where it goes on as a list: `Department of Environment, Forest and Landscapes`."""
    opens = next((i for i in range(first, last) if words[i].folded in phrase_set("en", "list_openers")), None)
    if opens is None or head_at(words, opens - 1) is None:
        return last
    index = last
    while index + 1 < len(words) and words[index + 1].gap == "," and words[index + 1].is_capital:
        index += 1
        while index + 1 < len(words) and words[index + 1].is_capital and not words[index + 1].gap:
            index += 1
        if head_at(words, index) is not None:
            return last
        if (
            index + 2 < len(words)
            and words[index + 1].folded in phrase_set("en", "ands")
            and not words[index + 1].gap
            and words[index + 2].is_capital
        ):
            index += 2
            while index + 1 < len(words) and words[index + 1].is_capital and not words[index + 1].gap:
                index += 1
            return index
    return last


def _with_small_head(words: Sequence[Word], first: int, last: int, language: str) -> tuple[int, int]:
    """The run with the small head noun before it: `municipality of Ghent`, `communauté de communes du Pays de Retz`."""
    links = phrase_set("en", "of")
    index = first - 1
    while index >= 0 and words[index].folded in links and words[index + 1].gap == "" and first - index <= 3:
        index -= 1
    if index < 0 or index == first - 1 or words[index + 1].gap or words[index].is_capital:
        return first, last
    for begins in range(max(0, index - 4), index + 1):
        found = match(kind_heads(language), words, begins)
        if found and begins + found[0] - 1 == index and _names_small(found[1]):
            return begins, last
    return first, last


def _names_small(head: Head) -> bool:
    return (
        head.stands in ("plural", "alone")
        and not head.plural
        and head.sector
        in (
            Sector.GOVERNMENT,
            Sector.KNOWLEDGE,
            Sector.INTERMEDIARY,
        )
    )


def _body(words: Sequence[Word], first: int, last: int, language: str) -> NamedBody | None:
    while first < last and not words[first].is_capital and head_at(words, first) is None:
        first += 1
    while first < last and words[first].folded in phrase_set(language, "titles"):
        first += 1
    if words[last].folded in folded_set(language, "others"):
        return None
    best: NamedBody | None = None
    for begins, ends, head in _heads(words, first, last):
        follows = words[ends + 1].folded if ends < last else ""
        if follows in phrase_set("en", "of"):
            if head.weak and words[begins].folded in phrase_set("en", "stops"):
                continue
            modifiers = [*words[first:begins], *words[ends + 2 : last + 1]]
            return _named(first, last, head, modifiers, language, weak=head.weak and not _is_city(head))
        if begins > first and words[begins].is_capital and not _is_city(head):
            modifiers = list(words[first:begins])
            best = _named(first, ends, head, modifiers, language, weak=head.weak or head.plural)
        elif begins == first and head.lemma.count(" ") and words[ends].is_capital and not head.plural:
            best = _named(first, max(ends, first), head, [], language, weak=True)
    return best


def _is_city(head: Head) -> bool:
    return head.lemma in ("city", "town", "borough")


def _named(first: int, last: int, head: Head, modifiers: Sequence[Word], language: str, *, weak: bool) -> NamedBody:
    sector = (tells(language, modifiers) if head.open else None) or head.sector
    return NamedBody(first, last, sector, WEAK if weak else STRONG)
