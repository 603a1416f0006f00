"""What two records of a case say differently, value by value."""

from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from pydantic import BaseModel

from models.document import Span
from models.frozen import Frozen
from models.record import Amount, AmountValue, CaseRecord, Contact, DateValue, Entity, Pair, Section

KINDS = ("actors", "events", "persons", "contacts", "places", "dates", "amounts", "instruments")
FIELDS = ("title", "language", "template", "fields", "sections", "pairs", *KINDS, "findings", "coverage")
# By what programs know a thing, where it stands and how it was found is not what it is.
_EVIDENCE = frozenset({"id", "key", "span", "answer_span", "mentions", "pairs"})


class ChangeKind(StrEnum):
    """What becomes of a value."""

    APPEARED = "appeared"
    CHANGED = "changed"
    VANISHED = "vanished"


class Change(Frozen):
    """A value that one of two records has alone, or that they have differently.

    `field` is the record's, or `pairs`. `thing` names the value, and is empty where a record has but one; `attribute`
    is what of it changed, empty where all of it did. `before` and `after` are its words, null where there are none.
    """

    field: str
    kind: ChangeKind
    thing: str = ""
    attribute: str = ""
    before: str | None = None
    after: str | None = None


class _Thing(NamedTuple):
    """A value, told by its `words` and its attributes; by `names` and `places` it is known again beside its key."""

    key: tuple[str, ...]
    name: str
    words: str | None
    attributes: dict[str, str | None]
    names: frozenset[str] = frozenset()
    places: tuple[Span, ...] = ()


def difference(before: CaseRecord, after: CaseRecord) -> tuple[Change, ...]:
    """The changes that make `after` of `before`, in the order of FIELDS; none where both say the same.

    Neither the order in which a record says things counts, nor where they stand and how they were found. A thing is
    known again by its key (an entity's id, a contact's value …); failing that by a place that both hold on the same
    text, or by a shared name: then it is one thing that changed, not two.
    """
    old, new = _by_field(before), _by_field(after)
    same_text = before.text == after.text
    return tuple(change for field in FIELDS for change in _differ(field, old[field], new[field], same_text=same_text))


def _by_field(record: CaseRecord) -> dict[str, dict[tuple[str, ...], _Thing]]:
    """The things by key, in an order that does not depend on the record's; those of one key are numbered."""
    found: dict[str, dict[tuple[str, ...], _Thing]] = {field: {} for field in FIELDS}
    twins: Counter[tuple[str, ...]] = Counter()
    for field, thing in sorted(_things(record), key=lambda each: (each[0], each[1].key, str(each[1].attributes))):
        found[field][(*thing.key, str(twins[field, *thing.key]))] = thing
        twins[field, *thing.key] += 1
    return found


def _things(record: CaseRecord) -> Iterator[tuple[str, _Thing]]:
    yield "title", _only(record.title)
    yield "language", _only(record.language)
    yield "template", _only(f"{record.template.key} {record.template.version}" if record.template else None)
    for fact in record.fields:
        yield "fields", _Thing((fact.label,), fact.label, fact.value, {"value": fact.value}, places=(fact.span,))
    for section in record.sections:
        yield "sections", _section(section)
        yield from (("pairs", _pair(section, pair)) for pair in section.pairs)
    for kind in KINDS:
        yield from ((kind, _found(each)) for each in getattr(record, kind))
    for finding in record.findings:
        yield "findings", _Thing((finding.code, finding.message), finding.code, finding.message, _attributes(finding))
    yield "coverage", _Thing((), "", None, {"unaccounted": str(record.coverage.unaccounted)})


def _only(words: str | None) -> _Thing:
    return _Thing((), "", words, {"": words})


def _section(section: Section) -> _Thing:
    names = frozenset({_folded(section.heading)} - {""})
    return _Thing((section.key,), section.heading, section.heading, _attributes(section), names, (section.span,))


def _pair(section: Section, pair: Pair) -> _Thing:
    words = pair.answer or pair.state.value
    places = (pair.span,) if pair.span else ()
    names = frozenset({_folded(pair.question)})
    return _Thing((section.key, pair.key), pair.question, words, _attributes(pair), names, places)


def _found(thing: Entity | Contact | DateValue | AmountValue) -> _Thing:
    key: tuple[str, ...]
    names: frozenset[str] = frozenset()
    match thing:
        case Entity():
            key, name, names = (thing.id,), thing.name, frozenset(map(_folded, thing.names))
        case Contact():
            key, name = (thing.kind.value, thing.value), thing.value
        case DateValue():
            key, name = (thing.value,), thing.value
        case AmountValue():
            key, name = (str(thing.value), str(thing.value_to), str(thing.currency)), " ".join(thing.text.split())
    places = tuple(Span(start=mention.start, end=mention.end) for mention in thing.mentions)
    return _Thing(key, name, name, _attributes(thing), names, places)


def _attributes(thing: BaseModel) -> dict[str, str | None]:
    return {name: _words(value) for name, value in thing if name not in _EVIDENCE}


def _words(value: object) -> str | None:
    match value:
        case None | str():
            return value and str(value)
        case tuple():
            return " | ".join(sorted(map(str, value)))
        case Amount():
            end = "" if value.value_to is None else f"–{value.value_to}"
            return f"{value.value}{end} {value.currency or ''}".strip()
        case _:
            return str(value).lower()


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _differ(
    field: str, old: dict[tuple[str, ...], _Thing], new: dict[tuple[str, ...], _Thing], *, same_text: bool
) -> Iterator[Change]:
    pairs = [(old[key], new[key]) for key in old if key in new]
    vanished = [thing for key, thing in old.items() if key not in new]
    appeared = [thing for key, thing in new.items() if key not in old]
    for one, other in _known_again(vanished, appeared, same_text=same_text):
        pairs.append((one, other))
        vanished.remove(one)
        appeared.remove(other)
    for one, other in pairs:
        for attribute in dict.fromkeys((*one.attributes, *other.attributes)):
            before, after = one.attributes.get(attribute), other.attributes.get(attribute)
            if before != after:
                yield _change(field, ChangeKind.CHANGED, one, attribute, before, after)
    for thing in vanished:
        yield _change(field, ChangeKind.VANISHED, thing, "", thing.words, None)
    for thing in appeared:
        yield _change(field, ChangeKind.APPEARED, thing, "", None, thing.words)


def _change(
    field: str, kind: ChangeKind, thing: _Thing, attribute: str, before: str | None, after: str | None
) -> Change:
    return Change(field=field, kind=kind, thing=thing.name, attribute=attribute, before=before, after=after)


def _known_again(
    vanished: Sequence[_Thing], appeared: Sequence[_Thing], *, same_text: bool
) -> list[tuple[_Thing, _Thing]]:
    """Pairs that share most, first by place, then by name; ties by key. None is in two pairs."""
    shared = [
        (overlap, names, at, to)
        for at, one in enumerate(vanished)
        for to, other in enumerate(appeared)
        if (overlap := _overlap(one, other) if same_text else 0) + (names := len(one.names & other.names))
    ]
    taken: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for _, _, at, to in sorted(shared, key=lambda each: (-each[0], -each[1], each[2:])):
        if at not in taken[0] and to not in taken[1]:
            taken[0].add(at)
            taken[1].add(to)
            pairs.append((vanished[at], appeared[to]))
    return pairs


def _overlap(one: _Thing, other: _Thing) -> int:
    """How many characters of their places they share."""
    return sum(
        max(0, min(here.end, there.end) - max(here.start, there.start)) for here in one.places for there in other.places
    )
