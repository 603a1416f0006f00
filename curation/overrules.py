"""How often curators confirm, correct, reject and add, by kind and by the extractor that had found it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, cast

from curation.applying import apply
from curation.things import thing_at
from models.decision import Add, Anchored, AnchorField, Confirm, Correct, Decision, Reject, field_of
from models.document import Span
from models.fate import Fate, Outcome
from models.overrule import Overrule, Verdict
from models.record import CaseRecord

_HELD = frozenset({Outcome.APPLIED, Outcome.MOVED, Outcome.REDUNDANT})
_FORM = frozenset({"title", "sections", "pairs"})


class Judgement(NamedTuple):
    """What one decision says of what the machine finds today."""

    field: AnchorField
    extractor: str | None
    verdict: Verdict


def overrules(cases: Iterable[tuple[CaseRecord, Sequence[Decision]]]) -> tuple[Overrule, ...]:
    """The judgements of the cases, each the machine's record with all decisions of it, by field and extractor.

    Only decisions that hold count: not undone, overruled or stale ones. Each is held against what the machine finds at
    the words today, so that an extractor mended since is not blamed for what it no longer does: what was rejected and
    is not found any more counts nowhere, what was confirmed or corrected and is not found counts as added, a correction
    that the machine has made its own as confirmed. Merging and splitting judge
    nothing that was found, nor does who saw what is odd about a page.
    """
    counts: dict[tuple[AnchorField, str | None], Counter[Verdict]] = defaultdict(Counter)
    for record, decisions in cases:
        for each in judgements(record, decisions):
            counts[each.field, each.extractor][each.verdict] += 1
    ordered = sorted(counts.items(), key=lambda each: (each[0][0], each[0][1] or ""))
    return tuple(_overrule(field, extractor, count) for (field, extractor), count in ordered)


def judgements(record: CaseRecord, decisions: Sequence[Decision]) -> Iterator[Judgement]:
    """What the decisions that hold say of the machine's record of the case, in the order of time."""
    acts = {each.id: each.act for each in decisions}
    for fate in apply(record, decisions).fates:
        act = acts[fate.decision]
        if fate.outcome in _HELD and isinstance(act, Anchored):
            yield from _judged(record, act, fate)


def _judged(record: CaseRecord, act: Anchored, fate: Fate) -> Iterator[Judgement]:
    field = act.anchor.field
    if field == "findings":
        return
    if field in _FORM:
        verdict: Verdict = "confirmed" if isinstance(act, Confirm) else "corrected"
        yield Judgement(field, None, verdict)
        return
    if isinstance(act, Correct) and fate.outcome is Outcome.REDUNDANT:
        field = cast(AnchorField, field_of(act.value))
    extractor = _extractor_at(record, field, fate.now) if fate.now else None
    match act:
        case Correct() if fate.outcome is Outcome.REDUNDANT:
            if extractor:
                yield Judgement(field, extractor, "confirmed")
        case Confirm():
            yield Judgement(field, extractor, "confirmed" if extractor else "added")
        case Correct():
            yield Judgement(field, extractor, "corrected" if extractor else "added")
        case Reject() if extractor:
            yield Judgement(field, extractor, "rejected")
        case Add():
            yield Judgement(field, extractor, "confirmed" if extractor else "added")


def _extractor_at(record: CaseRecord, field: AnchorField, span: Span) -> str | None:
    thing = thing_at(record, field, span)
    mentions = thing.mentions if thing else ()
    return next((each.extractor for each in mentions if (each.start, each.end) == (span.start, span.end)), None)


def _overrule(field: AnchorField, extractor: str | None, counts: Mapping[Verdict, int]) -> Overrule:
    return Overrule.model_validate({"field": field, "extractor": extractor, **counts})
