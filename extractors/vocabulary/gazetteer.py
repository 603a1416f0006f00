"""Places known anywhere: countries and their subdivisions (ISO 3166), cities (GeoNames), regions, seas and rivers."""

import gettext
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import pycountry

from extractors.folding import fold
from extractors.vocabulary import languages, vocabulary
from models.frozen import Frozen

Sort = Literal["country", "world", "region", "city"]
_CITIES = Path(__file__).parent / "cities.tsv"
_BIG = 100


class GeographyWords(Frozen):
    """One language's `geography.yaml`."""

    heads: Mapping[str, tuple[str, ...]]
    before: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    world: tuple[tuple[str, ...], ...] = ()
    countries: Mapping[str, tuple[str, ...]] = {}
    also: Mapping[str, tuple[str, ...]] = {}
    short: Mapping[str, str] = {}
    never: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    doubtful_before: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    streets_before: tuple[str, ...] = ()
    streets_after: tuple[str, ...] = ()
    no_streets: tuple[str, ...] = ()


class KnownPlace(NamedTuple):
    """`countries` are ISO 3166-1 alpha-2, the likeliest first; `big` says that a city has 100,000 inhabitants."""

    sort: Sort
    countries: tuple[str, ...]
    big: bool


_NOWHERE = KnownPlace("region", (), False)


def geography(language: str) -> GeographyWords:
    """The language's words of places."""
    words: GeographyWords = vocabulary(language, "geography", GeographyWords)
    return words


def known_place(folded: str) -> KnownPlace | None:
    """What is known of the place of that folded name; a country before a region of its name, a region before a city."""
    named = _named_places().get(folded)
    if named is not None:
        return named
    row = _cities().get(folded)
    if row is None:
        return None
    countries, thousands = row.split("\t")
    return KnownPlace("city", tuple(countries.split(",")), int(thousands) >= _BIG)


@cache
def _named_places() -> Mapping[str, KnownPlace]:
    cities = _cities()
    index: dict[str, KnownPlace] = {}
    for name, country in _countries():
        index.setdefault(fold(name), KnownPlace("country", (country,), True))
    for language in languages():
        words = geography(language)
        for country, names in words.countries.items():
            for name in names:
                index.setdefault(fold(name), KnownPlace("country", (country,), True))
        for country, names in words.also.items():
            for name in names:
                index.setdefault(fold(name), KnownPlace("region", (country,), True))
        for group in words.world:
            for name in group:
                index.setdefault(fold(name), KnownPlace("world", (), True))
    for division in pycountry.subdivisions:
        key = fold(division.name.split("[")[0].split(",")[0])
        if len(key) > 3 and index.get(key, _NOWHERE).sort == "region":
            index[key] = _with_division(index.get(key, _NOWHERE), cities.get(key, ""), division.country_code)
    return index


def _with_division(known: KnownPlace, city: str, country: str) -> KnownPlace:
    """What is known, with a region of that name; a big city of the name stays a city."""
    elsewhere, _, thousands = city.partition("\t")
    big = bool(thousands) and int(thousands) >= _BIG
    cities = tuple(elsewhere.split(",")) if elsewhere else ()
    countries = (*known.countries, *cities, country) if big else (*known.countries, country, *cities)
    return KnownPlace("city" if big else "region", tuple(dict.fromkeys(countries)), known.big or big)


def _countries() -> Iterator[tuple[str, str]]:
    """Names of countries, also as they are called in the languages that have word lists."""
    translations = [
        gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[each], fallback=True) for each in languages()
    ]
    for country in pycountry.countries:
        for name in (country.name, getattr(country, "common_name", ""), getattr(country, "official_name", "")):
            plain = name.split(",")[0]
            for each in (plain, *(translation.gettext(name).split(",")[0] for translation in translations if name)):
                if each:
                    yield each, country.alpha_2


@cache
def _cities() -> Mapping[str, str]:
    rows = _CITIES.read_text(encoding="utf-8").splitlines()
    return {key: rest for key, _, rest in (row.partition("\t") for row in rows if not row.startswith("#"))}
