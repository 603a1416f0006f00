"""What a case speaks of, in the order and words in which its page shows it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from curation.keys import keyed
from curation.things import CURATOR, attributes_of
from curation.things import Thing as Found
from models.decision import Anchored, Decision
from models.doubt import SURE
from models.fate import Fate, Outcome
from models.frozen import Frozen
from models.record import CaseRecord, Mention

_HOLDS = frozenset({Outcome.APPLIED, Outcome.MOVED, Outcome.REDUNDANT})


class Told(StrEnum):
    """How sure it is: a curator said so, the machine is not sure, or neither."""

    CURATOR = "curator"
    DOUBT = "doubt"
    MACHINE = ""


class Thing(Frozen):
    """Something found: its name, what is known of it in a few words, and where the page says it.

    `key` is its place on the page that people see, `id` what intents call it by, `seen` the JSON of what a decision
    could say of it.
    """

    key: str
    id: str
    seen: str
    told: Told
    confidence: float
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
    told: Told = Told.MACHINE


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
                _thing(f"{kind}-{at}", id_, name, facts, found)
                for at, ((name, facts), (id_, found)) in enumerate(zip(told, keyed(record, kind), strict=True))
            ),
        )
        for kind, told in every
        if told
    )


def decided_of(decisions: Sequence[Decision], fates: Sequence[Fate]) -> Mapping[str, frozenset[str]]:
    """The keys of the sections, pairs and findings that a decision holds of, by field; that of the title is empty."""
    held = {each.decision for each in fates if each.outcome in _HOLDS}
    anchors = [each.act.anchor for each in decisions if each.id in held and isinstance(each.act, Anchored)]
    fields = ("title", "sections", "pairs", "findings")
    return {field: frozenset(each.key for each in anchors if each.field == field) for field in fields}


def _thing(key: str, id_: str, name: str, facts: tuple[str, ...], found: Found) -> Thing:
    return Thing(
        key=key,
        id=id_,
        seen=json.dumps(attributes_of(found), ensure_ascii=False),
        told=_told(found.mentions),
        confidence=max(each.confidence for each in found.mentions),
        name=name,
        facts=facts,
        mentions=found.mentions,
    )


def _told(mentions: Sequence[Mention]) -> Told:
    """A thing is as sure as its surest mention."""
    if any(each.extractor == CURATOR for each in mentions):
        return Told.CURATOR
    return Told.DOUBT if max(each.confidence for each in mentions) < SURE else Told.MACHINE


def _told_at(thing: Thing, mention: Mention) -> Told:
    if mention.extractor == CURATOR:
        return Told.CURATOR
    return Told.DOUBT if thing.told is Told.DOUBT else Told.MACHINE


def marks_of(record: CaseRecord) -> tuple[Mark, ...]:
    """Every stretch that is highlighted, in the order of the text; the longer of two that begin together first."""
    return tuple(sorted(_marks(record), key=lambda mark: (mark.start, -mark.end)))


def _marks(record: CaseRecord) -> Iterator[Mark]:
    for group in things_of(record):
        for thing in group.things:
            for mention in thing.mentions:
                told = _told_at(thing, mention)
                yield Mark(start=mention.start, end=mention.end, kind=group.kind, key=thing.key, told=told)
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
