"""A record's things changed by what a person says: found by their words, put, taken away."""

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any, NamedTuple, cast

from curation.spans import holds, touch
from extractors.identity import entity_id
from models.claim import (
    ActorClaim,
    AmountClaim,
    ContactClaim,
    DateClaim,
    EventClaim,
    FindingClaim,
    InstrumentClaim,
    PairClaim,
    PersonClaim,
    PlaceClaim,
    ThingClaim,
    TitleClaim,
)
from models.difference import KINDS
from models.document import Span
from models.frozen import revise
from models.record import (
    Actor,
    AmountValue,
    CaseRecord,
    Contact,
    DateValue,
    Entity,
    Event,
    Instrument,
    Mention,
    Person,
    Place,
)

CURATOR = "curator"
CONTACTS = "contacts"
Thing = Actor | Event | Person | Place | Instrument | Contact | DateValue | AmountValue
_CLAIMS: dict[type[Thing], type[ThingClaim]] = {
    Actor: ActorClaim,
    Event: EventClaim,
    Person: PersonClaim,
    Place: PlaceClaim,
    Instrument: InstrumentClaim,
    Contact: ContactClaim,
    DateValue: DateClaim,
    AmountValue: AmountClaim,
}
_PLACE = itemgetter(0, 1)
_THINGS = {claim: thing for thing, claim in _CLAIMS.items()}


class Standing(NamedTuple):
    """What a thing is beside what is claimed of it: its forms but the name, and its mentions."""

    names: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()


def things_of(record: CaseRecord, field: str) -> tuple[Thing, ...]:
    """The things in the record's field of that name."""
    return cast(tuple[Thing, ...], getattr(record, field))


def thing_at(record: CaseRecord, field: str, span: Span) -> Thing | None:
    """The thing that has a mention at exactly these words."""
    return next(_standing_at(record, field, span), None)


def claimed_at(record: CaseRecord, claim: ThingClaim, span: Span) -> Thing | None:
    """The thing at exactly these words that the claim speaks of; of contacts several may share them."""
    found = _standing_at(record, field_of_kind(type(claim)), span)
    if isinstance(claim, ContactClaim):
        return next((each for each in found if isinstance(each, Contact) and each.value == claim.value), None)
    return next(found, None)


def _standing_at(record: CaseRecord, field: str, span: Span) -> Iterator[Thing]:
    start, end = span.start, span.end
    for each in things_of(record, field):
        for one in each.mentions:
            if one.start == start and one.end == end:
                yield each
                break


def kind_of(thing: Thing) -> type[ThingClaim]:
    """The claims that speak of such things."""
    return _CLAIMS[type(thing)]


def field_of_kind(kind: type[ThingClaim]) -> str:
    """The record's field for what such claims speak of."""
    return f"{kind.model_fields['thing'].default}s"


def attributes_of(thing: Thing) -> dict[str, Any]:
    """What a claim could say of the thing."""
    return {name: getattr(thing, name) for name in kind_of(thing).model_fields if name != "thing"}


def said_of(claim: ThingClaim | TitleClaim | PairClaim | FindingClaim) -> dict[str, Any]:
    """What the claim says."""
    return {name: value for name, value in claim if name != "thing"}


def standing_of(thing: Thing) -> Standing:
    """The thing's forms and mentions."""
    return Standing(thing.names if isinstance(thing, Entity) else (), thing.mentions)


def said_at(record: CaseRecord, span: Span) -> Mention:
    """The words as a person's evidence."""
    section = next((each.key for each in record.sections if holds(each.span, span)), None)
    quote = record.text[span.start : span.end]
    return Mention(start=span.start, end=span.end, quote=quote, section=section, extractor=CURATOR, confidence=1)


def without(standing: Standing, span: Span) -> Standing:
    """The forms and mentions but those at these words; a form goes with the last mention that bears it."""
    kept = tuple(each for each in standing.mentions if not _at(span, each))
    gone = {_form(each) for each in standing.mentions} - {_form(each) for each in kept}
    return Standing(tuple(name for name in standing.names if name not in gone), kept)


def with_mention(standing: Standing, mention: Mention) -> Standing:
    """The forms and mentions with one more, or another for the same words."""
    others = (each for each in standing.mentions if (each.start, each.end) != (mention.start, mention.end))
    return Standing((*standing.names, _form(mention)), (*others, mention))


def remove(record: CaseRecord, field: str, thing: Thing) -> CaseRecord:
    """The record without the thing."""
    return revise(record, **{field: tuple(each for each in things_of(record, field) if each is not thing)})


def put(record: CaseRecord, kind: type[ThingClaim], attributes: dict[str, Any], standing: Standing) -> CaseRecord:
    """The record with a thing so told; one with the same identity and it become one, and other words give way."""
    said = [Span(start=each.start, end=each.end) for each in standing.mentions if each.extractor == CURATOR]
    made = _made(kind, attributes, standing)
    field = field_of_kind(kind)
    record = _freed(record, field, said)
    twin = _twin(things_of(record, field), made)
    if twin is not None:
        record = remove(record, field, twin)
        made = _made(kind, attributes, _joined(standing, standing_of(twin)))
    return revise(record, **{field: _ordered((*things_of(record, field), made))})


