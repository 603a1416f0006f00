"""What each act does to a record."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from curation.clashes import changes_of
from curation.keys import keyed_findings
from curation.placing import Placed
from curation.sectioning import bound_answer, bound_section, follows, pair_at, pair_named, section_at, with_pair
from curation.spans import holds, touch
from curation.things import (
    Standing,
    Thing,
    attributes_of,
    claimed_at,
    field_of_kind,
    keep,
    kind_of,
    put,
    remove,
    said_at,
    said_of,
    standing_of,
    thing_at,
    with_mention,
    without,
)
from extractors.folding import fold
from models.claim import FindingClaim, PairClaim, ThingClaim, TitleClaim
from models.decision import Add, Bound, Confirm, Correct, Different, Reject, Same
from models.document import Span
from models.frozen import revise
from models.record import CaseRecord, Mention, Pair, Section
from models.vocabulary import PairState


class Done(NamedTuple):
    """The record after an act; `redundant`: it said so before."""

    record: CaseRecord
    redundant: bool = False


def act_on(record: CaseRecord, placed: Placed, machine: CaseRecord) -> Done | str:
    """The record after the decision; words why it does not fit any more.

    Of a title and of a pair what was seen has to stand there, in the record or in the `machine`'s beneath it: two who
    saw the same contradict each other, and the newer wins.
    """
    match placed.act:
        case Confirm(seen=TitleClaim() as value) | Correct(value=TitleClaim() as value):
            return _title(record, placed, value, machine)
        case Confirm(seen=PairClaim()) | Correct(value=PairClaim()):
            return _pair(record, placed, machine)
        case Confirm(seen=FindingClaim()):
            return Done(record, redundant=all(key != placed.act.anchor.key for key, _ in keyed_findings(record)))
        case Confirm() | Correct() | Add():
            return _claim(record, placed)
        case Reject():
            return _reject(record, placed)
        case Bound():
            return _bound(record, placed)
        case Same() | Different():
            return _tie(record, placed)


def _title(record: CaseRecord, placed: Placed, value: TitleClaim, machine: CaseRecord) -> Done | str:
    act = placed.act
    seen = act.seen if isinstance(act, Confirm | Correct) else value
    if record.title == value.title:
        return Done(record, redundant=isinstance(act, Correct))
    if placed.span is None and getattr(seen, "title", None) not in {record.title, machine.title}:
        return f"the title is now '{record.title}'"
    return Done(revise(record, title=value.title))


def _pair(record: CaseRecord, placed: Placed, machine: CaseRecord) -> Done | str:
    act = placed.act
    assert isinstance(act, Confirm | Correct)  # noqa: S101 - a pair is never added
    found = _pair_for(record, placed)
    if found is None:
        return "no prompt holds these words any more" if placed.span else f"there is no pair {act.anchor.key}"
    section, pair = found
    changes = changes_of(act)
    is_so = {"state": pair.state, "value": pair.value}
    if all(is_so[name] == value for name, value in changes.items()):
        return Done(record, redundant=isinstance(act, Correct))
    if placed.span is None and not any(_is_said(each, said_of(act.seen)) for each in (pair, _own(machine, placed))):
        return f"the pair is now {pair.state}"
    state = changes.get("state", pair.state)
    value = changes.get("value", pair.value if state is PairState.ANSWERED else None)
    return Done(with_pair(record, section, pair, revise(pair, state=state, value=value)))


def _own(machine: CaseRecord, placed: Placed) -> Pair | None:
    found = _pair_for(machine, placed)
    return found[1] if found else None


def _is_said(pair: Pair | None, said: Mapping[str, object]) -> bool:
    return pair is not None and all(getattr(pair, name) == value for name, value in said.items())


def _pair_for(record: CaseRecord, placed: Placed) -> tuple[Section, Pair] | None:
    named = pair_named(record, placed.act.anchor.key)
    if placed.span is None:
        return named
    held = pair_at(record, placed.span)
    touches = named is not None and named[1].span is not None and touch(named[1].span, placed.span)
    return held or (named if touches else None)


def _claim(record: CaseRecord, placed: Placed) -> Done:
    act, span = placed.act, placed.span
    assert isinstance(act, Confirm | Correct | Add) and span is not None  # noqa: S101, PT018 - a thing has words
    value = act.seen if isinstance(act, Confirm) else act.value
    seen = value if isinstance(act, Add) else act.seen
    assert isinstance(value, ThingClaim) and isinstance(seen, ThingClaim)  # noqa: S101, PT018 - act_on saw to it
    onto = placed.onto or span
    changes = changes_of(act)
    there = claimed_at(record, value, onto)
    redundant = not isinstance(act, Confirm) and there is not None and _says(there, changes)
    target = claimed_at(record, seen, span) or there if isinstance(act, Correct) else there
    if target is None:
        attributes, standing = said_of(value), Standing()
    else:
        record = remove(record, field_of_kind(kind_of(target)), target)
        standing = standing_of(target) if onto == span else without(standing_of(target), span)
        attributes = {**(attributes_of(target) if kind_of(target) is type(value) else {}), **changes}
    standing = with_mention(standing, said_at(record, onto))
    if "name" in attributes and "name" not in changes and attributes["name"] not in standing.names:
        attributes["name"] = max(standing.names, key=len)
    return Done(put(record, type(value), attributes, standing), redundant=redundant)


def _says(thing: Thing, changes: dict[str, Any]) -> bool:
    attributes = attributes_of(thing)
    return all(attributes.get(name) == value for name, value in changes.items())


def _reject(record: CaseRecord, placed: Placed) -> Done:
    act, span = placed.act, placed.span
    assert isinstance(act, Reject) and span is not None  # noqa: S101, PT018 - a thing has words
    target = claimed_at(record, act.seen, span)
    if target is None:
        return Done(record, redundant=True)
    record = remove(record, act.anchor.field, target)
    return Done(record if act.scope == "thing" else keep(record, target, without(standing_of(target), span)))


def _bound(record: CaseRecord, placed: Placed) -> Done | str:
    act, onto = placed.act, placed.onto
    assert onto is not None  # noqa: S101 - bounds have two ends
    if act.anchor.field == "sections":
        section = section_at(record, placed.span) if placed.span else None
        if section is None:
            return "no section holds these words any more"
        if placed.span is None or not holds(onto, placed.span):
            return "the bounds leave out the words that the section is known by"
        return Done(bound_section(record, section, onto), redundant=section.span == onto)
    found = _pair_for(record, placed)
    if found is None:
        return "no prompt holds these words any more" if placed.span else f"there is no pair {act.anchor.key}"
    if not (found[0].span.start <= onto.start and onto.end <= found[0].span.end):
        return f"the words stand outside section {found[0].key}; set the section's bounds first"
    if not follows(*found, onto):
        return "the words do not follow the prompt, or another prompt stands before their end"
    return Done(bound_answer(record, *found, onto), redundant=found[1].answer_span == onto)


def _tie(record: CaseRecord, placed: Placed) -> Done | str:
    act, span, onto = placed.act, placed.span, placed.onto
    assert isinstance(act, Same | Different) and span is not None  # noqa: S101, PT018 - a thing has words
    one = thing_at(record, act.anchor.field, span)
    if one is None:
        return f"no {act.seen.thing} is found at these words any more"
    if act.other.case != record.id:
        return Done(record)
    other = thing_at(record, act.anchor.field, onto) if onto else None
    if other is None or onto is None:
        return f"no {act.seen.thing} is found at the other words any more"
    if isinstance(act, Same):
        return Done(record, redundant=True) if one is other else Done(_merged(record, act, one, other))
    return Done(record, redundant=True) if one is not other else _split(record, act, one, span, onto)


def _merged(record: CaseRecord, act: Same, one: Thing, other: Thing) -> CaseRecord:
    names, mentions = standing_of(other)
    standing = Standing((*standing_of(one).names, *names), (*one.mentions, *mentions))
    attributes = attributes_of(one)
    attributes["name"] = max((attributes["name"], attributes_of(other)["name"]), key=len)
    record = remove(remove(record, act.anchor.field, one), act.anchor.field, other)
    return put(record, type(act.seen), attributes, standing)


def _split(record: CaseRecord, act: Different, whole: Thing, span: Span, onto: Span) -> Done | str:
    form = fold(record.text[onto.start : onto.end])
    if form == fold(record.text[span.start : span.end]):
        return "both bear the same name, which is what tells things apart; correct one's name"

    def part(*, is_other: bool) -> Standing:
        def mine(words: str) -> bool:
            return (fold(words) == form) is is_other

        mentions: tuple[Mention, ...] = tuple(each for each in whole.mentions if mine(each.quote))
        return Standing(tuple(filter(mine, standing_of(whole).names)), mentions)

    record = remove(record, act.anchor.field, whole)
    return Done(keep(keep(record, whole, part(is_other=False)), whole, part(is_other=True)))
