"""What the words around a name say of its being an organisation's."""

import re
from collections.abc import Iterator, Sequence, Set

from extractors.entities.naming.organisations import folded_set
from extractors.entities.naming.phrases import is_first, phrase_set
from extractors.entities.naming.place_words import match_at, nouns
from extractors.entities.naming.prompts import asks_for_actors
from extractors.entities.naming.spots import Spot
from extractors.entities.naming.words import Word
from extractors.folding import fold
from extractors.vocabulary.gazetteer import known_place
from extractors.vocabulary.grammar import grammar
from models.candidate import Page
from models.outline import Role

_PARTS = (",", ";", "\n")
_LONGEST_LIST = 250
_SHORT_FORM = re.compile(r" \((?=[^()\s]*[A-Z][^()\s]*[A-Z])([\w&.-]{2,10})\)")

# What stands right after whoever gave it: `Acme: £54,000`, `Acme (40 %)`, `Acme, CHF 2 Mio.`
_MONEY = (
    r"(?:[€$£¥]|\b(?:k€|M€|[Ee]uros?|EUR|CHF|USD|GBP|[Ff]rancs?|Franken|Fr\b|dollars?|pesos|pounds|million|Mio|Tsd))"
)
_GIVEN = re.compile(rf"[ \xa0]?[:,(–—\t-]?[ \xa0]?(?:[A-Z]{{0,3}}{_MONEY}[ \xa0]?\d|\d[\d.,'’ \xa0]*(?:%|{_MONEY}))")
# … and right before: `560 000 € de Mélèze`, `£3,000 from Acme`.
_FROM = r"(?:from(?: the)?|d['’]|de(?: la| l['’]| los| las)?|d[ue]s?|del|vo[nm](?: der| dem)?)"
_GIVES = re.compile(rf"(?:[€$£¥]\d[\d.,]*|{_MONEY})\.?[ \xa0]{_FROM}[ \xa0]?\Z")
_REACH = 24
_WHICH = re.compile(r", (?:which|whose) ")


def signs_of_place(page: Page, spot: Spot, links: Set[tuple[int, int]]) -> Iterator[str]:
    """The signs around the name in this place; `links` are where the page's links begin and end."""
    words = spot.words
    short = _SHORT_FORM.match(page.masked, spot.end)
    if short and known_place(fold(short[1])) is None:
        yield "explained"
    yield from _signs_after(page.language, words, spot.last)
    yield from _signs_before(page.language, words, spot.first)
    if is_first(words, spot.first):
        yield "first"
    if modifies(page.language, words, spot.last):
        yield "modifies"
    if asks_for_actors(page, spot.passage):
        yield "asked"
    if (spot.start, spot.end) in links:
        yield "link"
    if _is_entry(spot):
        yield "entry"
    if _pays(page.masked, spot):
        yield "pays"
    if _WHICH.match(page.masked, spot.end):
        yield "which"
    if _is_contact_line(spot):
        yield "contact line"
    if spot.passage.role is Role.LEAD and spot.first == 0 and spot.last == len(words) - 1:
        yield "line below the title"


def is_in_title(page: Page, spot: Spot) -> bool:
    """Whether the page's title bears the name."""
    return re.search(rf"\b{re.escape(page.text[spot.start : spot.end])}\b", page.title) is not None


def _signs_after(language: str, words: Sequence[Word], last: int) -> Iterator[str]:
    after = last + 1
    if words[last].owns or after >= len(words) or words[after].gap:
        return
    folded = words[after].folded
    if match_at(nouns(language), words, after) is not None and words[after].text.islower():
        yield "place's noun after"
    elif _tells_deed(language, folded) or acts(language, words, last):
        yield "does"
    elif folded in folded_set(language, "people") or folded in folded_set(language, "heads_of_bodies"):
        yield "has people"
    elif words[after].is_capital:
        yield "goes on"
    elif after + 1 < len(words) and words[after + 1].is_capital and not words[after + 1].gap:
        sort = _sort_of_link(folded)
        if sort:
            yield f"goes on with {sort}"


def _tells_deed(language: str, folded: str) -> bool:
    """Whether the word is a verb of what organisations do, or of the third person or the past."""
    return folded in folded_set(language, "does") or (
        language == "en" and folded.endswith(("s", "ed")) and folded in grammar(language).inflected
    )


def _signs_before(language: str, words: Sequence[Word], first: int) -> Iterator[str]:
    before = first - 1
    if before < 0 or words[first].gap:
        return
    has_article = words[before].folded in phrase_set(language, "articles")
    if has_article:
        before -= 1
        if before < 0 or words[before + 1].gap:
            return
    if words[before].folded in phrase_set(language, "agents"):
        yield "agent"
    if before and words[before - 1].is_capital and not words[before].gap:
        sort = _sort_of_link(words[before].folded)
        if sort:
            yield f"begun before {sort} the" if has_article else f"begun before {sort}"


def _sort_of_link(folded: str) -> str:
    if folded in phrase_set("en", "ands") or folded == "&":
        return "and"
    return "of" if folded in phrase_set("en", "of") else ""


def acts(language: str, words: Sequence[Word], last: int) -> bool:
    """Whether a verb follows, told by what comes after it: `Acme lent two …`, `Acme pays for …`."""
    verb, after = last + 1, last + 2
    if after >= len(words) or words[verb].gap or words[after].gap or not words[verb].text.islower():
        return False
    if words[verb].folded in phrase_set(language, "stops"):
        return False
    return words[after].folded in phrase_set(language, "articles") or words[after].folded in phrase_set(
        language, "counts"
    )


def modifies(language: str, words: Sequence[Word], last: int) -> bool:
    """Whether a small noun follows that the name only modifies: `EU funding`, `Acme software`."""
    after = last + 1
    if after >= len(words) or words[after].gap or words[last].owns or not words[after].text.islower():
        return False
    folded = words[after].folded
    if (
        language != "en"
        or acts(language, words, last)
        or folded in folded_set(language, "people")
        or folded in folded_set(language, "does")
    ):
        return False
    return folded not in phrase_set("en", "follows") and folded not in phrase_set("en", "stops")


def _pays(text: str, spot: Spot) -> bool:
    """Whether an amount or a share of it stands beside the name."""
    start = max(spot.passage.start, spot.start - _REACH)
    return _GIVEN.match(text, spot.end) is not None or _GIVES.search(text[start : spot.start]) is not None


def _is_entry(spot: Spot) -> bool:
    """Whether the name is all of its entry in a list of short ones."""
    words, after = spot.words, spot.last + 1
    begins = spot.first == 0 or words[spot.first].gap.strip("-–•* ") in _PARTS
    ends = after == len(words) or words[after].gap.strip("-–•* ") in (*_PARTS, "(")
    return begins and ends and len(spot.passage.text) <= _LONGEST_LIST


def _is_contact_line(spot: Spot) -> bool:
    """Whether the name is a line of its own, or the first of its line, in a section that tells whom to contact."""
    asked = f"{spot.passage.section or ''} {spot.passage.question or ''}".lower()
    if "contact" not in asked:
        return False
    text = spot.passage.text
    before = text[: spot.words[spot.first].start].rstrip(" \t\xa0-–•*")
    after = text[spot.words[spot.last].end :].lstrip(" \t\xa0")
    return (not before or before[-1] in "\n,") and (not after or after[0] in "\n,")
