"""What the page says of a name where it stands: its neighbours, what describes it, who lists it."""

import re
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache
from typing import NamedTuple

from extractors.entities.naming.mailboxes import mailboxes
from extractors.entities.naming.organisations import folded_set
from extractors.entities.naming.person_words import person_set
from extractors.entities.naming.phrases import is_first, phrase_set
from extractors.entities.naming.place_words import match_at, nouns
from extractors.entities.naming.prompts import asks_for_actors
from extractors.entities.naming.spots import Spot
from extractors.entities.naming.words import Word, words_in
from extractors.folding import fold
from extractors.vocabulary.gazetteer import known_place
from models.candidate import Page
from models.outline import Role

_SHORT_FORM = re.compile(r" \((?=[^()\s]*[A-Z][^()\s]*[A-Z])([\w&.-]{2,10})\)")
_HOST = re.compile(r"(?:@|://|\bwww\.)([\w-]+(?:\.[\w-]+)+)")
_SHORTEST_HOST = 3


class Surroundings(NamedTuple):
    """What stands on the page: words in small letters, names of hosts, where links begin and end, and mailboxes."""

    small: Set[str]
    hosts: Set[str]
    links: Set[tuple[int, int]]
    mailboxes: Sequence[str]


def surroundings(page: Page) -> Surroundings:
    """What stands on the page."""
    return Surroundings(
        small=_small_words(page),
        hosts=_hosts(page),
        links=frozenset((link.start, link.end) for link in page.links),
        mailboxes=mailboxes(page),
    )


def _small_words(page: Page) -> frozenset[str]:
    """The words that the page writes in small letters somewhere."""
    return frozenset(
        word.text
        for passage in page.passages
        for word in words_in(page.masked[passage.start : passage.end])
        if word.text.islower()
    )


def _hosts(page: Page) -> frozenset[str]:
    """The parts of the hosts that the page's addresses and links name: `larch` and `org` of `www.larch.org`."""
    return _parts_of_hosts(page.text) | _parts_of_hosts(" ".join(link.target for link in page.links))


@lru_cache(maxsize=4)
def _parts_of_hosts(text: str) -> frozenset[str]:
    return frozenset(
        part.replace("-", "")
        for match in _HOST.finditer(text)
        for part in match[1].casefold().split(".")[:-1]
        if len(part) >= _SHORTEST_HOST
    )


def signs_of_place(page: Page, spot: Spot, around: Surroundings) -> Iterator[str]:
    """The signs around the name in this place."""
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
    if (spot.start, spot.end) in around.links:
        yield "link"
    if _is_contact_line(spot):
        yield "contact line" if words[spot.first].gap != "," else "in contact line"
    if spot.first == 0 and spot.last == len(words) - 1:
        yield "line below the title" if spot.passage.role is Role.LEAD else "all there is"


def _signs_after(language: str, words: Sequence[Word], last: int) -> Iterator[str]:
    after = last + 1
    if words[last].owns:
        yield "owns"
        return
    if after >= len(words):
        return
    folded = words[after].folded
    if words[after].gap:
        if words[after].gap == "," and folded in phrase_set(language, "relatives"):
            yield "which"
        return
    if match_at(nouns(language), words, after) is not None and words[after].text.islower():
        yield "place's noun after"
    elif folded in folded_set(language, "does") or acts(language, words, last):
        yield "does"
    elif folded in folded_set(language, "others") and not words[after].is_capital:
        yield "another kind's head after"
    elif folded in folded_set(language, "people"):
        yield "has people"
    elif folded in person_set(language, "roles"):
        yield "has people" if folded in folded_set(language, "heads_of_bodies") else "role after"
    elif words[after].is_capital:
        yield "goes on"
    elif after + 1 < len(words) and words[after + 1].is_capital and not words[after + 1].gap:
        sort = _sort_of_link(folded)
        if sort:
            yield f"goes on with {sort}"


def _signs_before(language: str, words: Sequence[Word], first: int) -> Iterator[str]:
    before = first - 1
    if before < 0 or words[first].gap:
        return
    if words[before].is_capital and not is_first(words, before):
        yield "owned" if words[before].owns else "begun before"
        return
    if words[before].folded in phrase_set(language, "articles"):
        yield "article"
        before -= 1
        if before < 0 or words[before + 1].gap:
            return
    folded = words[before].folded
    if folded in folded_set(language, "done_by"):
        yield "done by"
    if folded in folded_set(language, "stands_in"):
        yield "in it"
    if before and words[before - 1].is_capital and not words[before].gap:
        sort = _sort_of_link(folded)
        if sort:
            yield f"begun before {sort}"


def _sort_of_link(folded: str) -> str:
    if folded in phrase_set("en", "ands") or folded == "&":
        return "and"
    return "of" if folded in phrase_set("en", "of") else ""


def listed(words: Sequence[Word], first: int, last: int, sure: Set[int]) -> bool:
    """Whether the name stands beside a sure one in a list: `the Larch Agency, Acme and …`; `sure` are those's edges."""
    before, after = first - 1, last + 1
    if before > 0 and words[before].folded in phrase_set("en", "all_articles"):
        before -= 1
    if before > 0 and words[before].folded in phrase_set("en", "ands"):
        before -= 1
    parted = before < first - 1 or words[first].gap == ","
    if before >= 0 and parted and before in sure and words[before + 1].gap in ("", ","):
        return True
    end = after
    for which in ("ands", "all_articles"):
        if end < len(words) and words[end].folded in phrase_set("en", which):
            end += 1
    return end < len(words) and end in sure and words[after].gap in ("", ",") and (end > after or words[end].gap == ",")


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


def _is_contact_line(spot: Spot) -> bool:
    """Whether the name is a line of its own, or the first of its line, in a section that tells whom to contact."""
    asked = f"{spot.passage.section or ''} {spot.passage.question or ''}".lower()
    if "contact" not in asked:
        return False
    text = spot.passage.text
    before = text[: spot.words[spot.first].start].rstrip(" \t\xa0-–•*")
    after = text[spot.words[spot.last].end :].lstrip(" \t\xa0")
    return (not before or before[-1] in "\n,") and (not after or after[0] in "\n,")
