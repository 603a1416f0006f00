"""The noun phrase around a noun: which words beside it belong to the thing's name."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from extractors.tokens import Token, adjoined, capital, gap, hyphened, opens_sentence
from extractors.vocabulary.grammar import Grammar

_MODIFIERS = 3
_STEM = 3
# The small words that tie a name to the noun before it; others only go on.
_TYING = frozenset({"for", "of", "on"})
_NUMBER = re.compile(
    r"[ \xa0](?:n[°ºo]\s?\d[\w./-]*|\(\d{1,4}\)|(?:19|20)\d\d(?:[-/–]\d{2,4})?|[IVX]{1,5}|\d{1,2})"
    r"(?![\w%°€$]|,\d|[ \xa0]?[%€(])"
)


class Phrase(NamedTuple):
    """The tokens `first` to `last` (included) around the noun at `noun`; `named`: capitals make it a name.

    `end` is where its words end in the passage: a number that belongs to the name may follow the last token.
    """

    first: int
    last: int
    noun: int
    named: bool
    end: int


class Reading(NamedTuple):
    """A passage under a language's grammar; `nouns` are words that end a phrase of their own.

    `ordinals`: `second` and the like belong to what is named. `lists`: a name may hold commas (as those of acts do).
    `greedy`: a noun without a capital may take the name that a small word ties to it (`lancement de Tilleul`).
    """

    text: str
    tokens: Sequence[Token]
    rules: Grammar
    nouns: frozenset[str] = frozenset()
    ordinals: bool = False
    lists: bool = False
    greedy: bool = False

    def capital(self, index: int) -> bool:
        return capital(self.text, self.tokens[index])

    def opens(self, index: int) -> bool:
        return opens_sentence(self.text, self.tokens[index])

    def acronym(self, index: int) -> bool:
        token = self.tokens[index]
        raw = self.text[token.start : token.end]
        return len(raw) > 1 and raw.isupper()

    def word(self, index: int) -> str:
        return self.tokens[index].word

    def adjoined(self, index: int) -> bool:
        return adjoined(self.text, self.tokens, index)

    def names(self, index: int) -> bool:
        """Whether the word may be part of a name by its capital."""
        return self.capital(index) and (self.word(index) not in self.rules.bounds or self.acronym(index))


def phrase_at(reading: Reading, first: int, last: int) -> Phrase:
    """The phrase around the noun that the tokens `first` to `last` (included) are."""
    return _head_first(reading, first, last) if reading.rules.head == "first" else _head_last(reading, first, last)


def _head_last(reading: Reading, first: int, last: int) -> Phrase:
    start = _names_before(reading, first) if reading.capital(first) else first
    named = start < first or (last > first and reading.names(last))
    if start == first:
        start = _modifiers_before(reading, first)
        named = named or (reading.capital(first) and any(_is_name(reading, index) for index in range(start, first)))
    end = _names_after(reading, last) if reading.capital(first) else last
    named = named or end > last
    return Phrase(start, end, first, named, _number_after(reading, end, named=named))


def _names_before(reading: Reading, first: int) -> int:
    """The first of the capitalised words that end in the noun; links may stand between them."""
    start = at = first
    while at > 0 and _may_precede(reading, at - 1):
        if reading.names(at - 1):
            if at < start and reading.word(at - 1) in reading.nouns:
                break
            start = at = at - 1
        elif reading.word(at - 1) in reading.rules.links and _may_link(reading, at - 1, start, first):
            at -= 1
        else:
            break
    return _without_opening(reading, _after_list(reading, start, first), first)


def _after_list(reading: Reading, start: int, first: int) -> int:
    """The last of several names that a comma and an `and` part: `Open Studios, Book Fair and Science Days`."""
    if (
        reading.lists
        or start == 0
        or not reading.names(start - 1)
        or gap(reading.text, reading.tokens, start - 1) != ", "
    ):
        return start
    ands = [index for index in range(start, first) if reading.word(index) == "and"]
    return ands[-1] + 1 if ands else start


def _may_link(reading: Reading, index: int, start: int, first: int) -> bool:
    """Whether the small word may stand inside a name: one alone, or `for the`, and not beside the noun."""
    word = reading.word(index)
    if start == first:
        return False
    if start - index == 1:
        return True
    return start - index == 2 and word in ("for", "on", "against") and reading.word(index + 1) == "the"


def _may_precede(reading: Reading, index: int) -> bool:
    """Whether the word may be of one name with the next: a blank, hyphen, ampersand or a list's comma lies between."""
    if reading.word(index).endswith("'s"):
        return False
    between = gap(reading.text, reading.tokens, index)
    return reading.adjoined(index) or between == " & " or (reading.lists and between == ", ")


