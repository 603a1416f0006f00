"""The words that money is told by: the page's language has the say, then English, then the others."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple, TypeVar

from babel import Locale
from babel.numbers import get_currency_name

from extractors.entities.amounts.numerals import NumeralWords
from extractors.folding import fold_word
from extractors.vocabulary import languages, vocabulary
from models.currency import codes
from models.frozen import Frozen

Value = TypeVar("Value")
Phrase = tuple[str, ...]

# Metals, units of account and codes for tests have codes too.
_NO_MONEY = frozenset({"XAG", "XAU", "XBA", "XBB", "XBC", "XBD", "XDR", "XPD", "XPT", "XSU", "XTS", "XUA", "XXX"})
# Numbers that CLDR's rules for plurals tell apart in some language.
_COUNTS = (1, 2, 5)
_THOUSAND = 1000
_TOKEN = re.compile(r"[^\W\d_]+")


class MoneyWords(Frozen):
    """What `<language>/money.yaml` holds; the English file tells what each list is for."""

    decimal: str
    abbreviations: Mapping[str, int]
    of: tuple[str, ...] = ()
    currencies: Mapping[str, str]
    subunits: Mapping[str, str] = {}
    part_joints: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    weights: tuple[str, ...] = ()
    weighing: tuple[str, ...] = ()
    pricing: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    conjunction: tuple[str, ...] = ()
    between: tuple[str, ...] = ()
    asks_amount: tuple[str, ...] = ()


class Currencies(Frozen):
    """What `en/currencies.yaml` holds: signs, and codes and names that need care."""

    signs: Mapping[str, str]
    by_region: Mapping[str, Mapping[str, str]]
    signs_by_region: Mapping[str, Mapping[str, str]] = {}
    parts_by_region: Mapping[str, Mapping[str, str]] = {}
    shared: frozenset[str]
    words: frozenset[str]


class Name(NamedTuple):
    """What a currency's name means; `short` names are shared by countries, `part` is a hundredth of it."""

    code: str
    short: bool = False
    part: bool = False


@cache
def money_words(language: str) -> MoneyWords:
    """The lists of all languages as one; where two differ, the page's language has the say, then English."""
    lists = [vocabulary(each, "money", MoneyWords) for each in _by_say(language)]
    mappings = {"abbreviations", "currencies", "subunits"}
    rows = MoneyWords.model_fields.keys() - {"decimal", *mappings}
    return MoneyWords(
        decimal=lists[0].decimal,
        **{field: _united([getattr(each, field) for each in lists]) for field in mappings},
        **{field: tuple(dict.fromkeys(word for each in lists for word in getattr(each, field))) for field in rows},
    )


@cache
def currency_names(language: str) -> Mapping[str, tuple[tuple[Phrase, Name], ...]]:
    """Currencies' names as folded words, by their first word, the longest first: those of the lists, and CLDR's full
    names in the page's language and English.
    """
    names: dict[Phrase, Name] = {}
    for spoken in _by_say(language):
        own = vocabulary(spoken, "money", MoneyWords)
        foreign = spoken not in {language, "en"}
        short = {form: Name(code, short=" " not in form) for form, code in own.currencies.items()}
        parts = {form: short[whole]._replace(part=True) for form, whole in own.subunits.items()}
        known = {
            _phrase(form): name for form, name in {**short, **parts}.items() if not foreign or form not in own.doubtful
        }
        if not foreign:
            known = {**_full_names(spoken, known), **known}
        for phrase, name in known.items():
            names.setdefault(phrase, name)
    by_first: dict[str, list[tuple[Phrase, Name]]] = {}
    for phrase in sorted(names, key=len, reverse=True):
        by_first.setdefault(phrase[0], []).append((phrase, names[phrase]))
    return {first: tuple(found) for first, found in by_first.items()}


@cache
def factors(language: str) -> Mapping[str, int]:
    """What words and abbreviations after a number multiply it by, folded; from a thousand on."""
    found: dict[str, int] = {}
    for spoken in _by_say(language):
        scales = vocabulary(spoken, "numerals", NumeralWords).scales
        large = {word: scale for word, scale in scales.items() if scale >= _THOUSAND}
        for word, factor in {**vocabulary(spoken, "money", MoneyWords).abbreviations, **large}.items():
            found.setdefault(fold_word(word), factor)
    return found


@cache
def currencies() -> Currencies:
    """Signs and codes that no language owns."""
    lists: Currencies = vocabulary("en", "currencies", Currencies)
    return lists


def words_of(text: str, start: int = 0) -> Iterator[re.Match[str]]:
    """The words that names of currencies are made of, from `start` on."""
    return _TOKEN.finditer(text, start)


def _phrase(form: str) -> Phrase:
    return tuple(fold_word(match[0]) for match in words_of(form))


def _full_names(language: str, short: Mapping[Phrase, Name]) -> dict[Phrase, Name]:
    """CLDR's names of each currency, singular and plurals, also with the other forms of the short name that they end
    or begin with (`Indiase roepie`, `roepies`); a code stands where CLDR has no name.
    """
    names: dict[Phrase, Name] = {}
    for locale in _locales(language):
        for code in sorted((codes() - _NO_MONEY) & locale.currencies.keys()):
            told = {get_currency_name(code, count=count, locale=locale) for count in _COUNTS}
            for phrase in sorted(_phrase(name) for name in told if name != code and "(" not in name):
                names.update(dict.fromkeys(_with_other_forms(phrase, short), Name(code)))
    return names


def _with_other_forms(phrase: Phrase, short: Mapping[Phrase, Name]) -> Iterator[Phrase]:
    yield phrase
    if len(phrase) != 2:
        return
    first, last = phrase
    for form, name in short.items():
        if len(form) == 1 and short.get((first,)) == name:
            yield (*form, last)
        if len(form) == 1 and short.get((last,)) == name:
            yield (first, *form)


def _locales(language: str) -> Iterator[Locale]:
    """The language as CLDR has it, and Portuguese of both shores."""
    for tag in (language, f"{language}_PT") if language == "pt" else (language,):
        try:
            yield Locale.parse(tag)
        except ValueError:
            return


def _by_say(language: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((language, "en", *languages())))


def _united(lists: Sequence[Mapping[str, Value]]) -> dict[str, Value]:
    united: dict[str, Value] = {}
    for each in lists:
        for word, value in each.items():
            united.setdefault(word, value)
    return united
