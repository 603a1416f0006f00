"""Noun phrases whose noun stands first, as in French: `réunions d'information`, `loi Climat et Résilience`."""

import re

from extractors.entities.nouns.reading import Phrase, Reading
from extractors.tokens import gap

_YEAR = re.compile(r"(?:19|20)\d\d")
_STEM = 3
_COMPLEMENTS = 2
_LINKS_OF_A_NAME = 3
_NUMBERED = frozenset({"n", "no", "nr"})


def head_first(reading: Reading, first: int, last: int) -> Phrase:
    """The phrase around the noun that the tokens `first` to `last` are, numbers left out.

    A noun without a capital takes the adjectives and complements that say what sort it is, and a name right after it;
    one with a capital of its own takes also what articles tie to it.
    """
    proper = reading.capital(first) and not reading.opens(first)
    start = _compound_start(reading, first) if reading.whole else _before(reading, first)
    if reading.ordinals and first and reading.adjoined(first - 1) and reading.word(first - 1) in reading.rules.ordinals:
        start = first - 1
    end = _adjectives_after(reading, last)
    end = _complements_after(reading, end, articles=proper or reading.lists, own=not reading.capital(first))
    name_end = _listed(reading, _name_after(reading, end, tied=proper or reading.greedy, proper=proper), proper=proper)
    return Phrase(start, name_end, first, name_end > end or (proper and end > first), reading.tokens[name_end].end)


def _before(reading: Reading, first: int) -> int:
    """The first of the adjectives that precede the noun: `petites et moyennes entreprises`."""
    start, rules = first, reading.rules
    while start and reading.adjoined(start - 1):
        if reading.word(start - 1) in rules.before:
            start -= 1
        elif (
            start > 1
            and reading.word(start) in rules.before
            and reading.word(start - 1) in rules.ands
            and reading.word(start - 2) in rules.before
        ):
            start -= 2
        else:
            break
    return start


def _compound_start(reading: Reading, first: int) -> int:
    """Where the name begins of which a hyphen makes the noun a part: `Foire-Concours`."""
    while first and reading.capital(first) and reading.hyphened(first - 1) and reading.capital(first - 1):
        first -= 1
    return first


def _adjectives_after(reading: Reading, last: int) -> int:
    while last + 1 < len(reading.tokens) and reading.adjoined(last):
        if reading.hyphened(last) or _is_adjective(reading, last + 1):
            last += 1
        elif _is_second_adjective(reading, last + 2) and _is_adjective(reading, last):
            last += 2
        else:
            break
    return last


def _is_second_adjective(reading: Reading, index: int) -> bool:
    """Whether `and` ties the adjective to the one before: `sociale et solidaire`."""
    if (
        index >= len(reading.tokens)
        or not reading.adjoined(index - 1)
        or reading.word(index - 1) not in reading.rules.ands
    ):
        return False
    return _is_adjective(reading, index) and reading.word(index) not in reading.nouns


def _is_adjective(reading: Reading, index: int) -> bool:
    word, rules = reading.word(index), reading.rules
    if word in rules.bounds or word in rules.loose:
        return False
    if reading.acronym(index) or (word in rules.apposed and reading.raw(index).islower()):
        return True
    if reading.whole and reading.raw(index).endswith(rules.participles) and _governs(reading, index):
        return False
    return len(word) > _STEM and (word.endswith(rules.adjectives) or reading.raw(index).endswith(rules.participles))


def _governs(reading: Reading, index: int) -> bool:
    """Whether a small word other than `de` follows the participle, so that it tells what was done (`créé par`)."""
    after = index + 1
    if after >= len(reading.tokens) or not reading.adjoined(index):
        return False
    word, rules = reading.word(after), reading.rules
    return word in rules.bounds and word not in rules.ands and word not in ("de", "d", "des", "du")


def _complements_after(reading: Reading, last: int, *, articles: bool, own: bool) -> int:
    """Over the complements: those that classify (`d'information`), or with `articles` also `de la mobilité`.

    `own`: one that is a thing of the list by its own name is left to it (`décret de la Loi Mélèze`).
    """
    for step in range(_COMPLEMENTS + reading.whole):
        at = last + 1
        if _is_article(reading, at):
            break
        while articles and at - last < _LINKS_OF_A_NAME and _links(reading, at) and _links(reading, at + 1):
            at += 1
        if not articles and reading.whole and _links(reading, at) and _is_article(reading, at + 1):
            at += 1
        if not _links(reading, at) or _joins(reading, last + 1, at) or not _complements(reading, at + 1):
            break
        if own and reading.names(at + 1) and reading.word(at + 1) in reading.nouns:
            break
        if not articles and not _classifies(reading, last + 1, at, deep=step > 0):
            break
        last = _second_complement(reading, _adjectives_after(reading, at + 1), reading.word(at))
    return last


