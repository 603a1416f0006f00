"""What the rules know of names of organisations: head nouns and sectors, from `organisations.yaml` and `kinds.yaml`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Literal, NamedTuple

from extractors.entities.naming.forms import same_spelling
from extractors.entities.naming.words import Word, words_in
from extractors.vocabulary import languages, vocabulary
from extractors.vocabulary.inflection import forms
from extractors.vocabulary.nouns import LexiconList, Noun
from models.frozen import Frozen
from models.vocabulary import Sector

Stands = Literal["alone", "plural", "named"]
PlainList = Literal[
    "roles",
    "labels",
    "legal_forms",
    "others",
    "does",
    "people",
    "heads_of_bodies",
    "no_streets",
    "outer",
    "disciplines",
    "towns",
    "makes",
    "runs",
    "gatherings",
    "bygone",
]
_EVERYWHERE = "en"
_ABROAD = "abroad"
# Languages whose short nouns are told from words of the others.
_TELLING_APART = frozenset({"en", "fr"})
_SHORTEST = 5
_INFLECTED = frozenset({"roles", "labels", "others"})


class HeadGroup(Frozen):
    """Head nouns of one sector; the file's first lines tell what each key means."""

    sector: Sector
    open: bool = False
    weak: bool = False
    words: tuple[str, ...]


class Abroad(Frozen):
    """Head nouns that make names on a page in any language; `endings` are those of compounds."""

    sector: Sector
    words: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()


class OrganisationWords(Frozen):
    """One language's file."""

    heads: tuple[HeadGroup, ...] = ()
    roles: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    legal_forms: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    does: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    heads_of_bodies: tuple[str, ...] = ()
    no_streets: tuple[str, ...] = ()
    outer: tuple[str, ...] = ()
    disciplines: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    makes: tuple[str, ...] = ()
    runs: tuple[str, ...] = ()
    gatherings: tuple[str, ...] = ()
    bygone: tuple[str, ...] = ()
    same: tuple[tuple[str, ...], ...] = ()
    never: tuple[str, ...] = ()
    abroad: tuple[Abroad, ...] = ()


class Head(NamedTuple):
    """A head noun as it stands in the text; `lemma` is its singular.

    `stands`: it makes names only; it makes a kind of body too; such a kind of which there is but one (`government`).
    `territory`: a land as well as its authority (`région`); `vague`: it says a kind of body with other words only.
    """

    lemma: str
    sector: Sector
    stands: Stands
    language: str
    open: bool
    weak: bool
    plural: bool
    territory: bool = False
    vague: bool = False


Phrases = Mapping[str, Sequence[tuple[tuple[str, ...], Head]]]
Index = dict[str, list[tuple[tuple[str, ...], Head]]]


def match(phrases: Phrases, words: Sequence[Word], index: int) -> tuple[int, Head] | None:
    """The longest phrase that begins at `words[index]`, as its number of words and its head."""
    for folded, head in phrases.get(words[index].folded, ()):
        size = len(folded)
        if size == 1:
            return 1, head
        if index + size <= len(words) and all(
            words[index + i].folded == folded[i]
            and words[index + i].gap in ("", "-")
            and (folded[i - 1].endswith("s") or not words[index + i - 1].owns)
            for i in range(1, size)
        ):
            return size, head
    return None


@cache
def kind_heads(language: str) -> Phrases:
    """Nouns for kinds of organisation, by their first folded word, longest first."""
    index: Index = {}
    for noun in _bodies(language):
        _enter(index, noun.nouns, _kind(noun, language))
    return _sorted(index)


@cache
def name_heads() -> Phrases:
    """Head nouns of names, of all languages: names keep their own language on a page in any other."""
    index: Index = {}
    own = sorted((each for each in languages() if _has_own(each)), key=lambda each: each != _EVERYWHERE)
    for language in own:
        for group in _words(language).heads:
            _enter(index, group.words, _head(group.sector, language, is_open=group.open, weak=group.weak))
    for language in own:
        for noun in _bodies(language):
            # `État`, `gouvernement` alone begin no names; `Government of Spain` is one.
            if (not noun.alone or language == _EVERYWHERE) and (noun.needs == "nothing" or language in _TELLING_APART):
                _enter(index, (word for word in noun.nouns if _makes_names(word, language)), _kind(noun, language))
        for abroad in _words(language).abroad:
            _enter(index, abroad.words, _head(abroad.sector, _ABROAD))
    return _sorted(index)


@cache
def own_heads(language: str) -> Phrases:
    """Head nouns of the language's own lists: `Union` leads a French name and ends an English one."""
    index: Index = {}
    if language != _EVERYWHERE and _has_own(language):
        for group in _words(language).heads:
            _enter(index, group.words, _head(group.sector, language, is_open=group.open, weak=group.weak))
        for noun in _bodies(language):
            if not noun.alone and noun.needs == "nothing":
                _enter(index, noun.nouns, _kind(noun, language))
    return _sorted(index)


def _makes_names(noun: str, language: str) -> bool:
    """Whether it is a short form, or not so short that it is a word of other languages too (`red`, `Land`)."""
    return noun.isupper() or language in _TELLING_APART or len(noun) > _SHORTEST


