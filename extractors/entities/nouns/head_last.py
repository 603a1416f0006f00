"""Noun phrases whose noun stands last, as in English: `interactive workshops`, `Fund for Nature Protection`."""

import re

from extractors.entities.nouns.reading import Phrase, Reading
from extractors.tokens import gap

_MODIFIERS = 3
_YEAR = re.compile(r"(?:19|20)\d\d")
# Between the words of an act's name: `Mills, Ponds and Weirs (Upkeep) (Wales) Act`.
_LISTING = frozenset({", ", " (", ") ", ") ("})
# Words whose full stop ends no sentence: `St. Olav Festival`.
_SHORTENED = frozenset({"St", "Ste", "Mt", "Dr", "Prof", "Sr", "Sra"})


def head_last(reading: Reading, first: int, last: int) -> Phrase:
    """The phrase around the noun that the tokens `first` to `last` are, numbers left out."""
    # A noun that is a short form has its capitals as one.
    proper = reading.capital(first) and not reading.acronym(first)
    start = _names_before(reading, first) if proper else first
    named = start < first or (last > first and reading.names(last) and not reading.acronym(last))
    if start == first:
        start = _modifiers_before(reading, first, several=last > first)
        named = named or (proper and any(_is_name(reading, index) for index in range(start, first)))
    end = _names_after(reading, last) if proper else last
    if reading.leads and end == last:
        end = _led(reading, last)
    if reading.greedy and not reading.rules.capitals and (tied := _tied_after(reading, last)) > last:
        return Phrase(start, tied, first, named=True, end=reading.tokens[tied].end)
    if reading.gathers and end == last:
        end = _gathered(reading, last)
        return Phrase(start, end, first, named, reading.tokens[end].end)
    return Phrase(start, end, first, named or end > last, reading.tokens[end].end)


def _names_before(reading: Reading, first: int) -> int:
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


def _modifiers_before(reading: Reading, first: int, *, several: bool) -> int:
    """The first of at most three modifiers before the noun; a hyphened compound is one, a name counts for none.

    `several`: the noun has several words, so that its own first one may be half of a pair.
    """
    start, taken = first, 0
    while start > 0 and taken < _MODIFIERS and reading.adjoined(start - 1):
        if (pair := _pair_before(reading, start, bare=start == first and not several)) < start:
            start, taken = pair, taken + 1
            continue
        if (joint := _joint_before(reading, start)) < start:
            start = joint
            continue
        compound = start - 1
        while compound > 0 and reading.hyphened(compound - 1):
            compound -= 1
        if not _modifies(reading, compound) if compound == start - 1 else _lasts(reading, compound, start - 1):
            break
        start, taken = compound, taken + (not reading.names(compound))
    while start < first and reading.word(start) in reading.rules.homographs and _governed(reading, start):
        start += 1
    if first - start > 1 and reading.names(first - 1) and not reading.names(start) and not reading.opens(start):
        # What goes before a name is no part of it: `the biennial Weirs exhibition`.
        return next(index for index in range(start, first) if reading.names(index))
    return _without_owner(reading, start, first, several=several)


def _joint_before(reading: Reading, start: int) -> int:
    """The first of the names that `&` ties to the one right before `start`: `Weirs & Mills exhibition`."""
    first = start - 1
    while (
        first > 0
        and reading.names(first)
        and reading.names(first - 1)
        and gap(reading.text, reading.tokens, first - 1) == " & "
    ):
        first -= 1
    return first if first < start - 1 else start


def _lasts(reading: Reading, first: int, last: int) -> bool:
    """Whether the compound says how long a thing lasts (`two-day`), which is no part of what it is called."""
    number = reading.word(first)
    return reading.word(last) in reading.rules.spans and (number.isdigit() or number in reading.rules.loose)


def _without_owner(reading: Reading, start: int, first: int, *, several: bool) -> int:
    """A name of several words before modifiers without capitals says whose it is: `Weir City Council mill grant`."""
    sort = next((index for index in range(start, first) if not reading.names(index)), first)
    halved = start > 1 and reading.word(start - 1) in reading.rules.ands and reading.names(start - 2)
    if start == sort or (sort == first and not several and not halved) or reading.hyphened(sort - 1):
        return start
    longer = start > 0 and reading.adjoined(start - 1) and reading.word(start - 1) in reading.rules.tying
    return sort if longer or sort - start > 1 else start


