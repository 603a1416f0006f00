"""Which country a page's telephone numbers belong to."""

import re
from collections import Counter
from functools import cache

import pycountry

from extractors.entities.contacts.words import domains
from extractors.vocabulary.patterns import any_of
from models.candidate import Page

_HOST_END = re.compile(r"(?<=[\w-]\.)[a-z]{2,3}(?![\w@]|[.-]\w)", re.IGNORECASE)
_UNITED_STATES = frozenset({"gov", "mil", "edu"})
_TOP_OF_HOST = 2


def likely_region(page: Page) -> str | None:
    """The country (ISO 3166-1 alpha-2) that the source names, or that hosts and country names on the page point to;
    failing those, the one where the page's language is at home; None for a language of many countries.
    """
    if page.region:
        return page.region
    told: Counter[str] = Counter()
    for passage in page.passages:
        told.update(code for code in map(_of_host_end, _HOST_END.findall(passage.text)) if code)
        told.update(_countries()[match.casefold()] for match in _country_names().findall(passage.text))
    if told:
        return max(sorted(told), key=told.__getitem__)
    return domains().home.get(page.language)


def _of_host_end(top: str) -> str | None:
    folded = top.casefold()
    if folded in _UNITED_STATES:
        return "US"
    if folded not in domains().country or folded in {*domains().worldwide, "eu", "su"}:
        return None
    return "GB" if folded == "uk" else folded.upper()


@cache
def _countries() -> dict[str, str]:
    """Countries' English names, as ISO 3166-1 and everyday use have them, and their codes."""
    codes = {}
    for country in pycountry.countries:
        for name in (country.name, getattr(country, "common_name", country.name)):
            codes[name.partition(",")[0].casefold()] = country.alpha_2
    return codes


@cache
def _country_names() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(_countries())}\b", re.IGNORECASE)
