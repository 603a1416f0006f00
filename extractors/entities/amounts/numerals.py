"""Numbers told in words: `two and a half million`, `deux cent mille`, `fünfundzwanzigtausend`."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple, TypeVar

from extractors.folding import fold_word
from extractors.vocabulary import vocabulary
from models.frozen import Frozen

_WORD = re.compile(r"[^\W\d_]+")
_GAP = re.compile(r"[- \t\n\xa0\u2009\u202f]{1,2}")
_TEN, _HUNDRED, _THOUSAND = 10, 100, 1000
_LONGEST_WORD = 60
Value = TypeVar("Value", int, Decimal)
_TWENTIES = 4  # French counts by twenties in `quatre-vingts` alone
# soixante-dix, quatre-vingt-onze
_TEENS = range(10, 20)
_BEFORE_TEENS = (60, 80)


class NumeralWords(Frozen):
    """What `<language>/numerals.yaml` holds; the English file tells what each list is for."""

    numbers: Mapping[str, Decimal]
    scales: Mapping[str, int]
    articles: tuple[str, ...] = ()
    joints: tuple[str, ...] = ()
    tens_joints: tuple[str, ...] = ()
    compound: bool = False


class Numeral(NamedTuple):
    """A number told in words and its range; `scale` is the thousand, million … that ends it, or 1."""

    start: int
    end: int
    value: Decimal
    scale: int


class _Sum(NamedTuple):
    """A number in the making: the terms to be added, the greatest first; the scale that ended it so far."""

    terms: tuple[Decimal, ...] = ()
    scale: int = 1

    def value(self) -> Decimal:
        return sum(self.terms, Decimal(0))

    def times(self, scale: int) -> "_Sum | None":
        """The number with what is smaller at its end multiplied: `three hundred fifty` `thousand`."""
        terms, small = self.terms, Decimal(0)
        if scale < _HUNDRED and (not terms or terms[-1] != _TWENTIES):
            return None
        while terms and terms[-1] < scale:
            small += terms[-1]
            terms = terms[:-1]
        term = (small or Decimal(1)) * scale
        if terms and (not small or term >= _room(terms[-1])):
            return None
        return _Sum((*terms, term), scale if scale >= _THOUSAND else 1)

    def plus(self, number: Decimal) -> "_Sum | None":
        """The number with another that has room at its end: `twenty` `five`; a fraction is one of the last scale."""
        if number < 1 and self.scale > 1:
            return _Sum((*self.terms, number * self.scale), self.scale)
        if not self.terms or number < _room(self.terms[-1]):
            return _Sum((*self.terms, number))
        return _Sum((*self.terms, number)) if self.terms[-1] in _BEFORE_TEENS and number in _TEENS else None

    def with_tens(self, number: Decimal) -> "_Sum | None":
        """As `plus`, also where the unit stands before its ten: `fünf` `und` `zwanzig`."""
        if self.terms and self.terms[-1] < _TEN and _TEN < number < _HUNDRED:
            return _Sum((*self.terms[:-1], self.terms[-1] + number))
        return self.plus(number)


def _room(term: Decimal) -> int:
    """The power of ten that a number to be added must stay below."""
    room = 1
    while term % (room * 10) == 0:
        room *= 10
    return room


class _Words(NamedTuple):
    """The lists of a page's language, folded; the English numbers too, for English stands on many pages."""

    numbers: Mapping[str, Decimal]
    scales: Mapping[str, int]
    articles: frozenset[str]
    joints: frozenset[str]
    tens_joints: frozenset[str]
    openers: frozenset[str]
    parts: tuple[str, ...]


def find_numerals(text: str, language: str) -> Iterator[Numeral]:
    """The numbers told in words, in order."""
    tokens = tuple(_WORD.finditer(text))
    words = _words(language)
    index = 0
    while index < len(tokens):
        word = fold_word(tokens[index][0])
        if word not in words.openers and not (words.parts and _in_one_word(word, language)):
            index += 1
            continue
        total, after = _read(text, tokens, index, language)
        if total.terms:
            yield Numeral(tokens[index].start(), tokens[after - 1].end(), total.value(), total.scale)
        index = max(after, index + 1)


