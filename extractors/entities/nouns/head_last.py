"""Noun phrases whose noun stands last, as in English: `interactive workshops`, `Fund for Nature Protection`."""

from extractors.entities.nouns.proper import names_after, names_before, title_before
from extractors.entities.nouns.reading import Phrase, Reading
from extractors.tokens import gap

_MODIFIERS = 3


def head_last(reading: Reading, first: int, last: int) -> Phrase:
    """The phrase around the noun that the tokens `first` to `last` are, numbers left out."""
    # A noun that is a short form has its capitals as one.
    proper = reading.capital(first) and not reading.acronym(first)
    start = names_before(reading, first) if proper else first
    named = start < first or (last > first and reading.names(last) and not reading.acronym(last))
    if start == first:
        start = _modifiers_before(reading, first, several=last > first)
        start = start if proper else title_before(reading, start)
        named = named or (proper and any(_is_name(reading, index) for index in range(start, first)))
    end = names_after(reading, last) if proper else last
    if reading.leads and end == last:
        end = _led(reading, last)
    if reading.greedy and not reading.rules.capitals and (tied := _tied_after(reading, last)) > last:
        return Phrase(start, tied, first, named=True, end=reading.tokens[tied].end)
    if reading.gathers and end == last:
        end = _gathered(reading, last)
        return Phrase(start, end, first, named, reading.tokens[end].end)
    return Phrase(start, end, first, named or end > last, reading.tokens[end].end)


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
    """The last of the capitalised words right after the noun: `programme Lowland`, `Landesprogramm Mühlen`."""
    end = last
    while end + 1 < len(reading.tokens) and reading.adjoined(end) and reading.raw(end + 1)[0].isupper():
        if not reading.names(end + 1) and (reading.rules.capitals or reading.word(end + 1) in reading.rules.bounds):
            break
        if reading.word(end + 1) in reading.rules.idle:
            break
        end += 1
    return _paired(reading, end) if end > last else end


def _paired(reading: Reading, end: int) -> int:
    """The end of a name of two nouns where all nouns have capitals: `Tagung Mühlen und Wehre`."""
    pair = end + 2
    if reading.rules.capitals or pair >= len(reading.tokens) or not reading.adjoined(end + 1):
        return end
    return pair if reading.word(end + 1) in reading.rules.ands and reading.raw(pair)[0].isupper() else end


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
