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
from extractors.vocabulary.lexicon import Lexicon, Spot, lexicon
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
    bygone: set[str] = set()
    for passage in page.passages:
        asked = asks_for_actors(page, passage)
        text = page.masked[passage.start : passage.end]
        for reading, spot, phrase in phrases(text, page.language, _SUBJECT):
            if _is_bygone(page.language, reading, phrase):
                bygone.add(spot.sense.noun)
            elif (spot.sense.plural or spot.sense.noun not in bygone) and _is_body(
                page.language, reading, spot, phrase, asked=asked
            ):
                yield _candidate(page, passage, reading, spot, phrase, asked=asked)


def _candidate(
    page: Page, passage: Passage, reading: Reading, spot: Spot, phrase: Phrase, *, asked: bool
) -> ActorCandidate:
    start, entry, singular = reading.tokens[phrase.first].start, spot.sense.entry, not spot.sense.plural
    initials = _INITIALS.search(reading.text, 0, start) if entry.alone and singular else None
    beside = [
        reading.word(index) for index in range(phrase.first, phrase.last + 1) if not spot.first <= index <= spot.last
    ]
    return ActorCandidate(
        start=passage.start + (initials.start() if initials else start),
        end=passage.start + phrase.end,
        extractor=PREDICATE if singular and _is_predicate(reading, phrase) else "actors.kinds",
        confidence=0.85 if asked else 0.75,
        sector=told_sector(page.language, Sector(entry.form), beside, is_open=entry.open),
        named=bool(initials)
        or _is_a_countrys(page.language, reading, spot, phrase)
        or (singular and _is_the_named(reading, spot, phrase)),
    )


def _is_body(language: str, reading: Reading, spot: Spot, phrase: Phrase, *, asked: bool) -> bool:
    """Whether the words speak of bodies of the kind: no name, place, topic, nor what is only to come."""
    words, singular = lexicon(language, _SUBJECT), not spot.sense.plural
    if _is_name(reading, spot, phrase) or not is_meant(words, reading, spot, phrase, expected=asked):
        return False
    if phrase.first and reading.adjoined(phrase.first - 1) and reading.word(phrase.first - 1) in spot.sense.unlike:
        return False
    if spot.sense.entry.territory and _is_called(reading, spot):
        return False
    if spot.sense.entry.people and (singular or _is_trade(reading, spot)):
        return False
    told = asked or _is_the_named(reading, spot, phrase)
    if singular and not _stands_alone(reading, spot, phrase):
        return False
    if singular and not told and _is_where(words, reading, spot, phrase):
        return False
    role = fold(reading.text[reading.tokens[phrase.first].start : phrase.end]) in folded_set(language, "roles")
    return not _is_made(language, reading, phrase, spot) and (asked or not role)


def _is_name(reading: Reading, spot: Spot, phrase: Phrase) -> bool:
    """Whether capitals make a proper name of it; a plural with but one, the first, is none (`Grandes écoles`)."""
    if not phrase.named or not spot.sense.plural or phrase.end > reading.tokens[phrase.last].end:
        return phrase.named
    return any(reading.capital(index) for index in range(phrase.first + 1, phrase.last + 1))


def _stands_alone(reading: Reading, spot: Spot, phrase: Phrase) -> bool:
    """Whether a singular speaks of a body: `the local school`, not `school children`."""
    if not spot.owns and _is_attribute(reading, phrase):
        return False
    joined = phrase.first > 0 and reading.adjoined(phrase.first - 1)
    if reading.capital(phrase.first) and not reading.acronym(phrase.first) and joined:
        return reading.word(phrase.first - 1) in reading.rules.singling
    if spot.sense.entry.alone:
        return True
    if joined:
        word = reading.word(_determiner(reading, phrase))
        # `the university's incubator`
        return word in reading.rules.singling or word.endswith("'s")
    # A member of a list, or all there is.
    after = phrase.last + 1
    return after == len(reading.tokens) or gap(reading.text, reading.tokens, phrase.last)[:1] in (",", ";")


def _is_where(words: Lexicon, reading: Reading, spot: Spot, phrase: Phrase) -> bool:
    """Whether the land or building only says where something is, or a part of the body who: `member of parliament`."""
    if not phrase.first or not reading.adjoined(phrase.first - 1):
        return False
    at, rules = _determiner(reading, phrase), reading.rules
    before = {reading.word(index) for index in (at - 1, at) if index >= 0}
    if spot.sense.entry.territory:
        return at > 0 and reading.word(at - 1) in rules.locatives
    if spot.sense.noun in words.premises:
        return not before.isdisjoint(rules.inside)
    return (
        spot.sense.entry.alone and at > 0 and reading.word(at) in rules.links and reading.word(at - 1) in words.holders
    )


def _is_bygone(language: str, reading: Reading, phrase: Phrase) -> bool:
    """Whether only the building is left, or what the body once was: `a former soap factory`."""
    around = range(max(0, phrase.first - 1), min(len(reading.tokens), phrase.last + 2))
    return any(reading.word(index) in folded_set(language, "bygone") for index in around)


def _is_called(reading: Reading, spot: Spot) -> bool:
    """Whether the names of lands follow: `in den Kantonen Aargau und Zug`."""
    after = spot.last + 1
    if after == len(reading.tokens) or not reading.adjoined(spot.last) or not reading.raw(after)[0].isupper():
        return False
    return known_place(reading.word(after)) is not None


def _is_trade(reading: Reading, spot: Spot) -> bool:
    """Whether the people only say of what sort something is: `farmers' markets`."""
    return reading.owns(spot.last) or (spot.last + 1 < len(reading.tokens) and reading.hyphened(spot.last))


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


def _is_made(language: str, reading: Reading, phrase: Phrase, spot: Spot) -> bool:
    """Whether the body is only to come: `start a business`, `run your own firm`; those who run many have them."""
    makes = folded_set(language, "makes") | (frozenset() if spot.sense.plural else folded_set(language, "runs"))
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


def _is_the_named(reading: Reading, spot: Spot, phrase: Phrase) -> bool:
    """Whether a name beside the noun says which one there is: `the Larch library`, `l'hôpital Mélèze`."""
    if not phrase.first or reading.word(phrase.first - 1) not in reading.rules.definite or reading.acronym(spot.first):
        return False
    others = (index for index in range(phrase.first, phrase.last + 1) if not spot.first <= index <= spot.last)
    return any(reading.names(index) and not reading.acronym(index) and not reading.opens(index) for index in others)


def _is_a_countrys(language: str, reading: Reading, spot: Spot, phrase: Phrase) -> bool:
    """Whether there is only one: `U.S. government`, `Swedish Parliament`."""
    if not spot.sense.entry.alone or spot.sense.plural or phrase.last - phrase.first != len(spot.sense.words):
        return False
    other = phrase.first if phrase.first < spot.first else phrase.last
    word = reading.word(other)
    return reading.capital(other) and (word in place_set(language, "adjectives") or known_place(word) is not None)
