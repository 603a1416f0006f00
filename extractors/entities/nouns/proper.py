"""Proper names around a noun that stands last: `Lowland 2030 Water Strategy`, `Fund for Nature Protection`."""

import re

from extractors.entities.nouns.reading import Reading
from extractors.tokens import gap

_YEAR = re.compile(r"(?:19|20)\d\d")
# Between the words of an act's name: `Mills, Ponds and Weirs (Upkeep) (Wales) Act`.
_LISTING = frozenset({", ", " (", ") ", ") ("})
# Words whose full stop ends no sentence: `St. Olav Festival`.
_SHORTENED = frozenset({"St", "Ste", "Mt", "Dr", "Prof", "Sr", "Sra"})
# Within a title, not between an owner and what is owned.
_TITLE_LINKS = frozenset({"in", "on", "to", "into"})


def names_before(reading: Reading, first: int) -> int:
    """The first of the capitalised words that end in the noun; links may stand between them."""
    start = at = first
    while at > 0 and _may_precede(reading, at - 1):
        if reading.names(at - 1) or (reading.capital(at - 1) and reading.hyphened(at - 1)):
            if at < start and reading.word(at - 1) in reading.nouns:
                break
            start = at = at - 1
        elif at > 1 and reading.hyphened(at - 2) and reading.names(at - 2):
            start = at = at - 2
        elif at > 1 and _is_year(reading, at - 1) and reading.names(at - 2) and _may_precede(reading, at - 2):
            # `Lowland 2030 Water Strategy`.
            start = at = at - 2
        elif reading.word(at - 1) in reading.rules.links and _may_link(reading, at - 1, start, first):
            at -= 1
        else:
            break
    return _without_opening(reading, _after_list(reading, start, first), first)


def _is_year(reading: Reading, index: int) -> bool:
    return _YEAR.fullmatch(reading.raw(index)) is not None


def _after_list(reading: Reading, start: int, first: int) -> int:
    """The last of several names that a comma and an `and` part: `Open Studios, Book Fair and Science Days`."""
    if (
        reading.lists
        or start == 0
        or not reading.names(start - 1)
        or gap(reading.text, reading.tokens, start - 1) != ", "
    ):
        return start
    ands = [index for index in range(start, first) if reading.word(index) in reading.rules.ands]
    return ands[-1] + 1 if ands else start


def _may_link(reading: Reading, index: int, start: int, first: int) -> bool:
    """Whether the small word may stand inside a name: one alone, or `for the`, and not beside the noun."""
    word = reading.word(index)
    if start == first:
        return False
    if start - index == 1:
        return True
    return start - index == 2 and word in reading.rules.tying and reading.word(index + 1) in reading.rules.definite


def _may_precede(reading: Reading, index: int) -> bool:
    """Whether the word may be of one name with the next: a blank, hyphen, ampersand or a list's comma lies between."""
    if reading.word(index).endswith("'s"):
        return False
    between = gap(reading.text, reading.tokens, index)
    if between == ". ":
        return reading.raw(index) in _SHORTENED
    return reading.adjoined(index) or between == " & " or (reading.lists and between in _LISTING)


def _without_opening(reading: Reading, start: int, first: int) -> int:
    """A sentence's first word is capitalised anyway: a verb or a word of no name is left out."""
    while start < first and reading.opens(start):
        word = reading.word(start)
        linked = start + 1 < first and reading.word(start + 1) in reading.rules.links
        if not (word in reading.rules.loose or linked) or reading.acronym(start):
            break
        start += 1
        while start < first and reading.word(start) in reading.rules.links:
            start += 1
    return start


def names_after(reading: Reading, last: int) -> int:
    """The last of the capitalised words that follow, tied by links: `Fund for Nature Protection`."""
    end = at = last
    while at + 1 < len(reading.tokens) and reading.adjoined(at):
        word = reading.word(at + 1)
        tied = end > last or at > last
        if word in reading.rules.idle or (word in reading.rules.locatives and not reading.lists):
            break
        if tied and (reading.names(at + 1) or reading.hyphened(at)):
            end = at = at + 1
        elif word in reading.rules.links and at - end < 2 and (tied or word in reading.rules.tying):
            at += 1
        else:
            break
    return last if _qualifies(reading, end) else end


def _qualifies(reading: Reading, end: int) -> bool:
    """Whether the last capitalised word goes with a noun that follows: `Fund of the Weir ministry`."""
    after = end + 1
    if after >= len(reading.tokens) or gap(reading.text, reading.tokens, end) != " ":
        return False
    word, rules = reading.word(after), reading.rules
    if not reading.raw(after).islower() or word in rules.bounds or word in rules.loose or word in rules.links:
        return False
    return word.isalpha() and not word.endswith(("s", "ed", "ing", "ly"))


def title_before(reading: Reading, start: int) -> int:
    """The first word of the title of which a phrase from `start` on has only the end: `Safe Mills in Towns grant`."""
    first = start
    while first > 1 and reading.names(first) and reading.word(first - 1) in _TITLE_LINKS and reading.names(first - 2):
        if not (_may_precede(reading, first - 1) and _may_precede(reading, first - 2)):
            break
        first -= 2
        while first and reading.names(first - 1) and _may_precede(reading, first - 1):
            first -= 1
    return _without_opening(reading, first, start)
