"""By what the things of a record are told apart while it is looked at."""

from collections import Counter
from collections.abc import Iterator

from curation.things import Thing, things_of
from extractors.identity import entity_id
from models.record import AmountValue, CaseRecord, Contact, DateValue, Finding


def keyed(record: CaseRecord, field: str) -> Iterator[tuple[str, Thing]]:
    """The things in the record's field, each with its key: an entity's id, or one of the same form."""
    twins: Counter[str] = Counter()
    for thing in things_of(record, field):
        key = _key(thing)
        twins[key] += 1
        yield (key if twins[key] == 1 else f"{key}-{twins[key]}"), thing


def keyed_findings(record: CaseRecord) -> Iterator[tuple[str, Finding]]:
    """The record's findings, each with its key: made of its code, its message and its words, so that the same finding
    on a page that changed elsewhere keeps it, and one on other words is another."""
    for each in record.findings:
        words = record.text[each.span.start : each.span.end] if each.span else ""
        yield entity_id("finding", f"{each.code} {each.message} {words}"), each


def _key(thing: Thing) -> str:
    match thing:
        case Contact():
            return entity_id("contact", f"{thing.kind} {thing.value}")
        case DateValue():
            return entity_id("date", thing.value)
        case AmountValue():
            return entity_id("amount", f"{thing.value} {thing.value_to} {thing.currency}")
        case _:
            return thing.id
