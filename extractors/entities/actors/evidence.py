"""Which capitalised names are organisations, by all that the page says of them.

A name with a telling head noun needs nothing more. Of others (weak heads, names that the model proposes, plain runs of
capitals) the signs on the whole page are added up: what the model says, a description in brackets, what the name does,
a company's ending. Enough signs make it an actor wherever it stands.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from extractors.entities.naming.mailboxes import mailboxes, owns
from extractors.entities.naming.organisations import folded_set, legal_forms, never_names
from extractors.entities.naming.person_words import person_set
from extractors.entities.naming.phrases import is_first, phrase_set
from extractors.entities.naming.place_words import match_at, nouns
from extractors.entities.naming.spots import Spot, spots
from extractors.entities.naming.words import Word, is_coined, words_in
from extractors.folding import fold
from extractors.vocabulary.gazetteer import known_place
from models.candidate import ActorCandidate, Page
from models.outline import Role
from models.vocabulary import Sector

_ENOUGH = 0.499
_MOST = 0.85
_DESCRIBED = 0.7
_WORDS_OF_PERSONS = 2
_WEAK = 0.5
# What each sort of sign is worth, chosen on development pages; a sort counts once a name.
_WORTH = {
    "plain": 0.1,
    "weak head": 0.3,
    "model": 0.3,
    "again": 0.1,
    "several words": 0.05,
    "does": 0.15,
    "done by": 0.05,
    "described": 0.4,
    "known": 0.4,
    "legal form": 0.5,
    "explained": 0.3,
    "contact line": 0.5,
    "in contact line": 0.3,
    "line below the title": 0.35,
    "has people": 0.35,
    "model says else": -0.15,
    "model says person": -0.3,
    "mailbox": -1.0,
    "given name": -0.3,
    "a person's shape": -0.1,
    "other head": -0.5,
    "role": -0.4,
    "only modifies": -0.35,
    "place's noun": -0.4,
    "never": -1.0,
    "small elsewhere": -0.4,
    "only first": -0.15,
    "in title": -0.25,
}
# Postcodes and boxes have more digits than names (`Civic 180`).
_NUMBER_OF_ADDRESS = 4
_SHORT_FORM = re.compile(r" \((?=[^()\s]*[A-Z][^()\s]*[A-Z])([\w&.-]{2,10})\)")
_TELLING = ("described", "known", "weak head", "legal form")


class Sign(NamedTuple):
    """Something on the page that speaks for or against a name's being an organisation."""

    sort: str
    sector: Sector | None = None


class Surroundings(NamedTuple):
    """What stands on the page, by offset: kinds of organisation (end and sector by start, sector by end), names told
    by weak heads, known names, and the model's labels by name."""

    kinds: Mapping[int, tuple[int, Sector]]
    kind_ends: Mapping[int, Sector]
    weak: Mapping[tuple[int, int], Sector]
    known: Mapping[tuple[int, int], Sector]
    labels: Mapping[str, Counter[str]]
    small: frozenset[str]
    mailboxes: Sequence[str]


def judge(
    page: Page,
    kinds: Iterable[ActorCandidate],
    names: Iterable[ActorCandidate],
    known: Iterable[ActorCandidate],
) -> Iterator[ActorCandidate]:
    """The names that have signs enough, at each of their places; `kinds` may describe them.

    `names` are those with head nouns: the weak are weighed, those with strong ones are settled and left out.
    """
    names = tuple(names)
    around = _surroundings(page, kinds, names, known)
    settled = {(each.start, each.end) for each in names if each.confidence > _WEAK or each.alias_of}
    found = [spot for spot in spots(page) if not _holds(settled, spot)]
    signs: dict[str, dict[str, Sector | None]] = defaultdict(dict)
    places = Counter(spot.key for spot in found)
    firsts = Counter(spot.key for spot in found if is_first(spot.words, spot.first))
    modifying = Counter(spot.key for spot in found if modifies(page.language, spot.words, spot.last))
    for spot in found:
        told = signs[spot.key]
        if places[spot.key] == modifying[spot.key]:
            told.setdefault("only modifies", None)
        for sign in (*_signs_of_name(page, spot, around), *_signs_of_place(page, spot, around)):
            told.setdefault(sign.sort, sign.sector)
        if "model" in told or spot.first < spot.last or spot.words[spot.first].is_acronym:
            continue
        if places[spot.key] == firsts[spot.key]:
            told.setdefault("only first", None)
    for told in signs.values():
        if "line below the title" in told:
            told.pop("in title", None)
        if "known" in told:
            told.pop("model says person", None)
            told.pop("model says else", None)
    for spot in found:
        weight = sum(_WORTH[sort] for sort in signs[spot.key])
        if weight >= _ENOUGH:
            yield _candidate(spot, weight, signs[spot.key])


