"""What is held and gathers people: workshops, conferences, evenings, competitions, launches; named ones and formats."""

from collections.abc import Iterable, Sequence

from extractors.entities.evidence import mentions, names, passage_at
from extractors.entities.nouns.definitions import defined
from extractors.entities.nouns.fields import listed_under, record_at
from extractors.entities.nouns.likeness import same_things
from extractors.entities.nouns.spotting import Spotted, spotted
from extractors.identity import entity_id
from extractors.vocabulary.lexicon import lexicon
from models.candidate import EventCandidate, Page, Passage
from models.outline import Role
from models.record import Event

FIELD = "events"
_SUBJECT = "events"
_FIELD_EXTRACTOR = "events.field"


def propose(page: Page) -> Iterable[EventCandidate]:
    """Events by the nouns that say what they are, by definitions, and by what a header lists as events."""
    for passage in page.passages:
        text = page.masked[passage.start : passage.end]
        for each in spotted(text, page.language, _SUBJECT, ordinals=True):
            if not each.back:
                yield _candidate(passage, each, "events.noun")
        for each in defined(text, page.language, _SUBJECT):
            yield _candidate(passage, each, "events.definition")
    for passage in listed_under(page, lexicon(page.language, _SUBJECT).labels):
        yield EventCandidate(
            start=passage.start, end=passage.end, extractor=_FIELD_EXTRACTOR, confidence=0.7, form="event"
        )


def join(page: Page, accepted: Sequence[EventCandidate]) -> tuple[Event, ...]:
    """One event for each different thing held; its kind is that of its fullest form."""
    aliases = [_listed_name(page, each) for each in accepted]
    return tuple(_event(page, members) for members in same_things(page, accepted, _SUBJECT, aliases))


def _listed_name(page: Page, event: EventCandidate) -> str | None:
    """The name in the header's record of which another value speaks of the event."""
    passage = passage_at(page, event.start)
    if passage is None or passage.role is not Role.FIELD or event.extractor == _FIELD_EXTRACTOR:
        return None
    first = record_at(page, passage)[0]
    return first.text if first is not passage else None


def _candidate(passage: Passage, each: Spotted, extractor: str) -> EventCandidate:
    return EventCandidate(
        start=passage.start + each.start,
        end=passage.start + each.end,
        extractor=extractor,
        confidence=0.9 if extractor == "events.definition" else 0.85 if each.named else 0.65 if each.bare else 0.75,
        form=each.form,
    )


def _event(page: Page, members: Sequence[EventCandidate]) -> Event:
    forms = names(page, members)
    fullest = max(members, key=lambda each: (each.form != "event", each.end - each.start, -each.start))
    return Event(
        id=entity_id("event", forms[0]),
        name=forms[0],
        names=forms,
        kind=fullest.form,
        mentions=mentions(page, members),
    )