def _twin(things: Sequence[Thing], made: Thing) -> Thing | None:
    """The one that is the same as what was made."""
    if isinstance(made, Entity):
        return next((each for each in things if each.id == made.id), None)  # type: ignore[union-attr]
    own = _identity(made)
    return next((each for each in things if _identity(each) == own), None)


def _made(kind: type[ThingClaim], attributes: dict[str, Any], standing: Standing) -> Thing:
    mentions = tuple(sorted(standing.mentions, key=lambda each: (each.start, each.end)))
    made = _THINGS[kind]
    own: dict[str, Any] = {**attributes, "mentions": mentions}
    if issubclass(made, Entity):
        forms = sorted(dict.fromkeys(standing.names), key=len, reverse=True)
        own["names"] = tuple(dict.fromkeys((attributes["name"], *forms)))
        own["id"] = entity_id(str(kind.model_fields["thing"].default), attributes["name"])
    elif made in {DateValue, AmountValue}:
        own["text"] = mentions[0].quote
    return made.model_validate(own)


def _joined(first: Standing, second: Standing) -> Standing:
    places = {(each.start, each.end): each for each in second.mentions}
    for each in first.mentions:
        there = places.get((each.start, each.end))
        if there is None or there.extractor != CURATOR:
            places[each.start, each.end] = each
    return Standing((*first.names, *second.names), tuple(places.values()))


def _freed(record: CaseRecord, field: str, said: Sequence[Span]) -> CaseRecord:
    """The record without mentions that cannot stand beside what a person said of these words."""
    for other in KINDS:
        for thing, near in _near(things_of(record, other), said):
            taken = [place for place in map(_span, near) if any(_takes(field, span, other, place) for span in said)]
            if taken:
                record = _shorn(record, other, thing, taken)
    return record


def _near(things: Iterable[Thing], said: Sequence[Span]) -> Iterator[tuple[Thing, list[Mention]]]:
    """The things with the mentions that touch one of the spans."""
    if not said:
        return
    first, last = min(each.start for each in said), max(each.end for each in said)
    for thing in things:
        for one in thing.mentions:
            if first < one.end and one.start < last:
                yield thing, [each for each in thing.mentions if any(touch(_span(each), span) for span in said)]
                break


def _takes(field: str, span: Span, other: str, place: Span) -> bool:
    return (field, span) == (other, place) != (CONTACTS, span) or excludes(field, span, other, place)


def excludes(field: str, span: Span, other: str, place: Span) -> bool:
    """Whether words cannot be both: of one kind they overlap, of two they are equal or cross (they may nest).

    A contact stands beside all: it is the address behind a name, or one of two.
    """
    if not touch(span, place) or CONTACTS in {field, other}:
        return False
    if field == other:
        return span != place
    return span == place or not (holds(span, place) or holds(place, span))


def _shorn(record: CaseRecord, field: str, thing: Thing, spans: Iterable[Span]) -> CaseRecord:
    standing = standing_of(thing)
    for span in spans:
        standing = without(standing, span)
    return keep(remove(record, field, thing), thing, standing)


def keep(record: CaseRecord, thing: Thing, standing: Standing) -> CaseRecord:
    """The record with what is left of the thing, under its fullest form where its name is gone."""
    if not standing.mentions:
        return record
    attributes = attributes_of(thing)
    if "name" in attributes and attributes["name"] not in standing.names:
        attributes["name"] = max((*standing.names, *map(_form, standing.mentions)), key=len)
    field = field_of_kind(kind_of(thing))
    made = _made(kind_of(thing), attributes, standing)
    return revise(record, **{field: _ordered((*things_of(record, field), made))})


def _identity(thing: Thing) -> tuple[Any, ...]:
    match thing:
        case Contact():
            return thing.kind, thing.value
        case DateValue():
            return (thing.value,)
        case AmountValue():
            return thing.value, thing.value_to, thing.currency
        case _:
            return (thing.id,)


def _ordered(things: Iterable[Thing]) -> tuple[Thing, ...]:
    """In the order of the page, then of what they are."""
    placed = [((first := each.mentions[0]).start, first.end, each) for each in things]
    if len({each[:2] for each in placed}) == len(placed):
        placed.sort(key=_PLACE)
    else:
        placed.sort(key=lambda each: (each[0], each[1], str(_identity(each[2]))))
    return tuple([each for _, _, each in placed])


def _form(mention: Mention) -> str:
    return " ".join(mention.quote.split())


def _span(mention: Mention) -> Span:
    return Span(start=mention.start, end=mention.end)


def _at(span: Span, mention: Mention) -> bool:
    return (mention.start, mention.end) == (span.start, span.end)
