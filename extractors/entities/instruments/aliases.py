"""Short forms of named things: `River Basin Management Plan (RBMP)`, and initials used without saying so."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.tokens import Token, tokens_of
from extractors.vocabulary.grammar import grammar
from models.candidate import Candidate, Page

_IN_BRACKETS = re.compile(r"[ \xa0]?\([\"“«']?(?P<short>[A-Z][\w&./-]{1,9}?)s?[\"”»']?(?:[ ,;][^()]{0,40})?\)")
_BEFORE_BRACKET = re.compile(r"(?<![\w-])(?P<short>[A-Z][\w&-]{1,9})[ \xa0]\([\"“«']?\Z")
_CAPITALS = 2
_SHORTEST = 3


class Acronym(NamedTuple):
    """`page.text[start:end]` stands for the long form that is the page's `long`."""

    start: int
    end: int
    long: str


def acronyms(page: Page, named: Sequence[Candidate]) -> Iterator[Acronym]:
    """Every place in the passages where a short form stands for one of `named`, in page order of the short forms."""
    longs: dict[str, str] = {}
    for each in named:
        long = page.text[each.start : each.end]
        for short in (*_given(page, each), *_initials(long, page.language)):
            longs.setdefault(short, long)
    if not longs:
        return
    known = "|".join(re.escape(short) for short in sorted(longs, key=lambda short: (-len(short), short)))
    pattern = re.compile(rf"(?<![\w-])({known})s?(?![\w])")
    for passage in page.passages:
        for match in pattern.finditer(page.masked, passage.start, passage.end):
            yield Acronym(match.start(1), match.end(1), longs[match[1]])


def _given(page: Page, named: Candidate) -> Iterator[str]:
    """What the page puts in brackets after the name, or before it with the name in brackets."""
    after = _IN_BRACKETS.match(page.masked, named.end)
    before = _BEFORE_BRACKET.search(page.masked[max(0, named.start - 16) : named.start])
    long = page.text[named.start : named.end]
    for found in (after, before):
        if found and _abbreviates(found["short"], long):
            yield found["short"]


def _abbreviates(short: str, long: str) -> bool:
    """Whether it has two capitals and its letters stand in the long form in order, the first at a word's start."""
    letters = [each for each in short if each.isalpha()]
    if sum(each.isupper() for each in letters) < _CAPITALS:
        return False
    words = long.casefold()
    if not any(word.startswith(letters[0].casefold()) for word in re.findall(r"\w+", words)):
        return False
    place = -1
    for letter in letters:
        place = words.find(letter.casefold(), place + 1)
        if place < 0:
            return False
    return True


def _initials(long: str, language: str) -> Iterator[str]:
    """The initials of at least three words; also without a first word that tells whose it is."""
    rules = grammar(language)
    words = [token for token in tokens_of(long) if token.word not in rules.bounds and not token.word.isdigit()]
    if len(words) < _SHORTEST:
        return
    yield _first_letters(long, words)
    if len(words) > _SHORTEST:
        yield _first_letters(long, words[1:])


def _first_letters(long: str, words: Sequence[Token]) -> str:
    return "".join(long[word.start].upper() for word in words)
