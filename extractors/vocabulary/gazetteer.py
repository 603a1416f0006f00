"""Places known anywhere: countries and their subdivisions (ISO 3166), cities (GeoNames), regions, seas and rivers."""

import gettext
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import pycountry

from extractors.folding import fold
from extractors.vocabulary import languages, vocabulary
from extractors.vocabulary.listing import Listing, read_listing
from models.frozen import Frozen

Sort = Literal["country", "world", "region", "city"]
_CITIES = Path(__file__).parent / "cities.tsv"
_TOWNS = Path(__file__).parent / "towns.tsv"
_BIG = 100


class GeographyWords(Frozen):
    """One language's `geography.yaml`; `home` are the countries where the language is spoken."""

    home: tuple[str, ...] = ()
    heads: Mapping[str, tuple[str, ...]]
    before: tuple[str, ...] = ()
    many: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    locatives: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    numbered: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
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


_REGION = frozenset({"Région", "Region", "Región"})
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


def town_countries(folded: str) -> tuple[str, ...]:
    """The countries (ISO 3166-1 alpha-2) with a town or village of that folded name, too small to be known abroad."""
    countries = _towns().after(folded)
    return tuple(countries.split(",")) if countries else ()


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
                key = fold(name)
                index.setdefault(key, KnownPlace("city" if key in cities else "region", (country,), True))
        for group in words.world:
            for name in group:
                index.setdefault(fold(name), KnownPlace("world", (), True))
    for name, country in _divisions():
        key = fold(name)
        if len(key) > 3 and index.get(key, _NOWHERE).sort == "region":
            index[key] = _with_division(index.get(key, _NOWHERE), cities.get(key, ""), country)
    return index


def _with_division(known: KnownPlace, city: str, country: str) -> KnownPlace:
    """What is known, with a region of that name; a big city of the name stays a city."""
    elsewhere, _, thousands = city.partition("\t")
    big = bool(thousands) and int(thousands) >= _BIG
    cities = tuple(elsewhere.split(",")) if elsewhere else ()
    countries = (*known.countries, *cities, country) if big else (*known.countries, country, *cities)
    return KnownPlace("city" if big else "region", tuple(dict.fromkeys(countries)), known.big or big)


def _divisions() -> Iterator[tuple[str, str]]:
    """Names of regions: `Girona [Gerona]` has two, `wallonne, Région` is an adjective and has none."""
    translations = _translations("iso3166-2", tuple(each for each in languages() if geography(each).home))
    for division in pycountry.subdivisions:
        for name in dict.fromkeys((division.name, *(each.gettext(division.name) for each in translations))):
            plain, _, other = name.rstrip("]").partition("[")
            noun = plain.partition(",")[2].strip()
            if noun not in _REGION:
                yield plain.split(",")[0], division.country_code
            if other and "-" not in other:
                yield other, division.country_code


def _translations(domain: str, known: tuple[str, ...]) -> list[gettext.NullTranslations]:
    return [gettext.translation(domain, pycountry.LOCALES_DIR, languages=[each], fallback=True) for each in known]


def _countries() -> Iterator[tuple[str, str]]:
    """Names of countries, also as they are called in the languages that have word lists."""
    translations = _translations("iso3166-1", languages())
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


@cache
def _towns() -> Listing:
    return read_listing(_TOWNS)
