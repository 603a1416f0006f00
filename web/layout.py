"""What a case speaks of, in the order and words in which its page shows it."""

from collections.abc import Iterator

from models.frozen import Frozen
from models.record import CaseRecord, Mention


class Thing(Frozen):
    """Something found: its name, what is known of it in a few words, and where the page says it."""

    key: str
    name: str
    facts: tuple[str, ...]
    mentions: tuple[Mention, ...]


class Things(Frozen):
    """All things of a kind; `kind` is the record's own field."""

    kind: str
    things: tuple[Thing, ...]


class Mark(Frozen):
    """A stretch of the text in code points, what it is, and the `key` of what is shown of it in the record."""

    start: int
    end: int
    kind: str
    key: str


def things_of(record: CaseRecord) -> tuple[Things, ...]:
    """The kinds that the case has things of."""
    every = (
        ("actors", [(each.name, _known(each.sector, "" if each.named else "a kind")) for each in record.actors]),
        ("events", [(each.name, _known(each.kind, each.date, each.place)) for each in record.events]),
        ("persons", [(each.name, _known(each.role, each.organisation)) for each in record.persons]),
        ("contacts", [(each.value, _known(each.kind, each.person, each.organisation)) for each in record.contacts]),
        ("places", [(each.name, _known(each.country)) for each in record.places]),
        ("dates", [(each.value, _known(each.text)) for each in record.dates]),
        ("amounts", [(each.text, _known(f"{each.value:,}", each.currency)) for each in record.amounts]),
        ("instruments", [(each.name, _known(each.kind)) for each in record.instruments]),
    )
    return tuple(
        Things(
            kind=kind,
            things=tuple(
                Thing(key=f"{kind}-{at}", name=name, facts=facts, mentions=found.mentions)
                for at, ((name, facts), found) in enumerate(zip(told, getattr(record, kind), strict=True))
            ),
        )
        for kind, told in every
        if told
    )


def marks_of(record: CaseRecord) -> tuple[Mark, ...]:
    """Every stretch that is highlighted, in the order of the text; the longer of two that begin together first."""
    return tuple(sorted(_marks(record), key=lambda mark: (mark.start, -mark.end)))


def _marks(record: CaseRecord) -> Iterator[Mark]:
    for group in things_of(record):
        for thing in group.things:
            for mention in thing.mentions:
                yield Mark(start=mention.start, end=mention.end, kind=group.kind, key=thing.key)
    for section in record.sections:
        if section.heading and record.text.startswith(section.heading, section.span.start):
            end = section.span.start + len(section.heading)
            yield Mark(start=section.span.start, end=end, kind="headings", key=f"section-{section.key}")
        for pair in section.pairs:
            if pair.span and pair.answer_span and pair.span.start < pair.answer_span.start:
                start, end = pair.span.start, pair.answer_span.start
                yield Mark(start=start, end=end, kind="questions", key=f"pair-{section.key}-{pair.key}")
            elif pair.span and not pair.answer_span:
                yield Mark(
                    start=pair.span.start, end=pair.span.end, kind="questions", key=f"pair-{section.key}-{pair.key}"
                )


def _known(*facts: str | None) -> tuple[str, ...]:
    return tuple(fact.replace("_", " ") for fact in facts if fact)
