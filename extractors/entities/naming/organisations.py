"""What the rules know of organisations, from `vocabulary/<language>/organisations.yaml`: head nouns and sectors."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal, NamedTuple

from extractors.entities.naming.forms import same_spelling
from extractors.entities.naming.words import Word, words_in
from extractors.vocabulary import languages, vocabulary
from extractors.vocabulary.inflection import forms
from models.frozen import Frozen, revise
from models.vocabulary import Sector

Stands = Literal["alone", "plural", "modified", "told", "bare", "named", "none"]
PlainList = Literal[
    "roles",
    "labels",
    "legal_forms",
    "others",
    "does",
    "done_by",
    "people",
    "heads_of_bodies",
    "no_streets",
    "outer",
    "disciplines",
    "towns",
    "light",
    "makes",
]
_EVERYWHERE = "en"
_ABROAD = "abroad"
_INFLECTED = frozenset({"roles", "labels", "others"})


class HeadGroup(Frozen):
    """Head nouns of one sector; the file's first lines tell what each key means."""

    sector: Sector
    stands: Stands
    open: bool = False
    weak: bool = False
    words: tuple[str, ...]


class Abroad(Frozen):
    """Head nouns that make names on a page in any language; `endings` are those of compounds."""

    sector: Sector
    words: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()


class Telling(Frozen):
    """Modifiers that tell a sector; `loose` ones only where the head noun itself tells little."""

    sector: Sector
    loose: bool = False
    words: tuple[str, ...]


class OrganisationWords(Frozen):
    """One language's file."""

    heads: tuple[HeadGroup, ...]
    sectors: tuple[Telling, ...] = ()
    roles: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    legal_forms: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    does: tuple[str, ...] = ()
    done_by: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    heads_of_bodies: tuple[str, ...] = ()
    no_streets: tuple[str, ...] = ()
    outer: tuple[str, ...] = ()
    disciplines: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    light: tuple[str, ...] = ()
    makes: tuple[str, ...] = ()
    same: tuple[tuple[str, ...], ...] = ()
    never: tuple[str, ...] = ()
    abroad: tuple[Abroad, ...] = ()


class Head(NamedTuple):
    """A head noun as it stands in the text; `lemma` is its singular."""

    lemma: str
    sector: Sector
    stands: Stands
    language: str
    open: bool
    weak: bool
    plural: bool


Phrases = Mapping[str, Sequence[tuple[tuple[str, ...], Head]]]


def match(phrases: Phrases, words: Sequence[Word], index: int) -> tuple[int, Head] | None:
    """The longest phrase that begins at `words[index]`, as its number of words and its head."""
    for folded, head in phrases.get(words[index].folded, ()):
        size = len(folded)
        if size == 1:
            return 1, head
        if index + size <= len(words) and all(
            words[index + i].folded == folded[i] and words[index + i].gap in ("", "-") for i in range(1, size)
        ):
            return size, head
    return None


@cache
def kind_heads(language: str) -> Phrases:
    """Head nouns of kinds of organisation, by their first folded word, longest first.

    From English and French anywhere only those of several words: `pôle de compétitivité` is one on any page.
    """
    index: dict[str, list[tuple[tuple[str, ...], Head]]] = {}
    for other in languages():
        foreign = other != language
        for group in _words(other).heads if _has_own(other) else ():
            if group.stands != "named":
                _enter(index, group, other, shortest=3 if foreign else 1)
    return _sorted(index)


@cache
def name_heads() -> Phrases:
    """Head nouns of names, of all languages: names keep their own language on a page in any other."""
    index: dict[str, list[tuple[tuple[str, ...], Head]]] = {}
    own = sorted((each for each in languages() if _has_own(each)), key=lambda each: each != _EVERYWHERE)
    for language in own:
        for group in _words(language).heads:
            if group.stands == "named":
                _enter(index, group, language)
    for language in own:
        for group in _words(language).heads:
            # `État`, `gouvernement` alone begin no names; `Government of Spain` is one.
            if group.stands not in ("named", "none") and (group.stands != "alone" or language == _EVERYWHERE):
                spelt = tuple(word for word in group.words if not word.isupper())
                _enter(index, revise(group, words=spelt), language)
        for abroad in _words(language).abroad:
            _enter(index, HeadGroup(sector=abroad.sector, stands="named", words=abroad.words), _ABROAD)
    return _sorted(index)


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
    for each in (_words(language), _words(_EVERYWHERE)):
        for group in each.sectors:
            if group.loose and not loose:
                continue
            for word in group.words:
                told.setdefault(" ".join(part.folded for part in words_in(word)), group.sector)
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


def _enter(
    index: dict[str, list[tuple[tuple[str, ...], Head]]], group: HeadGroup, language: str, shortest: int = 1
) -> None:
    for lemma in group.words:
        for form in forms(lemma, language):
            folded = tuple(word.folded for word in words_in(form))
            if len(folded) < shortest:
                continue
            head = Head(
                lemma=lemma,
                sector=group.sector,
                stands=group.stands,
                language=language,
                open=group.open,
                weak=group.weak,
                plural=form != lemma or (lemma.isupper() and language == "fr"),
            )

            entries = index.setdefault(folded[0], [])
            if all(each != folded for each, _ in entries):
                entries.append((folded, head))


def _sorted(index: Mapping[str, list[tuple[tuple[str, ...], Head]]]) -> Phrases:
    return {first: sorted(entries, key=lambda each: -len(each[0])) for first, entries in index.items()}
