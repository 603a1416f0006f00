"""Which names are organisations, and how far they reach, by all that the page says of them.

Every stretch of words that may name one is read for signs: its head noun, what the model says, a description in
brackets, what it does, what stands around it. What each sign is worth was fitted on labelled pages; together they give
the chance that the name is an organisation's, wherever it stands. Of names that overlap the likeliest stays.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from extractors.entities.actors.describing import described
from extractors.entities.actors.reading import Reading, extents, read_passage
from extractors.entities.actors.shape import signs_of_shape
from extractors.entities.actors.surroundings import is_in_title, signs_of_place
from extractors.entities.actors.weights import chance
from extractors.entities.naming.mailboxes import mailboxes, owns
from extractors.entities.naming.organisations import legal_forms
from extractors.entities.naming.person_words import person_set
from extractors.entities.naming.spots import Extent, Spot
from extractors.folding import fold
from models.candidate import ActorCandidate, Page
from models.vocabulary import Sector

_ENOUGH = 0.45
_MOST = 0.95
_TELLING = ("known", "known word", "known short form", "head", "described", "kind before", "weak head", "small head")
# Signs that count only where the name bears them in every place.
_ALWAYS = frozenset(
    {
        "first",
        "modifies",
        "goes on",
        "goes on with of",
        "goes on with and",
        "begun before of",
        "begun before and",
        "begun before of the",
        "begun before and the",
        "place's noun after",
    }
)
# What a land does by its authority: there its name is the authority's (`Région Larch: 20 000 €`), not the place's.
_LAND = frozenset({"head", "a place's noun in it"})
_DEEDS = frozenset({"does", "pays", "agent", "asked", "has people", "entry", "beside a body"})
_SORTS = {"ORG": "body", "PERSON": "person", "PER": "person", "GPE": "place", "LOC": "place"}


class Told(NamedTuple):
    """All that the page tells of one name: places, signs, sector, and the full name where it is a known short form."""

    spots: Sequence[Spot]
    signs: frozenset[str]
    sector: Sector
    alias_of: str | None


def judge(page: Page) -> Iterator[ActorCandidate]:
    """The names that are likely organisations', at each of their places."""
    likely = [(chance(told.signs), spot, told) for told in tell(page).values() for spot in told.spots]
    taken: dict[int, list[Spot]] = defaultdict(list)
    for likelihood, spot, told in sorted(likely, key=lambda each: (-each[0], each[1].start - each[1].end)):
        beside = taken[spot.passage.start]
        if likelihood < _ENOUGH or any(spot.first <= other.last and other.first <= spot.last for other in beside):
            continue
        beside.append(spot)
        yield ActorCandidate(
            start=spot.start,
            end=spot.end,
            extractor="actors.names" if "head" in told.signs else "actors.evidence",
            confidence=_MOST if told.signs >= _LAND and told.signs & _DEEDS else round(min(likelihood, _MOST), 3),
            sector=told.sector,
            named=True,
            alias_of=told.alias_of,
        )


def tell(page: Page) -> Mapping[str, Told]:
    """What the page tells of every name that may be an organisation's, by the name's folded words without blanks."""
    links = frozenset((link.start, link.end) for link in page.links)
    boxes = mailboxes(page)
    places: dict[str, list[Spot]] = defaultdict(list)
    signs: dict[str, Counter[str]] = defaultdict(Counter)
    sectors: dict[str, dict[str, Sector]] = defaultdict(dict)
    aliases: dict[str, str | None] = {}
    for passage in page.passages:
        reading = read_passage(page, passage)
        for extent in extents(page, reading):
            spot = Spot(passage, reading.words, *extent)
            key = spot.key
            if key not in signs:
                signs[key].update(_signs_of_name(page, spot, boxes))
            places[key].append(spot)
            signs[key].update(_signs_of_place(page, reading, spot, links))
            signs[key].update(_signs_of_extent(reading, extent, has_model=bool(page.names)))
            for sort, sector in _sectors(page.language, reading, spot):
                signs[key][sort] += 1
                sectors[key].setdefault(sort, sector)
            if extent in reading.known:
                aliases[key] = reading.known[extent].alias_of
    return {
        key: Told(spots, _lasting(signs[key], len(spots)), _sector(sectors[key]), aliases.get(key))
        for key, spots in places.items()
    }


