"""Phrases around the nouns of a word list: which words of a passage name a thing of the list's kind."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from extractors.entities.nouns.nounphrase import phrase_at
from extractors.entities.nouns.reading import Phrase, Reading
from extractors.tokens import tokens_of
from extractors.vocabulary.grammar import grammar
from extractors.vocabulary.lexicon import Lexicon, Spot, known_names, lexicon, spots

_ADDRESS = 80
_CUE_REACH = 8
_LONG_FORM = 5
_BLANKS = frozenset(" \xa0\n")
_ADDRESS_MARK = re.compile(r"://|@|\w\.[a-z]{2,}")


class Spotted(NamedTuple):
    """`text[start:end]` names a thing of sort `form`.

    `named`: by a name of its own. `bare`: by the noun alone, without a word beside it. `noun` is the singular noun of
    the list, or the known name. `back`: it is but a noun that needs a name (`the Plan`), and one named before.
    """

    start: int
    end: int
    form: str
    noun: str
    named: bool
    bare: bool
    plural: bool
    back: bool = False


def spotted(
    text: str, language: str, subject: str, *, ordinals: bool = False, expected: bool = False
) -> Iterator[Spotted]:
    """The things of the list `subject` that `text` speaks of; they may overlap.

    `ordinals` are part of their names. `expected`: the text answers a question for such things, so that a noun which
    needs company is believed with any.
    """
    words = lexicon(language, subject)
    whole = Reading(text, tokens_of(text), grammar(language))
    for known in known_names(text, language, subject):
        if _follower(whole, known.last) not in words.bearers:
            yield Spotted(known.start, known.end, known.form, known.name, named=True, bare=False, plural=False)
    for reading, spot, phrase in phrases(text, language, subject, ordinals=ordinals, quotes=True):
        if is_meant(words, reading, spot, phrase, expected=expected):
            yield _as_spotted(reading, spot, phrase)
        elif _points_back(reading, spot, phrase):
            yield _as_spotted(reading, spot, phrase)._replace(back=True)


def phrases(
    text: str, language: str, subject: str, *, ordinals: bool = False, quotes: bool = False
) -> Iterator[tuple[Reading, Spot, Phrase]]:
    """The nouns of the list `subject`, each in its phrase; those that are verbs or a mere attribute are left out."""
    words, rules, tokens = lexicon(language, subject), grammar(language), tokens_of(text)
    for spot in spots(text, language, subject):
        entry = spot.sense.entry
        reading = Reading(
            text,
            tokens,
            rules,
            nouns=words.heads,
            ordinals=ordinals,
            lists=entry.lists,
            greedy=entry.needs != "nothing",
            dated=entry.dated,
            sorting=words.sorting,
            gathers=entry.gathers,
            leads=entry.leads,
            whole=words.whole,
            quotes=quotes,
        )
        if not (
            _in_capitals(reading, spot)
            or _in_address(reading, spot)
            or (not spot.owns and _is_borne(words, reading, spot))
            or (entry.verb and _is_verb(words, reading, spot))
        ):
            phrase = phrase_at(reading, spot.first, spot.last)
            yield reading, spot, _without_possessive(reading, spot, phrase) if spot.owns else phrase


def _without_possessive(reading: Reading, spot: Spot, phrase: Phrase) -> Phrase:
    """The phrase up to the noun that owns what follows: `the town council's`."""
    return phrase._replace(last=spot.last, end=reading.tokens[spot.last].end - len("'s"))


def _points_back(reading: Reading, spot: Spot, phrase: Phrase) -> bool:
    """Whether it is `the` or `this` with the noun alone, its capital kept within a sentence."""
    if not spot.first or (phrase.first, phrase.last) != (spot.first, spot.last) or not reading.capital(spot.first):
        return False
    before = reading.word(spot.first - 1)
    if not reading.adjoined(spot.first - 1) or before not in reading.rules.definite | reading.rules.demonstrative:
        return False
    # `the Plan to combat poverty` is another plan.
    after = spot.last + 1
    return after >= len(reading.tokens) or reading.word(after) not in reading.rules.links - reading.rules.ands


def _as_spotted(reading: Reading, spot: Spot, phrase: Phrase) -> Spotted:
    alone = (phrase.first, phrase.last) == (spot.first, spot.last) and phrase.end == reading.tokens[spot.last].end
    return Spotted(
        start=reading.tokens[phrase.first].start,
        end=phrase.end,
        form=spot.sense.entry.form,
        noun=spot.sense.noun,
        named=phrase.named or any(_is_proper(reading, index) for index in range(phrase.first, spot.first)),
        bare=alone and len(spot.sense.words) == 1,
        plural=spot.sense.plural,
    )


def is_meant(words: Lexicon, reading: Reading, spot: Spot, phrase: Phrase, *, expected: bool) -> bool:
    """Whether the words beside the noun make it, or do not keep it from being, what the list means."""
    sense, entry = spot.sense, spot.sense.entry
    others = [index for index in range(phrase.first, phrase.last + 1) if not spot.first <= index <= spot.last]
    beside = {reading.word(index) for index in others}
    # `in-law` is no law, a `Law on Weirs in Towns` is one.
    small = {reading.word(index) for index in others if index > spot.last} & reading.rules.links
    before = reading.word(phrase.first - 1) if phrase.first and reading.adjoined(phrase.first - 1) else ""
    if before in entry.not_after or not sense.unlike.isdisjoint(beside - small) or _goes_on(reading, spot, phrase):
        return False
    if entry.gathers and phrase.last > spot.last:
        return True
    if entry.needs == "nothing" or (phrase.named and not entry.names_need_company):
        return True
    if expected and others:
        return True
    owned = any(_is_proper(reading, index) for index in others)
    if (entry.needs == "company" or phrase.named) and not sense.company.isdisjoint(beside):
        return True
    numbered = phrase.named and phrase.end > reading.tokens[phrase.last].end
    enough = {
        "owner": owned,
        "number": numbered,
        "cue": (phrase.named or owned) and _is_cued(words, reading, phrase),
        "held": bool(beside - reading.rules.ordinals) and _is_cued(words, reading, phrase),
        "compound": _is_compound(reading, spot),
        "called": _is_called(reading, spot, phrase),
        "modifier": bool(beside - reading.rules.ordinals - reading.sorting),
    }
    return any(enough[each] for each in entry.enough)


def _is_proper(reading: Reading, index: int) -> bool:
    return reading.names(index) and (reading.acronym(index) or not reading.opens(index))


def _is_compound(reading: Reading, spot: Spot) -> bool:
    """Whether the noun is but the end of its word, or a hyphen ties it to the one before."""
    longer = len(spot.sense.words) == 1 and reading.word(spot.first) != spot.sense.words[0]
    if reading.rules.head == "first":
        # `café-débat`
        return spot.last + 1 < len(reading.tokens) and reading.hyphened(spot.last)
    return longer or bool(spot.first and reading.hyphened(spot.first - 1))


def _is_called(reading: Reading, spot: Spot, phrase: Phrase) -> bool:
    """Whether all between the article and the noun is a name of more than a word: `the Larch RENEWAL programme`."""
    if not phrase.first or reading.capital(spot.first):
        return False
    if reading.word(phrase.first - 1) not in reading.rules.definite:
        return False
    names = [reading.names(index) for index in range(phrase.first, spot.first)]
    return len(names) > 1 and all(names)


def _is_cued(words: Lexicon, reading: Reading, phrase: Phrase) -> bool:
    """Whether a cue stands shortly before or after the phrase, in its sentence."""
    for index in range(phrase.first - 1, max(-1, phrase.first - 1 - _CUE_REACH), -1):
        if reading.word(index) in words.cues:
            return True
        if reading.opens(index):
            break
    for index in range(phrase.last + 1, min(phrase.last + 1 + _CUE_REACH, len(reading.tokens))):
        if reading.opens(index):
            break
        if reading.word(index) in words.cues:
            return True
    return False


def _goes_on(reading: Reading, spot: Spot, phrase: Phrase) -> bool:
    """Whether the words after it tell that the noun means something else, or that a longer name holds it."""
    # `regulations of 2000`
    is_dated = spot.sense.entry.dated and phrase.end > reading.tokens[phrase.last].end
    if _follower(reading, spot.last) in spot.sense.entry.not_before and not is_dated:
        return True
    if reading.rules.head == "first" or not phrase.named or not reading.capital(phrase.noun):
        return False
    after = phrase.last + 1
    return after < len(reading.tokens) and reading.names(after) and _parted(reading, phrase.end, after)


def _follower(reading: Reading, last: int) -> str:
    """The word right after the one at `last`, nothing where a mark stands between."""
    after = last + 1
    if after < len(reading.tokens) and _parted(reading, reading.tokens[last].end, after):
        return reading.word(after)
    return ""


def _parted(reading: Reading, end: int, after: int) -> bool:
    """Whether no more than a blank stands between `end` and the word at `after`."""
    return reading.text[end : reading.tokens[after].start] in _BLANKS


def _in_capitals(reading: Reading, spot: Spot) -> bool:
    """Whether it stands in a line set in capitals, of which they tell nothing: a form's or a site's own heading."""
    if spot.sense.noun.isupper() or not all(reading.raw(index).isupper() for index in range(spot.first, spot.last + 1)):
        return False
    beside = [index for index in (spot.first - 2, spot.first - 1, spot.last + 1, spot.last + 2) if index >= 0]
    return any(
        reading.acronym(index) and len(reading.word(index)) >= _LONG_FORM
        for index in beside
        if index < len(reading.tokens)
    )


def _in_address(reading: Reading, spot: Spot) -> bool:
    """Whether the word is part of a web address, a file's name or the like."""
    start, end = reading.tokens[spot.first].start, reading.tokens[spot.last].end
    before = re.search(r"\S*\Z", reading.text[max(0, start - _ADDRESS) : start])
    after = re.match(r"\S*", reading.text[end : end + _ADDRESS])
    chunk = (before[0] if before else "") + reading.text[start:end] + (after[0] if after else "")
    return bool(_ADDRESS_MARK.search(chunk))


