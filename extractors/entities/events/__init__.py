"""What is held and gathers people: workshops, conferences, evenings, competitions, launches; named ones and formats."""

from collections.abc import Iterable, Sequence

from extractors.entities.evidence import passage_at
from extractors.entities.nouns.fields import record_at
from extractors.entities.nouns.things import things, told
from models.candidate import EventCandidate, Page
from models.outline import Role
from models.record import Event

FIELD = "events"


def propose(page: Page) -> Iterable[EventCandidate]:
    """Events by the nouns that say what they are, by definitions, and by what a header lists as events."""
    return (EventCandidate(**each._asdict()) for each in told(page, "event", ordinals=True))


def join(page: Page, accepted: Sequence[EventCandidate]) -> tuple[Event, ...]:
    """One event for each different thing held; its kind is that of its fullest form."""
    return things(page, accepted, "event", Event, [each.alias_of or _listed_name(page, each) for each in accepted])


def _listed_name(page: Page, event: EventCandidate) -> str | None:
    """The name in the header's record of which another value speaks of the event."""
    passage = passage_at(page, event.start)
    if passage is None or passage.role is not Role.FIELD or event.extractor == "events.field":
        return None
    first = record_at(page, passage)[0]
    return first.text if first is not passage else None