def _lasting(signs: Mapping[str, int], places: int) -> frozenset[str]:
    return frozenset(sign for sign, count in signs.items() if count >= places or sign not in _ALWAYS)


def _sector(told: Mapping[str, Sector]) -> Sector:
    sectors = (told.get(sort, Sector.UNKNOWN) for sort in _TELLING)
    return next((sector for sector in sectors if sector is not Sector.UNKNOWN), Sector.UNKNOWN)


def _signs_of_name(page: Page, spot: Spot, boxes: Sequence[str]) -> Iterator[str]:
    """What the name itself says, wherever it stands; `boxes` are the page's mailboxes."""
    words = spot.words[spot.first : spot.last + 1]
    yield from signs_of_shape(page.language, words)
    untitled = [word for word in words if word.folded not in person_set(page.language, "titles")]
    if len(untitled) > 1 and any(owns(box, untitled) for box in boxes):
        yield "mailbox"
    if is_in_title(page, spot):
        yield "in title" if fold(page.title) != fold(page.text[spot.start : spot.end]) else "title"


def _signs_of_place(page: Page, reading: Reading, spot: Spot, links: Set[tuple[int, int]]) -> Iterator[str]:
    """What stands around the name here; the body whose part it is, or its own part, is no piece of its name."""
    told = set(signs_of_place(page, spot, links))
    if spot.first < spot.last and (spot.first, spot.last) in reading.known:
        # Such a name is whole whatever it modifies: `World Bank funding`.
        told.discard("modifies")
    if spot.last + 1 in reading.between:
        told.discard("goes on with of")
    if spot.first - 1 in reading.between:
        told -= {"begun before of", "begun before of the"}
    yield from told


def _signs_of_extent(reading: Reading, extent: Extent, *, has_model: bool) -> Iterator[str]:
    """What known names, lists and the model say of just these words."""
    first, last = extent
    if any(begins == first and ends < last for begins, ends in reading.known):
        yield "begins with a known name"
    if any(begins <= first and last <= ends for begins, ends in reading.examples):
        yield "example"
    begins_beside, ends_beside = reading.beside
    if first in begins_beside or last in ends_beside:
        yield "beside a body"
    if not has_model:
        yield "no model"
    elif extent in reading.labels:
        yield f"model: {_SORTS.get(reading.labels[extent], 'thing')}"


def _is_company(language: str, reading: Reading, extent: Extent) -> bool:
    """Whether the name ends as companies' do; `Firma Acme GmbH` holds more than the name."""
    first, last = extent
    if last == first or reading.words[last].text not in legal_forms(language):
        return False
    return not any(kind.first == first for kind in reading.kinds)


def _sectors(language: str, reading: Reading, spot: Spot) -> Iterator[tuple[str, Sector]]:
    """The signs that tell a sector, with it."""
    extent = (spot.first, spot.last)
    if extent in reading.known:
        # `Orange`, `Intel` may be a word like others; short forms mean other things elsewhere.
        word = spot.words[spot.first]
        sort = "known" if spot.first < spot.last else "known short form" if word.is_acronym else "known word"
        yield sort, reading.known[extent].sector
    if extent in reading.bodies:
        body = reading.bodies[extent]
        yield "weak head" if body.weak else "head", body.sector
    elif _is_company(language, reading, extent):
        yield "head", Sector.BUSINESS
    if extent in reading.small:
        yield "small head", reading.small[extent]
    said = described(language, reading.words, spot.first, spot.last, reading.kinds)
    if said is not None:
        yield said