def fraction_after(text: str, at: int, language: str) -> tuple[Decimal, int]:
    """The fraction that follows a scale, and where it ends: `2 millions` ` et demi`; 0 where none does."""
    words = _words(language)
    tokens = tuple(islice(_WORD.finditer(text, at), 2))
    folded = [fold_word(token[0]) for token in tokens]
    if len(folded) < 2 or folded[0] not in words.joints | words.tens_joints or not _is_fraction(folded[1:], words):
        return Decimal(0), at
    ends = (at, tokens[0].end())
    adjoin = all(_GAP.fullmatch(text, end, token.start()) for end, token in zip(ends, tokens, strict=True))
    return (words.numbers[folded[1]], tokens[1].end()) if adjoin else (Decimal(0), at)


def _read(text: str, tokens: Sequence[re.Match[str]], index: int, language: str) -> tuple[_Sum, int]:
    """The number that begins at `index`, and the index after it."""
    total, after, at = _Sum(), index, index
    while at < len(tokens) and (at == index or _GAP.fullmatch(text, tokens[at - 1].end(), tokens[at].start())):
        word, following = fold_word(tokens[at][0]), [fold_word(each[0]) for each in tokens[at + 1 : at + 3]]
        longer = _with(total, word, following, language, opened=at > index)
        at += 1
        if longer is not None:
            total, after = longer, at
        elif not _is_inner(total, word, following, _words(language)):
            break
    return total, after


def _with(total: _Sum, word: str, following: Sequence[str], language: str, *, opened: bool) -> _Sum | None:
    """The number with the word, where it goes on with it; `opened`: by an article."""
    words = _words(language)
    longer = None
    if word in words.scales and (total.terms or opened or word in words.numbers):
        longer = total.times(words.scales[word])
    if longer is None and word in words.numbers:
        return total.plus(words.numbers[word])
    if longer is None and word in words.articles and total.terms and not _is_fraction(following[:1], words):
        return total.plus(Decimal(1))
    compound = _in_one_word(word, language) if longer is None else None
    if compound is None:
        return longer
    added = total.plus(compound.value())
    return added and added._replace(scale=compound.scale)


def _is_inner(total: _Sum, word: str, following: Sequence[str], words: _Words) -> bool:
    """Whether the word may stand within a number without being one: an article, a joint."""
    if word in words.articles:
        return True
    if not total.terms:
        return False
    small = total.terms[-1] < _HUNDRED
    before_fraction = _is_fraction([each for each in following if each not in words.articles][:1], words)
    return word in words.tens_joints or (word in words.joints and (not small or before_fraction or total.terms[-1] < 1))


def _is_fraction(following: Sequence[str], words: _Words) -> bool:
    return any(words.numbers.get(word, 1) < 1 for word in following)


@lru_cache(maxsize=4096)
def _in_one_word(word: str, language: str) -> _Sum | None:
    """The number that a word made of several tells: `fünfundzwanzigtausend`, `duecento`."""
    words = _words(language)
    parts = _parts(word, words.parts) if len(word) <= _LONGEST_WORD else None
    if parts is None or len(parts) == 1 or parts[-1] in words.joints:
        return None
    total = _Sum()
    for part in parts:
        longer = total.times(words.scales[part]) if part in words.scales else None
        number = words.numbers.get(part, Decimal(1) if part in words.articles else None)
        if longer is None and number is not None:
            longer = total.with_tens(number)
        if longer is None and part not in words.joints:
            return None
        total = longer or total
    return total if total.terms else None


def _parts(word: str, known: Sequence[str]) -> tuple[str, ...] | None:
    """The word cut into known parts, the longest first."""
    if not word:
        return ()
    for part in known:
        rest = _parts(word[len(part) :], known) if word.startswith(part) else None
        if rest is not None:
            return (part, *rest)
    return None


@cache
def _words(language: str) -> _Words:
    own, english = (vocabulary(each, "numerals", NumeralWords) for each in (language, "en"))
    parts = {*own.numbers, *own.scales, *own.articles, *own.joints} if own.compound else ()
    numbers, articles = _folded({**english.numbers, **own.numbers}), frozenset(map(fold_word, own.articles))
    return _Words(
        numbers=numbers,
        scales=_folded({**english.scales, **own.scales}),
        articles=articles,
        joints=frozenset(map(fold_word, own.joints)),
        tens_joints=frozenset(map(fold_word, own.tens_joints)),
        openers=articles.union(numbers),
        parts=tuple(sorted(map(fold_word, parts), key=lambda part: (-len(part), part))),
    )


def _folded(numbers: Mapping[str, Value]) -> dict[str, Value]:
    return {fold_word(word): number for word, number in numbers.items()}
