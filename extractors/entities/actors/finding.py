"""Named organisations told by their head nouns: `University of Ghent`, `Kent County Council`, `mairie de Brest`."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.entities.actors.sectors import told_sector
from extractors.entities.naming.capitals import runs_in
from extractors.entities.naming.extents import governed, head_at, heads_in, parts, with_list, with_small_head
from extractors.entities.naming.organisations import Head, folded_set
from extractors.entities.naming.phrases import is_first, phrase_set
from extractors.entities.naming.words import Word, words_in
from models.candidate import ActorCandidate, Page
from models.vocabulary import Sector

STRONG = 0.85
WEAK = 0.42
BACK = 0.6


class NamedBody(NamedTuple):
    """Words [first, last] that name an organisation by its head noun; `lemma` is the noun.

    `alone`: the noun alone with a capital (`the Committee`), which goes back to a name that bears it.
    """

    first: int
    last: int
    lemma: str
    sector: Sector
    confidence: float
    alone: bool = False


def find_names(page: Page) -> Iterator[ActorCandidate]:
    """Every name with a telling head noun in the page's passages, and such nouns alone that go back to a name."""
    named: dict[str, str] = {}
    for passage in page.passages:
        words = words_in(page.masked[passage.start : passage.end])
        for body in named_bodies(page.masked[passage.start : passage.end], page.language):
            start, end = passage.start + words[body.first].start, passage.start + words[body.last].end
            alone = body.alone and body.lemma in named
            if body.alone and not alone and " " not in body.lemma:
                continue
            yield ActorCandidate(
                start=start,
                end=end,
                extractor="actors.back" if alone else "actors.names",
                confidence=body.confidence,
                sector=body.sector,
                named=True,
                alias_of=named[body.lemma] if alone else None,
            )
            if not alone:
                named[body.lemma] = page.text[start:end]


def named_bodies(text: str, language: str) -> Iterator[NamedBody]:
    """The names among the words of `text`, in order."""
    words = words_in(text)
    for first, last in runs_in(text, language):
        begin, end = with_small_head(words, first, language), with_list(words, first, last)
        for start, stop in parts(words, begin, end):
            body = _body(words, start, stop, language)
            if body is not None:
                yield body


def _body(words: Sequence[Word], first: int, last: int, language: str) -> NamedBody | None:
    while first < last and not words[first].is_capital and head_at(words, first) is None:
        first += 1
    while first < last and words[first].folded in phrase_set(language, "titles"):
        first += 1
    last = _french_end(words, first, last)
    found = list(heads_in(words, first, last))
    if found:
        first = _after_of(words, first, found[0][0])
    best: NamedBody | None = None
    for begins, ends, head in found:
        if ends < last and words[ends + 1].folded in phrase_set("en", "of"):
            # `Center for Innovation` is as a rule a university's; `Innovation Center` is not.
            after = () if head.sector is Sector.KNOWLEDGE else words[ends + 2 : last + 1]
            modifiers = [*words[first:begins], *after]
            return _named(first, last, head, modifiers, language, weak=head.weak and not _is_city(head))
        best = _at_end(words, (first, last), (begins, ends), head, language) or best
    # `Kent County Council Act`
    if best is None or best.last == last or words[last].folded not in folded_set(language, "others"):
        return best
    return best if any(not word.is_capital for word in words[best.last + 1 : last]) else None


def _french_end(words: Sequence[Word], first: int, last: int) -> int:
    """The end of a name that begins with a French head noun: it goes on in small letters."""
    found = head_at(words, first)
    if found is None or found[1].language != "fr" or found[1].plural:
        return last
    return max(last, governed(words, first + found[0] - 1))


def _after_of(words: Sequence[Word], first: int, head: int) -> int:
    """Where the name begins if something else of it is named before: `Bulletin of the Royal Society`."""
    for index in range(head - 1, first, -1):
        if words[index].folded == "of":
            after = index + 1
            return after + 1 if words[after].folded in phrase_set("en", "articles") else after
    return first


def _at_end(
    words: Sequence[Word], run: tuple[int, int], place: tuple[int, int], head: Head, language: str
) -> NamedBody | None:
    """The name that the head noun ends (`Kent County Council`), or in other languages begins (`Gemeente Ede`)."""
    (first, last), (begins, ends) = run, place
    if not words[begins].is_capital or _is_city(head):
        return None
    if begins > first:
        return _named(first, ends, head, words[first:begins], language, weak=head.weak or head.plural)
    if ends < last and head.language != "en" and not head.plural:
        return _named(first, last, head, words[ends + 1 : last + 1], language, weak=head.weak)
    if " " in head.lemma and words[ends].is_capital and not head.plural:
        body = _named(first, ends, head, (), language, weak=head.stands != "named" or head.weak)
        return body._replace(alone=True)
    if first == last and not is_first(words, first) and not head.plural and not words[first].is_acronym:
        return NamedBody(first, last, head.lemma, head.sector, BACK, alone=True)
    return None


def _is_city(head: Head) -> bool:
    return head.lemma in ("city", "town", "borough")


def _named(first: int, last: int, head: Head, modifiers: Sequence[Word], language: str, *, weak: bool) -> NamedBody:
    sector = told_sector(language, head.sector, [word.folded for word in modifiers], is_open=head.open)
    return NamedBody(first, last, head.lemma, sector, WEAK if weak else STRONG)
