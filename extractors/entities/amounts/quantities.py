"""Numbers in running text with the words that multiply them: `2.3 million`, `455 k`, `two million`."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from extractors.entities.amounts.numbers import NUMBER, read_number
from extractors.entities.amounts.words import money_words
from extractors.vocabulary.patterns import any_of

_BLANK = " \t\n\xa0\u2009\u202f"
# Not within a word, another number, a version, a path or a formula.
_NUMBER = re.compile(rf"(?<![\w\\^_])(?<!\d[.,'’/])(?P<number>{NUMBER})(?![\\^_])(?:,[-–—]{{1,2}}|\.[-–—])?")
_WORD = re.compile(rf"[-{_BLANK}]{{0,2}}(?P<word>[^\W\d_]+)")
_LONGEST_ABBREVIATION = 2
_MOST_SCALES = 2
_NUMERAL_REACH = 24


class Quantity(NamedTuple):
    """A number and its range, the scale's words within it; `grouped` says that it is written as amounts are."""

    start: int
    end: int
    number: Decimal
    scale: int = 1
    grouped: bool = False


def find_quantities(text: str, language: str) -> tuple[Quantity, ...]:
    """The numbers in `text` with their scales, in order."""
    found, reached = [], 0
    for each in sorted([*_of_digits(text, language), *_of_numerals(text, language)]):
        if each.start >= reached:
            found.append(each)
            reached = each.end
    return tuple(found)


def _of_digits(text: str, language: str) -> Iterator[Quantity]:
    decimal = money_words(language).decimal
    for match in _NUMBER.finditer(text):
        scale, end = _scale_after(text, match.end(), language)
        number = read_number(match["number"], decimal=decimal, scaled=scale > 1)
        yield Quantity(match.start(), end, number, scale, grouped=not match["number"].isdigit())


def _of_numerals(text: str, language: str) -> Iterator[Quantity]:
    """Numbers told in words count only before a scale (`two million`): alone they seldom are money."""
    words = money_words(language)
    for match in _scale_words(language).finditer(text):
        begin = max(0, match.start() - _NUMERAL_REACH)
        before = _numerals(language).search(text[begin : match.start()])
        if before is None:
            continue
        scale, end = _scale_after(text, match.start(), language)
        number = Decimal(str(words.numerals[" ".join(before["numeral"].casefold().split())]))
        yield Quantity(begin + before.start("numeral"), end, number, scale)


def _scale_after(text: str, at: int, language: str) -> tuple[int, int]:
    """What the words from `at` on multiply by, and where they end."""
    scale, end = 1, at
    for _ in range(_MOST_SCALES):
        found = _WORD.match(text, end)
        factor = _factor(found, text, language) if found else 1
        if found is None or factor == 1:
            break
        scale *= factor
        end = found.end("word")
    return scale, end


def _factor(found: re.Match[str], text: str, language: str) -> int:
    """A scale's factor, 1 for any other word; a single letter counts where it adjoins the number or a sign."""
    word = found["word"]
    factor = money_words(language).scales.get(word.casefold(), 1)
    if len(word) <= _LONGEST_ABBREVIATION and found.start("word") > found.start():
        adjoins = not text[found.end("word") : found.end("word") + 1].isspace()
        factor = factor if word[0].isupper() or adjoins else 1
    return factor


@cache
def _scale_words(language: str) -> re.Pattern[str]:
    words = [word for word in money_words(language).scales if len(word) > _LONGEST_ABBREVIATION]
    return re.compile(rf"(?<!\w){any_of(words)}(?!\w)", re.IGNORECASE)


@cache
def _numerals(language: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?P<numeral>{any_of(list(money_words(language).numerals))})[-{_BLANK}]{{1,2}}$", re.IGNORECASE
    )