def _is_borne(words: Lexicon, reading: Reading, spot: Spot) -> bool:
    """Whether the noun is but an attribute of another: `workshop leader`, `salle de conférence`."""
    if reading.rules.head == "first":
        linked = spot.first > 1 and reading.word(spot.first - 1) in reading.rules.links
        return linked and reading.word(spot.first - 2) in words.bearers
    follower = _follower(reading, spot.last)
    return follower in words.bearers or (
        reading.rules.capitals and not spot.sense.plural and _is_noun(reading, spot.last + 1)
    )


def _is_noun(reading: Reading, index: int) -> bool:
    """Whether the word after a singular is likely a noun: a verb would show its third person or its past."""
    if index >= len(reading.tokens) or not _parted(reading, reading.tokens[index - 1].end, index):
        return False
    word, rules = reading.word(index), reading.rules
    if not reading.raw(index).islower() or word in rules.bounds or word in rules.loose or word in rules.links:
        return False
    return word.isalpha() and not word.endswith(("s", "ed", "ing", "ly"))


def _is_verb(words: Lexicon, reading: Reading, spot: Spot) -> bool:
    """Whether what is noun and verb is a verb: after `to` or `will`, before an object; in French without article."""
    before = reading.word(spot.first - 1) if spot.first and reading.adjoined(spot.first - 1) else ""
    if reading.rules.head == "first":
        return bool(before) and before not in reading.rules.determiners and not reading.capital(spot.first)
    if before in reading.rules.verbal or (spot.sense.plural and before in reading.rules.relatives):
        return True
    follower = "" if reading.capital(spot.first) or spot.last > spot.first else _follower(reading, spot.last)
    return follower in reading.rules.objects or (spot.sense.plural and follower in words.single)
