"""Places named on the page: known ones, those that a geographic noun, the model or their company tells, addresses."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from extractors.entities.evidence import mentions, names
from extractors.entities.naming.person_words import tells_whom_to_reach
from extractors.entities.naming.place_words import known_at
from extractors.entities.naming.words import Word, words_in
from extractors.entities.places.addresses import address_parts
from extractors.entities.places.finding import PlaceName
from extractors.entities.places.joining import joined
from extractors.entities.places.lists import lists_of, stand_together, told_by_list
from extractors.entities.places.signs import WITHIN_A_NAME, PlaceEvidence, is_known, is_within_name, weight_of
from extractors.entities.places.spots import PlaceSpot, place_spots
from extractors.entities.taught import CURATORS
from extractors.identity import entity_id
from extractors.vocabulary.gazetteer import town_countries
from models.candidate import Page, PlaceCandidate
from models.record import Place

FIELD = "places"
_ENOUGH = 0.499
_MOST = 0.9
_BODY = 0.7


def propose(page: Page) -> Iterable[PlaceCandidate]:
    """Names with signs enough that they are places', at each place where they stand."""
    spots = list(place_spots(page))
    evidence = PlaceEvidence(page, spots)
    signs = _signs(evidence)
    places = {key for key, told in signs.items() if weight_of(told) >= _ENOUGH}
    doubted = {key for key, told in signs.items() if "model says else" in told}
    for spot in told_by_list(spots, places, doubted, page.language):
        signs[spot.key].add("listed")
    for spot in spots:
        weight = weight_of(signs[spot.key]) - (
            WITHIN_A_NAME if is_within_name(spot.words, spot.name, page.language) else 0.0
        )
        if weight >= _ENOUGH:
            yield _candidate(spot, min(weight, _MOST), evidence)
    yield from _addresses(page)


def _signs(evidence: PlaceEvidence) -> dict[str, set[str]]:
    """All signs of each name."""
    signs: dict[str, set[str]] = defaultdict(set)
    for spot in evidence.spots:
        signs[spot.key].update(evidence.of(spot))
    for chain in lists_of(evidence.spots, evidence.page.language):
        shared = signs[chain[0].key] & {"locative", "one of many", "cue", "field"}
        for spot in chain:
            signs[spot.key] |= shared
    for one, other in pairwise(evidence.spots):
        if one.passage is other.passage and stand_together(one, other, evidence.page.language):
            for spot, beside in ((one, other), (other, one)):
                if is_known(signs[beside.key]):
                    signs[spot.key].add("beside another")
    for told in signs.values():
        # Among other places a name that the model misreads is one.
        if is_known(told) and not told.isdisjoint({"beside another", "locative"}):
            told.discard("model says else")
    return signs


def join(page: Page, accepted: Sequence[PlaceCandidate]) -> tuple[Place, ...]:
    """One place for all its names on the page (`city of Ghent`, `Ghent`)."""
    groups = joined(page, accepted)
    votes = Counter(each.country for members in groups for each in members if each.country)
    return tuple(_place(page, members, votes) for members in groups)


def _place(page: Page, members: Sequence[PlaceCandidate], votes: Mapping[str, int]) -> Place:
    forms = names(page, members)
    taught = [each.country for each in members if each.country and each.extractor == CURATORS]
    told = taught or [each.country for each in members if each.country]
    countries = sorted(set(told), key=lambda each: (-votes[each], each))
    return Place(
        id=entity_id("place", forms[0]),
        name=forms[0],
        names=forms,
        country=countries[0] if countries else None,
        mentions=mentions(page, members),
    )


def _candidate(spot: PlaceSpot, weight: float, evidence: PlaceEvidence) -> PlaceCandidate:
    name = spot.name
    return PlaceCandidate(
        start=spot.start,
        end=spot.end,
        extractor="places.names" if name.known or name.sort else "places.model",
        confidence=min(round(weight, 3), _BODY if _is_body(spot.words, name) else 1.0),
        country=_country(spot, evidence),
    )


def _is_body(words: Sequence[Word], name: PlaceName) -> bool:
    """Whether the words rather name the town's administration: `City of Ghent`, with its capital."""
    return name.first < name.core_first and words[name.first].is_capital and name.sort == "settlement"


def _country(spot: PlaceSpot, evidence: PlaceEvidence) -> str | None:
    """The likeliest country of those that have a place of that name; of `San Rafael valley` only if the page tells."""
    name, votes = spot.name, evidence.votes
    if name.known is None:
        countries = town_countries(spot.folded) if name.sort not in ("water", "land") else ()
        countries = tuple(each for each in countries if each in evidence.countries)
    else:
        countries = name.known.countries
    told = max(countries, key=lambda each: votes.get(each, 0), default=None)
    if told is not None and (votes.get(told, 0) or name.sort not in ("water", "land")):
        return told
    return None


def _addresses(page: Page) -> Iterator[PlaceCandidate]:
    for passage in page.passages:
        text = page.masked[passage.start : passage.end]
        for part in address_parts(text, page.language, is_contact=tells_whom_to_reach(passage, page.language)):
            known = known_at(words_in(text[part.start : part.end]), 0, page.language)
            yield PlaceCandidate(
                start=passage.start + part.start,
                end=passage.start + part.end,
                extractor="places.address",
                confidence=0.8 if part.is_street else 0.7,
                country=known[1].countries[0] if known and known[1].countries else None,
            )