def _candidate(spot: Spot, weight: float, signs: Mapping[str, Sector | None]) -> ActorCandidate:
    return ActorCandidate(
        start=spot.start,
        end=spot.end,
        extractor="actors.evidence",
        confidence=round(min(max(weight, _DESCRIBED if "described" in signs else 0.0), _MOST), 3),
        sector=next((sector for sort in _TELLING if (sector := signs.get(sort))), Sector.UNKNOWN),
        named=True,
    )


def _holds(settled: Set[tuple[int, int]], spot: Spot) -> bool:
    """Whether a settled name stands within the spot."""
    return any(
        (spot.passage.start + spot.words[first].start, spot.passage.start + spot.words[last].end) in settled
        for first in range(spot.first, spot.last + 1)
        for last in range(first, spot.last + 1)
    )


def _surroundings(
    page: Page,
    kinds: Iterable[ActorCandidate],
    names: Iterable[ActorCandidate],
    known: Iterable[ActorCandidate],
) -> Surroundings:
    kinds = tuple(kinds)
    labels: dict[str, Counter[str]] = defaultdict(Counter)
    for name in page.names:
        words = words_in(page.text[name.start : name.end])
        labels["".join(word.folded for word in words).removeprefix("the")][name.label] += 1
    return Surroundings(
        kinds={each.start: (each.end, each.sector) for each in kinds},
        kind_ends={each.end: each.sector for each in kinds},
        weak={(each.start, each.end): each.sector for each in names if each.confidence <= _WEAK},
        known={(each.start, each.end): each.sector for each in known},
        labels=labels,
        mailboxes=mailboxes(page),
        small=frozenset(
            word.text
            for passage in page.passages
            for word in words_in(page.masked[passage.start : passage.end])
            if word.text.islower()
        ),
    )


def _signs_of_name(page: Page, spot: Spot, around: Surroundings) -> Iterator[Sign]:
    """What the name itself says, wherever it stands."""
    words = spot.words[spot.first : spot.last + 1]
    text = page.text[spot.start : spot.end]
    yield Sign("plain")
    labels = around.labels.get(spot.key, Counter())
    if labels:
        if labels["ORG"] * 2 >= labels.total():
            yield Sign("model")
            if labels["ORG"] > 1:
                yield Sign("again")
        else:
            person = labels["PERSON"] + labels["PER"] and all(word.is_capital for word in words)
            yield Sign("model says person" if person else "model says else")
    if len(words) > 1 or is_coined(words[0]):
        yield Sign("several words")
    if len(words) == _WORDS_OF_PERSONS and all(word.is_capital and not word.is_acronym for word in words):
        yield Sign("a person's shape")
    if len(words) > 1 and words[-1].text in legal_forms(page.language):
        yield Sign("legal form", Sector.BUSINESS)
    if words[-1].folded in folded_set(page.language, "others") and not _is_contact_line(spot):
        yield Sign("other head")
    if not text[0].isupper() or _is_none(page, words, text):
        yield Sign("never")
    if words[-1].folded in person_set(page.language, "roles"):
        yield Sign("role")
    if len(words) == 1 and text.lower() in around.small:
        yield Sign("small elsewhere")
    untitled = [word for word in words if word.folded not in person_set(page.language, "titles")]
    if len(untitled) > 1 and any(owns(box, untitled) for box in around.mailboxes):
        yield Sign("mailbox")
    if len(words) > 1 and words[0].folded in person_set(page.language, "given"):
        yield Sign("given name")
    if page.title and text in page.title:
        yield Sign("in title")