def _second_complement(reading: Reading, last: int, link: str) -> int:
    """Over what `and` ties to a complement with the same small word: `de prévention et de lutte`."""
    at = last + 2
    if at >= len(reading.tokens) or not (_links(reading, last + 1) and _links(reading, at)):
        return last
    joined = reading.word(last + 1) in reading.rules.ands and reading.word(at) == link
    if not joined or not _complements(reading, at + 1) or reading.word(at + 1) in reading.nouns:
        return last
    return _adjectives_after(reading, at + 1)


def _is_article(reading: Reading, index: int) -> bool:
    return _links(reading, index) and reading.word(index) in reading.rules.definite


def _classifies(reading: Reading, first: int, last: int, *, deep: bool) -> bool:
    """Whether the links `first` to `last` tie a noun that says the sort of the thing, not a name or whose it is."""
    rules = reading.rules
    if reading.capital(last + 1):
        return False
    if not reading.whole:
        return reading.is_tying(last) or (reading.gathers and reading.word(last) in rules.gathering)
    ties = rules.joining | rules.purposes if reading.greedy else rules.joining
    return reading.word(first) in ties and (deep or reading.word(last + 1) not in rules.owners)


def _links(reading: Reading, index: int) -> bool:
    """Whether the word stands right after the one before it and may tie two words of a name."""
    if index >= len(reading.tokens) or not reading.adjoined(index - 1):
        return False
    return reading.word(index) in reading.rules.links and reading.is_preposition(index)


def _joins(reading: Reading, first: int, last: int) -> bool:
    return any(reading.word(index) in reading.rules.ands for index in range(first, last + 1))


def _complements(reading: Reading, index: int) -> bool:
    if index >= len(reading.tokens) or not reading.adjoined(index - 1):
        return False
    word = reading.word(index)
    rules = reading.rules
    if word in rules.bounds or word in rules.idle or word.endswith(rules.infinitives):
        return False
    return word[0].isalpha() and not _is_when(reading, index)


def _is_when(reading: Reading, index: int) -> bool:
    """Whether a year stands right behind, so that the words tell when: `tournoi de boules de mai 2021`."""
    after = index + 1
    if after >= len(reading.tokens) or not reading.adjoined(index) or reading.capital(index):
        return False
    return _YEAR.fullmatch(reading.word(after)) is not None


def _pairs_name(reading: Reading, index: int, *, opened: bool) -> bool:
    """Whether `and` ties one last word without capital to the name of an act: `loi Moulins et rivières`."""
    if not (opened and reading.lists and reading.word(index) in reading.rules.ands):
        return False
    if index + 1 >= len(reading.tokens) or not reading.adjoined(index) or not _complements(reading, index + 1):
        return False
    return reading.raw(index + 1).islower() and not _goes_on(reading, index + 1)


def _goes_on(reading: Reading, index: int) -> bool:
    after = index + 1
    return after < len(reading.tokens) and reading.adjoined(index) and reading.word(after) not in reading.rules.bounds


def _name_after(reading: Reading, last: int, *, tied: bool, proper: bool) -> int:
    """The last of the capitalised words that follow; `tied`: small words may stand between them.

    `proper`: the noun has a capital too, so that a short form tied to the name belongs to it.
    """
    end = at = last
    while at + 1 < len(reading.tokens) and reading.adjoined(at):
        word = reading.word(at + 1)
        if reading.names(at + 1):
            if word in _NUMBERED or (at > end > last and not proper and reading.acronym(at + 1)):
                # `programme Mélèze de l'ADT` is but Mélèze.
                break
            end = at = at + 1
        elif _pairs_name(reading, at + 1, opened=end > last):
            return at + 2
        elif (tied or end > last) and _links(reading, at + 1) and at - end < _LINKS_OF_A_NAME:
            if word in reading.rules.ands and end == last:
                break
            at += 1
        else:
            break
    return end


def _listed(reading: Reading, last: int, *, proper: bool) -> int:
    """The end of an act's name that goes on as a list: `Ley de Molinos, Aguas y Fomento de la Ribera`."""
    if not (proper and reading.lists):
        return last
    end = last
    while end + 1 < len(reading.tokens) and gap(reading.text, reading.tokens, end) == ", " and reading.names(end + 1):
        end += 1
        after = end + 2
        if after < len(reading.tokens) and reading.word(end + 1) in reading.rules.ands and reading.names(after):
            return _name_after(reading, after, tied=True, proper=True)
    return last