def _without_opening(reading: Reading, start: int, first: int) -> int:
    """A sentence's first word is capitalised anyway: a verb or a word of no name is left out."""
    while start < first and reading.opens(start):
        word = reading.word(start)
        linked = start + 1 < first and reading.word(start + 1) in reading.rules.links
        if not (word in reading.rules.loose or linked or word in reading.rules.homographs) or reading.acronym(start):
            break
        start += 1
        while start < first and reading.word(start) in reading.rules.links:
            start += 1
    return start


def _modifiers_before(reading: Reading, first: int) -> int:
    """The first of at most three modifiers before the noun; a hyphened compound is one."""
    start, taken = first, 0
    while start > 0 and taken < _MODIFIERS and reading.adjoined(start - 1):
        compound = start - 1
        while compound > 0 and hyphened(reading.text, reading.tokens, compound - 1):
            compound -= 1
        if compound == start - 1 and not _modifies(reading, compound, bare=start == first):
            break
        start, taken = compound, taken + 1
    while start < first and reading.word(start) in reading.rules.homographs and _governed(reading, start):
        start += 1
    return start


def _modifies(reading: Reading, index: int, *, bare: bool) -> bool:  # noqa: ARG001
    word, rules = reading.word(index), reading.rules
    if reading.acronym(index):
        return True
    if reading.ordinals and word in rules.ordinals:
        return True
    if word in rules.bounds or word in rules.loose or word.endswith("'s") or not word[0].isalpha():
        return False
    if word.endswith("ly"):
        return word in rules.adverbial
    return not word.endswith("ing") or word in rules.gerunds


def _governed(reading: Reading, index: int) -> bool:
    """Whether what stands before a word that is noun and verb makes it a verb."""
    if index == 0 or reading.opens(index):
        return False
    return reading.word(index - 1) in reading.rules.verbal


def _is_name(reading: Reading, index: int) -> bool:
    return reading.capital(index) and not reading.opens(index)


def _names_after(reading: Reading, last: int) -> int:
    """The last of the capitalised words that follow, tied by links: `Fund for Nature Protection`."""
    end = at = last
    while at + 1 < len(reading.tokens) and reading.adjoined(at):
        word = reading.word(at + 1)
        tied = end > last or at > last
        if tied and (reading.names(at + 1) or hyphened(reading.text, reading.tokens, at)):
            end = at = at + 1
        elif word in reading.rules.links and at - end < 2 and (tied or word in _TYING):
            at += 1
        else:
            break
    return end


def _number_after(reading: Reading, last: int, *, named: bool) -> int:
    end = reading.tokens[last].end
    found = _NUMBER.match(reading.text, end) if named else None
    return found.end() if found else end


def _head_first(reading: Reading, first: int, last: int) -> Phrase:
    start = first
    if (
        reading.ordinals
        and first > 0
        and reading.adjoined(first - 1)
        and reading.word(first - 1) in reading.rules.ordinals
    ):
        start = first - 1
    end = _adjectives_after(reading, last)
    end = _complements_after(reading, end)
    name_end = _name_after(reading, end)
    named = name_end > end
    numbered = _number_after(reading, name_end, named=True)
    return Phrase(start, name_end, first, named, numbered)


def _adjectives_after(reading: Reading, last: int) -> int:
    while last + 1 < len(reading.tokens) and reading.adjoined(last) and _is_adjective(reading, last + 1):
        last += 1
    return last


def _is_adjective(reading: Reading, index: int) -> bool:
    word, rules = reading.word(index), reading.rules
    if word in rules.bounds or word in rules.loose:
        return False
    return reading.acronym(index) or (len(word) > _STEM and word.endswith(rules.adjectives))


def _complements_after(reading: Reading, last: int) -> int:
    """Over at most two complements that classify (`réunion d'information`), which stand without an article."""
    for _ in range(2):
        at = last + 1
        if at + 1 >= len(reading.tokens) or not (reading.adjoined(last) and reading.adjoined(at)):
            break
        if reading.word(at) not in ("d", "de", "a", "en") or reading.word(at + 1) in reading.rules.bounds:
            break
        if not reading.word(at + 1)[0].isalpha() or reading.capital(at + 1):
            break
        last = _adjectives_after(reading, at + 1)
    return last


def _name_after(reading: Reading, last: int) -> int:
    """The last of the capitalised words that follow, small words between them taken along."""
    end = at = last
    while at + 1 < len(reading.tokens) and reading.adjoined(at):
        word = reading.word(at + 1)
        if reading.capital(at + 1) and (word not in reading.rules.bounds or reading.acronym(at + 1)):
            end = at = at + 1
        elif word in reading.rules.links and at - end < 3:
            if word == "et" and end == last:
                break
            at += 1
        else:
            break
    return end