def _signs_of_place(page: Page, spot: Spot, around: Surroundings) -> Iterator[Sign]:
    """What stands around the name here."""
    extent = (spot.start, spot.end)
    if extent in around.weak:
        yield Sign("weak head", around.weak[extent])
    if extent in around.known:
        yield Sign("known", around.known[extent])
    short = _SHORT_FORM.match(page.masked, spot.end)
    if short and known_place(fold(short[1])) is None:
        yield Sign("explained")
    described = _description(spot, around)
    if described is not None:
        yield Sign("described", described)
    words, after = spot.words, spot.last + 1
    if after < len(words) and not words[after].gap and not words[spot.last].owns:
        if match_at(nouns(page.language), words, after) is not None and words[after].text.islower():
            yield Sign("place's noun")
        elif words[after].folded in folded_set(page.language, "does"):
            yield Sign("does")
        elif words[after].folded in folded_set(page.language, "others"):
            yield Sign("other head")
        elif words[after].folded in folded_set(page.language, "people"):
            yield Sign("has people")
        elif words[after].folded in person_set(page.language, "roles"):
            yield Sign("has people" if words[after].folded in folded_set(page.language, "heads_of_bodies") else "role")
    if _cue(page, words, spot.first):
        yield Sign("done by")
    if _is_contact_line(spot):
        opens = spot.words[spot.first].gap != ","
        yield Sign("contact line" if opens else "in contact line")
    if _is_line_below_title(spot):
        yield Sign("line below the title")


def _is_none(page: Page, words: Sequence[Word], text: str) -> bool:
    never = never_names(page.language)
    return (
        text in never
        or any(word.is_acronym and word.text in never for word in words)
        or any(word.text.isdigit() and len(word.text) >= _NUMBER_OF_ADDRESS for word in words)
        or words[0].folded in folded_set(page.language, "no_streets")
        or words[0].gap == "/"
        or (
            len(words) == 1
            and "-" in words[0].text
            and words[0].folded.rpartition("-")[2] in phrase_set("en", "compounds")
        )
    )


def _is_line_below_title(spot: Spot) -> bool:
    """Whether the name is all of a line before the first section: the body that hands in the page."""
    return spot.passage.role is Role.LEAD and spot.first == 0 and spot.last == len(spot.words) - 1


def modifies(language: str, words: Sequence[Word], last: int) -> bool:
    """Whether a small noun follows that the name only modifies: `EU funding`, `Acme software`."""
    after = last + 1
    if after >= len(words) or words[after].gap or words[last].owns or not words[after].text.islower():
        return False
    folded = words[after].folded
    if language == "fr" or folded in folded_set(language, "people") or folded in folded_set(language, "does"):
        return False
    return folded not in phrase_set("en", "follows") and folded not in phrase_set("en", "stops")


def _cue(page: Page, words: Sequence[Word], first: int) -> bool:
    before = first - 1
    if before >= 0 and words[before].folded in phrase_set(page.language, "articles"):
        before -= 1
    return before >= 0 and words[before].folded in folded_set(page.language, "done_by")


def _description(spot: Spot, around: Surroundings) -> Sector | None:
    """The sector of a kind of organisation that says what the name is: `Acme (a software company)`, `the NGO Acme`."""
    words, after = spot.words, spot.last + 1
    before = around.kind_ends.get(spot.passage.start + words[spot.first - 1].end) if spot.first else None
    if before is not None and not words[spot.first].gap and not words[spot.first - 1].folded.endswith("s"):
        return before
    own = around.kinds.get(spot.start)
    if own is not None and own[0] > spot.end and spot.last > spot.first:
        return own[1]
    if after >= len(words):
        return None
    if not words[after].gap and words[after].folded in phrase_set("en", "copulas"):
        after += 1
    elif words[after].gap not in ("(", ",", "–", "-"):
        return None
    in_brackets = words[spot.last + 1].gap == "("
    for index in range(after, min(after + 3, len(words))):
        kind = around.kinds.get(spot.passage.start + words[index].start)
        if kind is not None:
            return kind[1] if in_brackets or index > after else None
        if words[index].folded not in phrase_set("en", "articles"):
            return None
    return None


def _is_contact_line(spot: Spot) -> bool:
    """Whether the name is a line of its own, or the first of its line, in a section that tells whom to contact."""
    asked = f"{spot.passage.section or ''} {spot.passage.question or ''}".lower()
    if "contact" not in asked:
        return False
    text = spot.passage.text
    before = text[: spot.words[spot.first].start].rstrip(" \t\xa0-–•*")
    after = text[spot.words[spot.last].end :].lstrip(" \t\xa0")
    return (not before or before[-1] in "\n,") and (not after or after[0] in "\n,")
