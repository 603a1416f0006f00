"""Named organisations told by their head nouns: `University of Ghent`, `Kent County Council`, `mairie de Brest`."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from extractors.entities.actors.sectors import told_sector
from extractors.entities.naming.capitals import run_end, runs_in
from extractors.entities.naming.extents import governed, head_at, heads_in, owners, parts, with_list, with_small_head
from extractors.entities.naming.organisations import Head, folded_set
from extractors.entities.naming.phrases import is_first, phrase_set
from extractors.entities.naming.place_words import known_at
from extractors.entities.naming.words import Word, words_in
from extractors.vocabulary.grammar import grammar
from extractors.vocabulary.lexicon import lexicon
from models.candidate import ActorCandidate, Page
from models.vocabulary import Sector

_BACK = 0.6
# Short forms that say a sort of body and are no part of its name.
SORTS = frozenset({"NGO", "NRO", "OBNL", "ONG", "ONGD", "OSBL"})
_YEAR = re.compile(r"(?:19|20)\d\d")


class NamedBody(NamedTuple):
    """Words [first, last] that name an organisation by its head noun; `lemma` is the noun.

    `weak`: the noun as often makes names of other things. `alone`: the noun alone with a capital (`the Committee`),
    which goes back to a name that bears it.
    """

    first: int
    last: int
    lemma: str
    sector: Sector
    weak: bool = False
    alone: bool = False


def find_backs(page: Page) -> Iterator[ActorCandidate]:
    """Head nouns alone that go back to a name before them: `the Committee`."""
    named: dict[str, str] = {}
    for passage in page.passages:
        text = page.masked[passage.start : passage.end]
        words = words_in(text)
        for body in named_bodies(text, page.language):
            start, end = passage.start + words[body.first].start, passage.start + words[body.last].end
            if not body.alone:
                named[body.lemma] = named[body.lemma.rpartition(" ")[2]] = page.text[start:end]
            elif body.lemma in named:
                yield ActorCandidate(
                    start=start,
                    end=end,
                    extractor="actors.back",
                    confidence=_BACK,
                    sector=body.sector,
                    named=True,
                    alias_of=named[body.lemma],
                )


@lru_cache(maxsize=2048)
def named_bodies(text: str, language: str) -> tuple[NamedBody, ...]:
    """The names among the words of `text`, in order."""
    return tuple(_named_bodies(text, language))


def _named_bodies(text: str, language: str) -> Iterator[NamedBody]:
    words = words_in(text)
    for first, last in runs_in(text, language):
        begin, end = with_small_head(words, first, last, language), with_list(words, first, last)
        for start, stop in parts(words, begin, end):
            for each in owners(words, start, stop):
                body = _body(words, *each, language)
                if body is not None:
                    yield body


def _body(words: Sequence[Word], first: int, last: int, language: str) -> NamedBody | None:
    while first < last and not words[first].is_capital and head_at(words, first, language) is None:
        first += 1
    while first < last and (words[first].folded in phrase_set(language, "titles") or _is_mere_sort(words, first)):
        first += 1
    last = _french_end(words, first, last, language)
    while first < last and _YEAR.fullmatch(words[last].text):
        # `Fachhochschule Lärchenberg 2021`
        last -= 1
    found = list(heads_in(words, first, last, language))
    if found and not found[0][2].lemma.isupper():
        first = _after_of(words, first, found[0][0])
    best: NamedBody | None = None
    for begins, ends, head in found:
        if head.lemma.isupper() and not (begins == first and ends < last and words[begins].is_acronym):
            # Of short forms only those that open a name: `CHU de Lille`, `CCI Nantes`.
            continue
        if head.lemma in SORTS and words[ends + 1].folded not in phrase_set("en", "of"):
            # `ONG Mélèze` is but Mélèze.
            continue
        if head.plural and head.stands == "plural" and head.language != "en":
            continue
        if ends < last and not phrase_set("en", "of").isdisjoint((words[ends].folded, words[ends + 1].folded)):
            # `Center for Innovation` is as a rule a university's; `Innovation Center` is not.
            after = () if head.sector is Sector.KNOWLEDGE else words[ends + 2 : last + 1]
            modifiers = [*words[first:begins], *after]
            return _named(first, last, head, modifiers, language, weak=_is_weak(words[begins], head))
        best = _at_end(words, (first, last), (begins, ends), head, language) or best
    # `Kent County Council Act`
    if best is None or best.last == last or words[last].folded not in folded_set(language, "others"):
        return best
    return best if any(not word.is_capital for word in words[best.last + 1 : last]) else None


def _is_mere_sort(words: Sequence[Word], index: int) -> bool:
    """Whether a short form only says what the name after it is: `NGO Larch Watch`, not `ONG de Larch`."""
    return words[index].text in SORTS and words[index + 1].is_capital and not words[index + 1].gap


def _french_end(words: Sequence[Word], first: int, last: int, language: str) -> int:
    """The end of a name that begins with a French head noun: it goes on in small letters."""
    found = head_at(words, first, language)
    if found is None or found[1].language != "fr" or found[1].plural:
        return last
    last = max(last, governed(words, first + found[0] - 1))
    while last + 1 < len(words) and words[last + 1].is_capital and not words[last + 1].gap and not words[last].owns:
        last = run_end(words, last + 1, language)
    return last


def _after_of(words: Sequence[Word], first: int, head: int) -> int:
    """Where the name begins if something else is named before: `Bulletin of the Royal Society`, `Doe for the Guild`."""
    for index in range(head - 1, first, -1):
        if words[index].folded in ("of", "for"):
            after = index + 1
            return after + 1 if words[after].folded in phrase_set("en", "articles") else after
    # `Lynx de la Universidad de Larch`
    small = phrase_set("en", "small_of")
    return head if head > first + 1 and words[head - 1].folded in small and words[head].is_capital else first


def _at_end(
    words: Sequence[Word], run: tuple[int, int], place: tuple[int, int], head: Head, language: str
) -> NamedBody | None:
    """The name that the head noun ends (`Kent County Council`), or in other languages begins (`Gemeente Ede`)."""
    (first, last), (begins, ends) = run, place
    opens = begins == first and ends < last and head.language == "fr"
    if not (words[begins].is_capital or opens) or _is_city(head):
        return None
    if begins > first:
        ends = _with_town(words, ends, last, language)
        return _named(first, ends, head, words[first:begins], language, weak=head.weak or head.plural)
    # `Firma Acme` is but Acme.
    is_mere = head.sector is Sector.BUSINESS and head.stands == "plural" and " " not in head.lemma
    if ends < last and head.language != "en" and not head.plural and not is_mere:
        weak = _is_weak(words[begins], head) and not _says_what_for(words, (ends, last), head)
        return _named(first, last, head, words[ends + 1 : last + 1], language, weak=weak)
    is_written = words[ends].is_capital or head.language == "fr"
    if " " in head.lemma and is_written and not head.plural:
        is_weak = head.stands != "named" or head.weak or head.language == "fr"
        body = _named(first, ends, head, (), language, weak=is_weak)
        return body._replace(alone=True)
    if first == last and head.language == "de" and "-" in words[first].text and not words[first].text[:2].isupper():
        # `Hahn-Schickard-Gesellschaft`
        return _named(first, last, head, (), language, weak=False)
    if first == last and not is_first(words, first) and not head.plural and not words[first].is_acronym:
        return NamedBody(first, last, head.lemma, head.sector, weak=True, alone=True)
    return None


def _with_town(words: Sequence[Word], ends: int, last: int, language: str) -> int:
    """The end of a name whose town follows its head noun: `Loyola University Chicago`."""
    known = (
        known_at(words, ends + 1, language)
        if ends < last and not words[ends].owns and not words[ends + 1].gap
        else None
    )
    return known[0] if known is not None and known[0] <= last else ends


def _is_weak(word: Word, head: Head) -> bool:
    """Whether the noun at the name's beginning tells little: a land (`région de Brest`) has its authority's capital."""
    if head.territory and head.lemma not in folded_set("en", "towns"):
        return not word.is_capital
    return head.weak and not _is_city(head)


def _says_what_for(words: Sequence[Word], behind: tuple[int, int], head: Head) -> bool:
    """Whether a complement with `and` says what a French body is for: `Centre de la Laine et de la Mode`."""
    if head.language != "fr" or head.territory or head.lemma in lexicon("fr", "instruments").heads:
        return False
    first, last = behind
    return any(word.folded in grammar("fr").ands for word in words[first + 1 : last])


def _is_city(head: Head) -> bool:
    return head.lemma in ("city", "town", "borough")


def _named(first: int, last: int, head: Head, modifiers: Sequence[Word], language: str, *, weak: bool) -> NamedBody:
    sector = told_sector(language, head.sector, [word.folded for word in modifiers], is_open=head.open)
    return NamedBody(first, last, head.lemma, sector, weak)
