"""Ties by name (a contact's person, an event's place) that follow what became of the thing they name."""

from collections.abc import Iterator

from curation.things import thing_at, things_of
from models.document import Span
from models.frozen import revise
from models.record import CaseRecord, Entity

# By field and attribute: the field whose things it names.
_TIES = (
    ("events", "place", "places"),
    ("persons", "organisation", "actors"),
    ("contacts", "person", "persons"),
    ("contacts", "organisation", "actors"),
)


def tied_again(before: CaseRecord, after: CaseRecord) -> CaseRecord:
    """`after` without ties to names that only `before` had: to what stands at the named thing's words now, or none."""
    for field, attribute, named in _TIES:
        gone = {each.name: each for each in _entities(before, named)}
        for each in _entities(after, named):
            gone.pop(each.name, None)
            for name in each.names:
                gone.pop(name, None)
        if gone:
            things = tuple(
                revise(each, **{attribute: _now(after, named, gone[tie])})
                if (tie := getattr(each, attribute)) in gone
                else each
                for each in things_of(after, field)
            )
            after = revise(after, **{field: things})
    return after


def _entities(record: CaseRecord, field: str) -> Iterator[Entity]:
    yield from (each for each in things_of(record, field) if isinstance(each, Entity))


def _now(record: CaseRecord, field: str, thing: Entity) -> str | None:
    spans = (Span(start=each.start, end=each.end) for each in thing.mentions)
    heirs = (thing_at(record, field, span) for span in spans)
    return next((each.name for each in heirs if isinstance(each, Entity)), None)
