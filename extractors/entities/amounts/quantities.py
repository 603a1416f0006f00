"""Numbers in running text with the words that multiply them: `2.3 million`, `455 k`, `two million`."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from extractors.entities.amounts.numbers import NUMBER, read_number
from extractors.entities.amounts.numerals import find_numerals, fraction_after
from extractors.entities.amounts.units import unit_after
from extractors.entities.amounts.words import factors, money_words
from extractors.folding import fold_word

_BLANK = " \t\n\xa0\u2009\u202f"
# Not within a word, another number, a version, a path or a formula.
_NUMBER = re.compile(
    rf"(?:(?:(?<![\w\\^_])|(?<=(?<!\w)[A-Z]{{3}})|(?<=(?<!\w)Rs))(?<!\d[.,'’/])(?P<number>{NUMBER})|(?<=[$€£])\.(?P<hundredths>\d\d?)(?!\d))(?![\\^_])(?:,[-–—]{{1,2}}|\.[-–—])?"
)
_WORD = re.compile(rf"[-{_BLANK}]{{0,2}}(?P<word>[^\W\d_]+)(?![\d²³_])")
_PRICED_BEFORE = re.compile(rf"[$€£¥₹][{_BLANK}]?$|\b[A-Z]{{3}}[{_BLANK}]?$")
_LONGEST_ABBREVIATION = 3
_MOST_SCALES = 2


class Quantity(NamedTuple):
    """A number and its range, with the words that multiply it: `number` is the product, `scale` their part of it;
    `grouped` says that it is written as amounts are.
    """

    start: int
    end: int
    number: Decimal
    scale: int = 1
    grouped: bool = False


def find_quantities(text: str, language: str) -> tuple[Quantity, ...]:
    """The numbers in `text` with their scales, in order."""
    found, reached = [], 0
    for each in sorted([*_of_digits(text, language), *_of_words(text, language)]):
        if each.start >= reached:
            found.append(each)
            reached = each.end
    return tuple(found)


def _of_digits(text: str, language: str) -> Iterator[Quantity]:
    decimal = money_words(language).decimal
    for match in _NUMBER.finditer(text):
        if match["number"] is None:
            yield Quantity(match.start(), match.end(), Decimal(f"0.{match['hundredths']}"), grouped=True)
            continue
        priced = _PRICED_BEFORE.search(text[max(0, match.start() - 4) : match.start()]) is not None
        scale, end = _scale_after(text, match.end(), language, priced=priced)
        number = read_number(match["number"], decimal=decimal, scaled=scale > 1)
        fraction, end = fraction_after(text, end, language) if scale > 1 else (Decimal(0), end)
        yield Quantity(match.start(), end, (number + fraction) * scale, scale, grouped=not match["number"].isdigit())


def _of_words(text: str, language: str) -> Iterator[Quantity]:
    for numeral in find_numerals(text, language):
        yield Quantity(*numeral)


def _scale_after(text: str, at: int, language: str, *, priced: bool) -> tuple[int, int]:
    """What the words from `at` on multiply by, and where they end; `priced`: a currency stands before the number."""
    scale, end = 1, at
    for _ in range(_MOST_SCALES):
        found = _WORD.match(text, end)
        factor = _factor(found, text, language, priced=priced) if found else 1
        if found is None or factor == 1:
            break
        scale *= factor
        end = found.end("word")
    return scale, end


def _factor(found: re.Match[str], text: str, language: str, *, priced: bool) -> int:
    """A word's factor, 1 for any other word; an abbreviation counts beside a price, where it adjoins the number or a
    sign, or as a capital: `5 m` is a length.
    """
    word = found["word"]
    factor = factors(language).get(fold_word(word), 1)
    apart = found.start("word") > found.start() and text[found.end("word") : found.end("word") + 1].isspace()
    if apart and not priced and len(word) < _LONGEST_ABBREVIATION and not word[0].isupper():
        return factor if unit_after(text, found.end("word"), language, None) else 1
    return factor
