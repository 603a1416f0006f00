"""Ties between what was found on a page: a contact to its person and organisation, an event to its date and place."""

from extractors.entities.contacts import tie
from extractors.entities.events.occasions import place_in_time
from extractors.entities.find import Entities
from models.candidate import Page
from models.frozen import revise


def relate(page: Page, entities: Entities) -> Entities:
    """The same entities with their ties filled in."""
    return revise(
        entities,
        contacts=tie(page.text, entities.contacts, entities.persons, entities.actors),
        events=place_in_time(page, entities.events, entities.dates, entities.places),
    )