@cache
def compound_endings() -> tuple[tuple[str, Sector], ...]:
    """Ends of compound nouns that tell an organisation (`Bundesministerium`), folded, longest first."""
    found = {
        words_in(ending)[0].folded: abroad.sector
        for language in languages()
        if _has_own(language)
        for abroad in _words(language).abroad
        for ending in abroad.endings
    }
    return tuple(sorted(found.items(), key=lambda each: (-len(each[0]), each[0])))


@cache
def telling_modifiers(language: str, *, loose: bool = True) -> Mapping[str, Sector]:
    """The sector that a modifier tells where the head leaves it open; the first that names it wins."""
    told: dict[str, Sector] = {}
    for each in dict.fromkeys((language, _EVERYWHERE)):
        for group in _kinds(each).telling:
            if group.loose and not loose:
                continue
            for word in group.words:
                for form in forms(word, each):
                    told.setdefault(" ".join(part.folded for part in words_in(form)), Sector(group.form))
    return told


@cache
def folded_set(language: str, which: PlainList) -> frozenset[str]:
    """One of the plain lists, folded, with plurals; English words count on every page."""
    return frozenset(
        " ".join(part.folded for part in words_in(form))
        for each in dict.fromkeys((language, _EVERYWHERE))
        for word in getattr(_words(each), which)
        for form in (forms(word, each) if which in _INFLECTED else (word,))
    )


class Known(Frozen):
    """Organisations known anywhere: full name first, then its short forms."""

    government: tuple[tuple[str, ...], ...] = ()
    business: tuple[tuple[str, ...], ...] = ()
    knowledge: tuple[tuple[str, ...], ...] = ()
    civil_society: tuple[tuple[str, ...], ...] = ()
    intermediary: tuple[tuple[str, ...], ...] = ()


class KnownName(NamedTuple):
    """One form of a known organisation; `alias_of` is its full name where that is another."""

    words: tuple[str, ...]
    sector: Sector
    alias_of: str | None


@cache
def known_names() -> Mapping[str, Sequence[KnownName]]:
    """The forms of known organisations by their first word, as written, longest first."""
    index: dict[str, list[KnownName]] = {}
    for sector, names in vocabulary(_EVERYWHERE, "known_organisations", Known):
        for forms_of_one in names:
            for form in forms_of_one:
                words = tuple(word.text for word in words_in(form))
                full = forms_of_one[0] if form != forms_of_one[0] else None
                index.setdefault(words[0], []).append(KnownName(words, Sector(sector), full))
    return {first: sorted(entries, key=lambda each: -len(each.words)) for first, entries in index.items()}


@cache
def known_by_letters() -> Mapping[str, Sector]:
    """Sectors of known organisations by their letters alone, as addresses and keys of forms write them."""
    return {
        "".join(word.casefold() for word in each.words): each.sector
        for names in known_names().values()
        for each in names
    }


@cache
def never_names(language: str) -> frozenset[str]:
    """What no organisation is called, as written: capitals count."""
    return frozenset(_words(language).never) | frozenset(_words(_EVERYWHERE).never)


@cache
def synonyms(language: str) -> Mapping[str, str]:
    """Words for the same sort of body, spelt alike (`forms.same_spelling`), each with the first of its like."""
    return {
        same_spelling(word): same_spelling(group[0])
        for each in dict.fromkeys((language, _EVERYWHERE))
        for group in _words(each).same
        for word in group
    }


@cache
def legal_forms(language: str) -> frozenset[str]:
    """What companies' names end in, as written."""
    return frozenset(_words(language).legal_forms) | frozenset(_words(_EVERYWHERE).legal_forms)


def _words(language: str) -> OrganisationWords:
    words: OrganisationWords = vocabulary(language, "organisations", OrganisationWords)
    return words


def _has_own(language: str) -> bool:
    return language == _EVERYWHERE or _words(language) != _words(_EVERYWHERE)


def _kinds(language: str) -> LexiconList:
    kinds: LexiconList = vocabulary(language, "kinds", LexiconList)
    return kinds


def _bodies(language: str) -> Iterator[Noun]:
    """The nouns for bodies; people of a trade (`farmers`) head no name of one."""
    return (noun for noun in _kinds(language).nouns if not noun.people)


def _kind(noun: Noun, language: str) -> Head:
    head = _head(Sector(noun.form), language, is_open=noun.open)
    return head._replace(
        stands="alone" if noun.alone else "plural", territory=noun.territory, vague=noun.needs != "nothing"
    )


def _head(sector: Sector, language: str, *, is_open: bool = False, weak: bool = False) -> Head:
    return Head("", sector, "named", language, open=is_open, weak=weak, plural=False)


def _enter(index: Index, lemmas: Iterable[str], head: Head) -> None:
    """Both numbers of each noun enter; the first that has a spelling keeps it."""
    for lemma in lemmas:
        for number, form in enumerate(forms(lemma, "en" if head.language == _ABROAD else head.language)):
            folded = tuple(word.folded for word in words_in(form))
            entries = index.setdefault(folded[0], [])
            if all(each != folded for each, _ in entries):
                entries.append((folded, head._replace(lemma=lemma, plural=number > 0)))


def _sorted(index: Index) -> Phrases:
    return {first: sorted(entries, key=lambda each: -len(each[0])) for first, entries in index.items()}
