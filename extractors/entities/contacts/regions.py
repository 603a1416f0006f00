"""Which country a page's telephone numbers and dollars belong to."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache

import pycountry

from extractors.entities.contacts.words import domains
from models.candidate import Page

_HOST_END = re.compile(r"(?<=[\w-]\.)[a-z]{2,3}(?![\w@]|[.-]\w)", re.IGNORECASE)
_CAPITALISED = re.compile(r"\b[^\W\d_a-z][\w'’-]+")
_UNITED_STATES = frozenset({"gov", "mil", "edu"})


def likely_region(page: Page) -> str | None:
    """The country (ISO 3166-1 alpha-2) that the source names, or that hosts and country names on the page point to;
    failing those, the one where the page's language is at home; None for a language of many countries.
    """
    return page.region or _told(tuple(passage.text for passage in page.passages)) or domains().home.get(page.language)


# Several kinds ask for the same page's country one after the other.
@lru_cache(maxsize=4)
def _told(texts: tuple[str, ...]) -> str | None:
    told: Counter[str] = Counter()
    for text in texts:
        told.update(code for top in _HOST_END.findall(text) if (code := _of_host_end(top)))
        told.update(_named(text))
    return max(sorted(told), key=told.__getitem__) if told else None


def _of_host_end(top: str) -> str | None:
    folded = top.casefold()
    if folded in _UNITED_STATES:
        return "US"
    if folded not in domains().country or folded in {*domains().worldwide, "eu", "su"}:
        return None
    return "GB" if folded == "uk" else folded.upper()


def _named(text: str) -> Iterator[str]:
    for match in _CAPITALISED.finditer(text):
        for name, code in _countries().get(match[0], ()):
            end = match.start() + len(name)
            if text.startswith(name, match.start()) and not text[end : end + 1].isalnum():
                yield code
                break


@cache
def _countries() -> dict[str, tuple[tuple[str, str], ...]]:
    """Countries' English names, as ISO 3166-1 and everyday use have them, with their codes, by their first word."""
    names = {
        name.partition(",")[0]: country.alpha_2
        for country in pycountry.countries
        for name in (country.name, getattr(country, "common_name", country.name))
    }
    by_first: dict[str, tuple[tuple[str, str], ...]] = {}
    for name in sorted(names, key=len, reverse=True):
        first = name.split(" ", 1)[0]
        by_first[first] = (*by_first.get(first, ()), (name, names[name]))
    return by_first
