"""The narrow view of a record: field and value, for look-ups, facets and counts."""

from collections import Counter
from collections.abc import Iterator

from models.record import CaseRecord

# The fields that `search --where` knows, and the few of them that are counted over all hits.
FIELDS = (
    "source",
    "template",
    "language",
    "sector",
    "actor",
    "person",
    "place",
    "country",
    "event",
    "event_kind",
    "instrument",
    "instrument_kind",
    "email",
    "phone",
    "url",
    "year",
    "currency",
    "finding",
)
FACETS = ("source", "template", "language", "sector", "country", "event_kind", "instrument_kind")


def values_of(record: CaseRecord) -> tuple[tuple[str, str, int], ...]:
    """Each field and value of the record with how often it stands there."""
    counts = Counter(_values(record))
    return tuple((field, value, count) for (field, value), count in counts.items() if value)


def _values(record: CaseRecord) -> Iterator[tuple[str, str]]:
    yield "source", record.source.name
    yield "template", record.template.key if record.template else ""
    yield "language", record.language
    yield from (("sector", actor.sector.value) for actor in record.actors)
    for field, entities in (
        ("actor", record.actors),
        ("person", record.persons),
        ("place", record.places),
        ("event", record.events),
        ("instrument", record.instruments),
    ):
        yield from ((field, name) for entity in entities for name in entity.names)
    yield from (("country", place.country or "") for place in record.places)
    yield from (("event_kind", event.kind) for event in record.events)
    yield from (("instrument_kind", instrument.kind) for instrument in record.instruments)
    yield from ((contact.kind.value, contact.value) for contact in record.contacts)
    yield from (("year", date.value[:4]) for date in record.dates if date.value[:4].isdigit())
    yield from (("currency", amount.currency or "") for amount in record.amounts)
    yield from (("finding", finding.code) for finding in record.findings)
