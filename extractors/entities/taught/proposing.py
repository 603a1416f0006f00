"""What the curators' vocabulary makes of a page: names that they know are proposed, what they reject is dropped.

The resolver settles them against all else. What a page says of itself goes before what was taught elsewhere.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from extractors.entities.actors.short_forms import definitions
from extractors.entities.naming.forms import bare, same_spelling
from extractors.entities.taught import CURATORS
from extractors.entities.taught.index import TaughtIndex
from extractors.entities.taught.standing import Standing, standing
from models.candidate import (
    ActorCandidate,
    Candidate,
    EventCandidate,
    InstrumentCandidate,
    Page,
    PlaceCandidate,
)
from models.curator_vocabulary import Term
from models.vocabulary import Kind, Sector

# Candidates of one kind by their place, and those of all kinds.
Others = Mapping[tuple[int, int], list[Candidate]]
Beside = dict[Kind, dict[tuple[int, int], list[Candidate]]]
_LITTLE = 0.01
_MOST = 0.99


def with_taught(page: Page, candidates: Sequence[Candidate], index: TaughtIndex) -> tuple[Candidate, ...]:
    """The candidates but those that curators reject, and the names that they taught, as `curators` proposes them."""
    kept = tuple(each for each in candidates if not _is_rejected(page, each, index.never))
    found = list(standing(page, index))
    if not found:
        return kept
    explained = _explained(page)
    beside = _beside(kept)
    by_term: dict[int, list[Standing]] = defaultdict(list)
    for each in found:
        if _agrees(explained.get(page.text[each.start : each.end]), each.form.term):
            by_term[id(each.form.term)].append(each)
    return (*kept, *(one for group in by_term.values() for one in _proposed(page, group, beside)))


def _beside(candidates: Iterable[Candidate]) -> Beside:
    beside: Beside = defaultdict(lambda: defaultdict(list))
    for each in candidates:
        beside[each.kind][each.start, each.end].append(each)
    return beside


def _is_rejected(page: Page, candidate: Candidate, never: Mapping[Kind, frozenset[str]]) -> bool:
    spellings = never.get(candidate.kind)
    if not spellings:
        return False
    names = (page.text[candidate.start : candidate.end], getattr(candidate, "alias_of", None))
    return any(name is not None and same_spelling(name) in spellings for name in names)


def _explained(page: Page) -> Mapping[str, str]:
    """The short forms that the page itself explains, with their long forms."""
    return {
        page.text[each.short_start : each.short_end]: page.text[each.start : each.end] for each in definitions(page)
    }


def _agrees(long: str | None, term: Term) -> bool:
    return long is None or bare(long) in {bare(name) for name in (term.name, *term.aliases)}


def _proposed(page: Page, group: Sequence[Standing], beside: Beside) -> Iterator[Candidate]:
    """The places of one term; its shorter forms on the page lead to its fullest there."""
    term = group[0].form.term
    others = beside[term.thing]
    fullest = max((page.text[each.start : each.end] for each in group), key=len)
    for found in group:
        here = others.get((found.start, found.end), [])
        words = page.text[found.start : found.end]
        # Of two that say the same the curators know more of it.
        confidence = max([found.confidence, *(min(each.confidence + _LITTLE, _MOST) for each in here)])
        place = {
            "start": found.start,
            "end": found.end,
            "extractor": CURATORS,
            "confidence": confidence,
            "alias_of": fullest if bare(words) != bare(fullest) else None,
        }
        yield _candidate(page, term, place, here, others)


def _candidate(
    page: Page, term: Term, place: Mapping[str, Any], here: Sequence[Candidate], others: Others
) -> Candidate:
    match term.thing:
        case Kind.ACTOR:
            return ActorCandidate(**place, sector=_sector(term, here), named=term.named)
        case Kind.PLACE:
            return PlaceCandidate(**place, country=_country(page, term, here, others))
        case Kind.EVENT:
            return EventCandidate(**place, form=term.form or "event")
        case Kind.INSTRUMENT:
            return InstrumentCandidate(**place, form=term.form or "instrument")


def _sector(term: Term, here: Sequence[Candidate]) -> Sector:
    """The taught sector; where curators left that open, what the page tells."""
    if term.sector not in {None, Sector.UNKNOWN}:
        return Sector(term.sector)
    told = (each.sector for each in here if isinstance(each, ActorCandidate))
    return next((each for each in told if each is not Sector.UNKNOWN), Sector.UNKNOWN)


def _country(page: Page, term: Term, here: Sequence[Candidate], others: Others) -> str | None:
    """The taught country, unless the page's other places speak for that which the gazetteer gives it there."""
    told = next((each.country for each in here if isinstance(each, PlaceCandidate)), None)
    if told is None or term.country is None or told == term.country:
        return term.country or told
    names = {bare(name) for name in (term.name, *term.aliases)}
    votes = Counter(
        each.country
        for (start, end), found in others.items()
        for each in found
        if isinstance(each, PlaceCandidate) and bare(page.text[start:end]) not in names
    )
    return told if votes[told] > votes[term.country] else term.country
