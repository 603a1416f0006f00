"""The words that money is told by: currencies of all languages, scales and numerals of the page's language first."""

from collections.abc import Mapping
from functools import cache

import pycountry

from extractors.vocabulary import languages, vocabulary
from models.frozen import Frozen

# No longer in ISO 4217, yet on pages of their time.
_FORMER = frozenset({"ATS", "BEF", "DEM", "ESP", "FIM", "FRF", "GRD", "IEP", "ITL", "NLG", "PTE", "XEU"})


class MoneyWords(Frozen):
    """What `<language>/money.yaml` holds; the English file tells what each list is for."""

    decimal: str
    scales: Mapping[str, int]
    numerals: Mapping[str, float] = {}
    of: tuple[str, ...] = ()
    currencies: Mapping[str, str]
    to: tuple[str, ...] = ()
    conjunction: tuple[str, ...] = ()
    between: tuple[str, ...] = ()
    asks_amount: tuple[str, ...] = ()


class Currencies(Frozen):
    """What `en/currencies.yaml` holds: signs, and codes and names that need care."""

    signs: Mapping[str, str]
    by_region: Mapping[str, Mapping[str, str]]
    words: frozenset[str]
    weights: frozenset[str]


@cache
def money_words(language: str) -> MoneyWords:
    """The lists of all languages as one; where two differ, the page's language has the say, then English."""
    order = list(dict.fromkeys((language, "en", *languages())))
    lists = [vocabulary(each, "money", MoneyWords) for each in order]
    return MoneyWords(
        decimal=lists[0].decimal,
        scales=_united([each.scales for each in lists]),
        numerals=_united([each.numerals for each in lists]),
        currencies=_united([each.currencies for each in lists]),
        **{
            field: tuple(dict.fromkeys(word for each in lists for word in getattr(each, field)))
            for field in ("of", "to", "conjunction", "between", "asks_amount")
        },
    )


@cache
def currencies() -> Currencies:
    """Signs and codes that no language owns."""
    lists: Currencies = vocabulary("en", "currencies", Currencies)
    return lists


@cache
def codes() -> frozenset[str]:
    """Every code of ISO 4217, and those of the currencies that the euro replaced."""
    return frozenset(each.alpha_3 for each in pycountry.currencies) | _FORMER


def _united(lists: list[Mapping[str, int]] | list[Mapping[str, float]] | list[Mapping[str, str]]) -> dict[str, object]:
    united: dict[str, object] = {}
    for each in lists:
        for word, value in each.items():
            united.setdefault(word, value)
    return united
