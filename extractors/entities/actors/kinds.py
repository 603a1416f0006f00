"""Kinds of organisation spoken of as taking part: `local authorities`, `business networks`, `lycées professionnels`."""

import re
from collections.abc import Iterator

from extractors.entities.actors.sectors import told_sector
from extractors.entities.naming.organisations import folded_set
from extractors.entities.naming.place_words import place_set
from extractors.entities.naming.prompts import asks_for_actors
from extractors.entities.nouns.reading import Phrase, Reading
from extractors.entities.nouns.spotting import is_meant, phrases
from extractors.folding import fold
from extractors.tokens import gap
from extractors.vocabulary.gazetteer import known_place
from extractors.vocabulary.lexicon import Spot, lexicon
from models.candidate import ActorCandidate, Page, Passage
from models.vocabulary import Sector

# Kinds that only say what something is (`Acme is a company`): they describe, they are no actors of their own.
PREDICATE = "actors.predicates"
_SUBJECT = "kinds"
_REACH = 3
# `U.S. government`
_INITIALS = re.compile(r"\b(?:[A-Z]\.\s?){2,3}\Z")


def find_kinds(page: Page) -> Iterator[ActorCandidate]:
    """Every kind of organisation in the page's passages."""
    for passage in page.passages:
        asked = asks_for_actors(page, passage)
        text = page.masked[passage.start : passage.end]
        for reading, spot, phrase in phrases(text, page.language, _SUBJECT):
            candidate = _candidate(page, passage, reading, spot, phrase, asked=asked)
            if candidate is not None:
                yield candidate


def _candidate(
    page: Page, passage: Passage, reading: Reading, spot: Spot, phrase: Phrase, *, asked: bool
) -> ActorCandidate | None:
    words, text = lexicon(page.language, _SUBJECT), reading.text
    start, end = reading.tokens[phrase.first].start, phrase.end
    initials = _INITIALS.search(text, 0, start) if spot.sense.entry.alone and not spot.sense.plural else None
    if initials:
        start = initials.start()
    if _is_name(reading, spot, phrase) or not is_meant(words, reading, spot, phrase, expected=asked):
        return None
    singular = not spot.sense.plural
    if singular and (not _stands_alone(reading, spot, phrase) or _is_made(page.language, reading, phrase)):
        return None
    if not asked and fold(text[start:end]) in folded_set(page.language, "roles"):
        return None
    entry = spot.sense.entry
    beside = [
        reading.word(index) for index in range(phrase.first, phrase.last + 1) if not spot.first <= index <= spot.last
    ]
    predicate = singular and _is_predicate(reading, phrase)
    return ActorCandidate(
        start=passage.start + start,
        end=passage.start + end,
        extractor=PREDICATE if predicate else "actors.kinds",
        confidence=0.85 if asked else 0.75,
        sector=told_sector(page.language, Sector(entry.form), beside, is_open=entry.open),
        named=bool(initials) or _is_a_countrys(page.language, reading, spot, phrase),
    )


def _is_name(reading: Reading, spot: Spot, phrase: Phrase) -> bool:
    """Whether capitals make a proper name of it; a plural with but one, the first, is none (`Grandes écoles`)."""
    if not phrase.named or not spot.sense.plural or phrase.end > reading.tokens[phrase.last].end:
        return phrase.named
    return any(reading.capital(index) for index in range(phrase.first + 1, phrase.last + 1))


def _stands_alone(reading: Reading, spot: Spot, phrase: Phrase) -> bool:
    """Whether a singular speaks of a body: `the local school`, not `school children`."""
    if _is_attribute(reading, phrase):
        return False
    joined = phrase.first > 0 and reading.adjoined(phrase.first - 1)
    if reading.capital(phrase.first) and not reading.acronym(phrase.first) and joined:
        return reading.word(phrase.first - 1) in reading.rules.singling
    if spot.sense.entry.alone:
        return True
    if joined:
        determiner = _determiner(reading, phrase)
        if spot.sense.entry.territory and determiner and reading.word(determiner - 1) in reading.rules.locatives:
            return False
        return reading.word(determiner) in reading.rules.singling
    # A member of a list, or all there is.
    after = phrase.last + 1
    return after == len(reading.tokens) or gap(reading.text, reading.tokens, phrase.last)[:1] in (",", ";")


def _is_attribute(reading: Reading, phrase: Phrase) -> bool:
    """Whether what follows is the noun that it goes with (`school children`), or its name (`Verein Waldlust`)."""
    after = phrase.last + 1
    if after == len(reading.tokens) or gap(reading.text, reading.tokens, phrase.last) not in (" ", "\xa0", "-"):
        return False
    word, rules = reading.word(after), reading.rules
    if not rules.capitals:
        return reading.raw(after)[0].isupper() and word not in rules.bounds
    if rules.head == "first":
        return False
    return word not in rules.bounds and word not in rules.loose and not word.endswith(("ed", "ly"))


def _determiner(reading: Reading, phrase: Phrase) -> int:
    """The word before the phrase, adjectives that only praise or place it left out: `a thriving cluster`."""
    index = phrase.first - 1
    for _ in range(_REACH):
        if index == 0 or not reading.adjoined(index - 1) or not _only_praises(reading, index):
            break
        index -= 1
    return index


def _only_praises(reading: Reading, index: int) -> bool:
    word, rules = reading.word(index), reading.rules
    if word in rules.singling or word in rules.bounds:
        return False
    return word in rules.loose or word.endswith(("ing", "ed", "ly"))


def _is_made(language: str, reading: Reading, phrase: Phrase) -> bool:
    """Whether the body is only to come: `start a business`, `create and run your own firm`."""
    makes = folded_set(language, "makes")
    for index in range(phrase.first - 1, max(-1, phrase.first - 1 - _REACH), -1):
        if not reading.adjoined(index):
            return False
        if reading.word(index) in makes and reading.word(index) != "own":
            return True
    return False


def _is_predicate(reading: Reading, phrase: Phrase) -> bool:
    """Whether it only says what something is: `Acme is a company`."""
    if phrase.first < 2 or not reading.adjoined(phrase.first - 1):
        return False
    rules = reading.rules
    return reading.word(phrase.first - 1) in rules.indefinite and reading.word(phrase.first - 2) in rules.copulas


def _is_a_countrys(language: str, reading: Reading, spot: Spot, phrase: Phrase) -> bool:
    """Whether there is only one: `U.S. government`, `Swedish Parliament`."""
    if not spot.sense.entry.alone or spot.sense.plural or phrase.last - phrase.first != len(spot.sense.words):
        return False
    other = phrase.first if phrase.first < spot.first else phrase.last
    word = reading.word(other)
    return reading.capital(other) and (word in place_set(language, "adjectives") or known_place(word) is not None)
