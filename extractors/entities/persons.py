"""Human beings named on the page."""

from collections.abc import Iterable, Sequence

from extractors.entities.evidence import mentions, names
from extractors.entities.forms import group
from extractors.identity import entity_id
from models.candidate import Page, PersonCandidate
from models.record import Person

FIELD = "persons"


def propose(page: Page) -> Iterable[PersonCandidate]:
    """What the model takes for a person's name, of two words or more."""
    for each in page.names:
        if each.label in ("PERSON", "PER") and " " in page.text[each.start : each.end].strip():
            yield PersonCandidate(start=each.start, end=each.end, extractor="persons.model", confidence=0.6)


def join(page: Page, accepted: Sequence[PersonCandidate]) -> tuple[Person, ...]:
    """One person for each different name."""
    return tuple(_person(page, members) for members in group(page, accepted))


def _person(page: Page, members: Sequence[PersonCandidate]) -> Person:
    forms = names(page, members)
    return Person(id=entity_id("person", forms[0]), name=forms[0], names=forms, mentions=mentions(page, members))
