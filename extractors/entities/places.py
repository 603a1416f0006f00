"""Places named on the page."""

from collections.abc import Iterable, Sequence

from extractors.entities.evidence import mentions, names
from extractors.entities.forms import group
from extractors.identity import entity_id
from models.candidate import Page, PlaceCandidate
from models.record import Place

FIELD = "places"


def propose(page: Page) -> Iterable[PlaceCandidate]:
    """What the model takes for a place."""
    for each in page.names:
        if each.label in ("GPE", "LOC", "FAC"):
            yield PlaceCandidate(start=each.start, end=each.end, extractor="places.model", confidence=0.6)


def join(page: Page, accepted: Sequence[PlaceCandidate]) -> tuple[Place, ...]:
    """One place for each different name."""
    return tuple(_place(page, members) for members in group(page, accepted))


def _place(page: Page, members: Sequence[PlaceCandidate]) -> Place:
    forms = names(page, members)
    return Place(
        id=entity_id("place", forms[0]),
        name=forms[0],
        names=forms,
        country=members[0].country,
        mentions=mentions(page, members),
    )