def _led(reading: Reading, last: int) -> int:
    """The last of the capitalised words right after the noun: `programme Lowland`."""
    end = last
    while end + 1 < len(reading.tokens) and reading.adjoined(end) and reading.names(end + 1):
        if reading.word(end + 1) in reading.rules.idle:
            break
        end += 1
    return end


def _pair_before(reading: Reading, start: int, *, bare: bool) -> int:
    """The first of the adjectives that `and` ties to the one at `start`: `micro, small and medium-sized`.

    `bare`: at `start` is the noun itself, so that only what is cut short is tied to it (`Natur- und Umweltvereine`).
    """
    first = start - 2
    if bare and first >= 0 and not _is_cut(reading, first):
        return start
    if first < 0 or reading.word(start - 1) not in reading.rules.ands or not _pairs(reading, first, (" ", "- ")):
        return start
    while first and _pairs(reading, first - 1, (", ", "-, ")):
        first -= 1
    return first


def _pairs(reading: Reading, index: int, gaps: tuple[str, ...]) -> bool:
    word, rules = reading.word(index), reading.rules
    if gap(reading.text, reading.tokens, index) not in gaps or word in reading.nouns or word in rules.bounds:
        return False
    return word in rules.paired or word.endswith(rules.adjectives) or _is_cut(reading, index)


def _is_cut(reading: Reading, index: int) -> bool:
    return gap(reading.text, reading.tokens, index).startswith("- ")


def _tied_after(reading: Reading, last: int) -> int:
    """The end of what an article or `for` ties to the noun where all nouns have capitals: `Tag der offenen Tür`."""
    rules, at = reading.rules, last + 1
    while at < len(reading.tokens) and reading.adjoined(at - 1) and at - last <= _MODIFIERS:
        if reading.raw(at)[0].isupper():
            return at if at > last + 1 else last
        if reading.word(at) not in (rules.joining if at == last + 1 else rules.definite) and not _modifies(reading, at):
            return last
        at += 1
    return last


def _gathered(reading: Reading, last: int) -> int:
    """The end of whom the noun gathers: `networks of small farms`, a plural without an article."""
    index = last + 1
    if index >= len(reading.tokens) or not reading.adjoined(last) or reading.word(index) not in reading.rules.gathering:
        return last
    for end in range(index + 1, min(index + 2 + _MODIFIERS, len(reading.tokens))):
        word = reading.word(end)
        if not reading.adjoined(end - 1) or reading.capital(end) or word in reading.rules.bounds:
            return last
        if _is_plural(word) and word not in reading.rules.gerunds:
            return end
    return last


def _modifies(reading: Reading, index: int) -> bool:
    word, rules = reading.word(index), reading.rules
    if reading.acronym(index) or word in reading.sorting or word in rules.gerunds:
        return True
    if reading.ordinals and word in rules.ordinals:
        return True
    if word.isdigit():
        return index > 0 and reading.adjoined(index - 1) and reading.names(index - 1) and not reading.opens(index - 1)
    if word in rules.bounds or word in rules.loose or word.endswith("'s") or not word[0].isalpha():
        return False
    if not rules.capitals:
        return word.endswith(rules.adjectives) and (reading.raw(index).islower() or reading.opens(index))
    if _is_plural(word) and not reading.capital(index):
        return reading.owns(index)
    if word.endswith("ly"):
        return word in rules.adverbial
    # `small printing firms`, `a pruning workshop`; but `for printing reports`.
    if not word.endswith("ing"):
        return True
    before = reading.word(index - 1) if index and reading.adjoined(index - 1) else ""
    # What is held is told by what one does there; a body is not (`a thriving cluster`).
    return before in reading.sorting or (reading.ordinals and before in reading.rules.indefinite)


def _is_plural(word: str) -> bool:
    """Whether it ends like a plural, or like a verb of a third person: neither stands before the noun as a rule."""
    return word.endswith("s") and not word.endswith(("ss", "us", "is", "ics", "'s"))


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
