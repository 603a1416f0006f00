"""Which country a page's telephone numbers and dollars belong to."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache

from extractors.entities.contacts.words import domains
from extractors.folding import fold
from extractors.vocabulary.gazetteer import KnownPlace, geography, known_place
from models.candidate import Page, Passage

_HOST_END = re.compile(r"(?<=[\w-]\.)[a-z]{2,3}(?![\w@]|[.-]\w)", re.IGNORECASE)
_NAME = r"[^\W\d_a-z][\w'’-]+"
_NAMES = re.compile(rf"\b{_NAME}(?: (?:(?:of|and|de|del|di) )?{_NAME}){{0,2}}")
_UNITED_STATES = frozenset({"gov", "mil", "edu"})


def likely_region(page: Page) -> str | None:
    """The country (ISO 3166-1 alpha-2) that the source names, or that hosts and country names on the page point to;
    failing those, where its language is at home, or, of a language of many countries, that of its big cities.
    """
    texts = tuple(passage.text for passage in page.passages)
    home = domains().home.get(page.language)
    return page.region or _told(texts, home) or home or _of_cities(texts)


def region_beside(passage: Passage) -> str | None:
    """The country that the passage itself points to: by a country's name or a host, failing those by a big city."""
    cities = (place.countries[0] for _, place in _places(passage.text) if place.sort == "city" and place.big)
    return _told((passage.text,)) or next(cities, None)


# Several kinds ask for the same page's country one after the other.
@lru_cache(maxsize=4)
def _told(texts: tuple[str, ...], home: str | None = None) -> str | None:
    told: Counter[str] = Counter()
    for text in texts:
        told.update(code for top in _HOST_END.findall(text) if (code := _of_host_end(top)))
        # Continents and seas have no country.
        told.update(
            home if home in place.countries else place.countries[0]
            for words, place in _places(text)
            if place.countries and (place.sort == "country" or (place.sort != "city" and " " in words))
        )
    return max(sorted(told), key=told.__getitem__) if told else None


@lru_cache(maxsize=4)
def _of_cities(texts: tuple[str, ...]) -> str | None:
    told = Counter(place.countries[0] for text in texts for _, place in _places(text) if place.countries and place.big)
    return max(sorted(told), key=told.__getitem__) if told else None


def _of_host_end(top: str) -> str | None:
    folded = top.casefold()
    if folded in _UNITED_STATES:
        return "US"
    if folded not in domains().country or folded in {*domains().worldwide, "eu", "su"}:
        return None
    return "GB" if folded == "uk" else folded.upper()


def _places(text: str) -> Iterator[tuple[str, KnownPlace]]:
    """The known places that capitalised words of the text name, the longest first: `New Mexico` is no `Mexico`."""
    for match in _NAMES.finditer(text):
        words = fold(match[0]).split()
        first = 0
        while first < len(words):
            ends = range(len(words), first, -1)
            last, place = next(
                ((last, place) for last in ends if (place := _place(" ".join(words[first:last])))), (first + 1, None)
            )
            if place is not None:
                yield " ".join(words[first:last]), place
            first = last


@lru_cache(maxsize=4096)
def _place(words: str) -> KnownPlace | None:
    return None if words in _no_names() else known_place(words)


@cache
def _no_names() -> frozenset[str]:
    """What is a country's or region's name elsewhere, and a word on most pages: `North-West`, `Christmas`."""
    return frozenset(map(fold, geography("en").never))
