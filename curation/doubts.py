"""What of a case a curator had better look at, and what a look is worth.

`weight` is the expected worth of a look: the chance that it puts something right, times what that touches.

    low confidence   (1 - confidence) * reach
    resembling       likeness * reach                 (likeness 0 to 1, curation/resembling.py)
    an answer        0.5
    a finding        0.9 (error), 0.4 (warning)
    drift            0.3 (warning), 0.1 (info)
    a stale decision 4, a clash 5                     (a person's work does not hold: that is certain)

where reach = min(3, 1 + log2(mentions)): one decision puts all mentions of a thing right, though a tenth matters less
than a second. So no guess of the machine's comes before a decision of a person's that needs another.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from math import log2

from curation.keys import keyed, keyed_findings
from curation.things import CURATOR, Thing
from curation.wording import deed, subject_of
from models.decision import Anchored, Decision
from models.difference import KINDS
from models.document import Span
from models.doubt import SURE, Doubt, Reason
from models.fate import Curated, Fate, Outcome
from models.record import CaseRecord, Finding, Pair, Section
from models.vocabulary import PairState, Severity

_HOLDS = frozenset({Outcome.APPLIED, Outcome.MOVED, Outcome.REDUNDANT})
# Findings that tell of a form: the page has come to differ from its template.
_FORM = frozenset({"missing_prompt", "missing_section", "out_of_order", "reworded_prompt", "unforeseen_heading"})
_FINDING = {Severity.ERROR: 0.9, Severity.WARNING: 0.4}
_DRIFT = {Severity.ERROR: 0.6, Severity.WARNING: 0.3, Severity.INFO: 0.1}
_ANSWER, _STALE, _CLASH, _FARTHEST = 0.5, 4, 5, 3
# Who does not know says so in a few words.
_FEW = 12
_SHOWN = 90
_FIELDS = {"pairs": "answer", "findings": "page", "title": "title", "sections": "section"}


def doubts_of(curated: Curated, decisions: Sequence[Decision], typed: Collection[str] = ()) -> tuple[Doubt, ...]:
    """The doubts of the case, the weightiest first; `decisions` are all of the case, in the order of time.

    `typed` has the keys (`section/pair`) of the prompts whose answers its template wants as a date, an amount, a
    choice. Whom its actors resemble, the case alone does not tell.
    """
    record = curated.record
    seen = seen_keys(decisions, curated.fates)
    found = [
        *_unsure(record),
        *_answers(record, seen["pairs"], frozenset(typed)),
        *_findings(record, seen["findings"]),
        *_undecided(record, decisions, curated.fates),
    ]
    return tuple(sorted(found, key=lambda each: (-each.weight, each.reason, each.field, each.key)))


def seen_keys(decisions: Sequence[Decision], fates: Sequence[Fate]) -> Mapping[str, frozenset[str]]:
    """The keys of the pairs and findings that a decision holds of, by field."""
    held = {each.decision for each in fates if each.outcome in _HOLDS}
    anchors = [each.act.anchor for each in decisions if each.id in held and isinstance(each.act, Anchored)]
    return {field: frozenset(each.key for each in anchors if each.field == field) for field in ("pairs", "findings")}


def reach(mentions: int) -> float:
    """How much a decision on something with so many mentions touches, 1 to 3."""
    return min(_FARTHEST, 1 + log2(mentions))


def _unsure(record: CaseRecord) -> Iterator[Doubt]:
    for field in KINDS:
        for key, thing in keyed(record, field):
            sure = max(each.confidence for each in thing.mentions)
            if sure < SURE and all(each.extractor != CURATOR for each in thing.mentions):
                first = thing.mentions[0]
                yield Doubt(
                    case=record.id,
                    source=record.source.name,
                    reason=Reason.CONFIDENCE,
                    kind=field.removesuffix("s"),
                    field=field,
                    key=key,
                    span=Span(start=first.start, end=first.end),
                    name=_short(name_of(thing)),
                    words=_sureness(sure, len(thing.mentions)),
                    weight=_rounded((1 - sure) * reach(len(thing.mentions))),
                )


def name_of(thing: Thing) -> str:
    """What the thing is called."""
    return str(getattr(thing, "name", None) or thing.mentions[0].quote)


def _sureness(sure: float, mentions: int) -> str:
    places = "" if mentions == 1 else f", at {mentions} places"
    return f"{sure:.0%} sure that it is right{places}"


def _answers(record: CaseRecord, seen: Collection[str], typed: Collection[str]) -> Iterator[Doubt]:
    for section in record.sections:
        for pair in section.pairs:
            key = f"{section.key}/{pair.key}"
            words = _why_answer(pair, is_typed=key in typed)
            if words and key not in seen:
                yield _answer(record, section, pair, words)


def _why_answer(pair: Pair, *, is_typed: bool) -> str:
    if pair.state is PairState.UNKNOWN and len(pair.answer.split()) > _FEW:
        return "taken for 'not known', though the answer has many words"
    if pair.state is PairState.ANSWERED and pair.value is None and is_typed:
        return "the answer cannot be read as what the form asks for"
    return ""


def _answer(record: CaseRecord, section: Section, pair: Pair, words: str) -> Doubt:
    return Doubt(
        case=record.id,
        source=record.source.name,
        reason=Reason.ANSWER,
        kind="answer",
        field="pairs",
        key=f"{section.key}/{pair.key}",
        span=pair.answer_span or pair.span,
        name=_short(pair.question),
        words=words,
        weight=_ANSWER,
    )


def _findings(record: CaseRecord, seen: Collection[str]) -> Iterator[Doubt]:
    once = dict(keyed_findings(record))
    for key, finding in once.items():
        weight = (_DRIFT if finding.code in _FORM else _FINDING).get(finding.severity, 0)
        if weight and key not in seen:
            yield _finding(record, key, finding, weight)


def _finding(record: CaseRecord, key: str, finding: Finding, weight: float) -> Doubt:
    return Doubt(
        case=record.id,
        source=record.source.name,
        reason=Reason.DRIFT if finding.code in _FORM else Reason.FINDING,
        kind="page",
        field="findings",
        key=key,
        span=finding.span,
        name=finding.code.replace("_", " "),
        words=finding.message,
        weight=weight,
    )


def _undecided(record: CaseRecord, decisions: Sequence[Decision], fates: Sequence[Fate]) -> Iterator[Doubt]:
    """Decisions that were set aside, and those that somebody else overruled."""
    by_id = {each.id: each for each in decisions}
    for fate in fates:
        one, other = by_id[fate.decision], by_id.get(fate.by or "")
        if not isinstance(one.act, Anchored):
            continue
        if fate.outcome is Outcome.STALE:
            words = f"{one.by} {deed(one.act, by_id)}; set aside, for {fate.reason}"
            yield _decided(record, one.act, fate, Reason.STALE, words)
        elif fate.outcome is Outcome.OVERRULED and other is not None and other.by != one.by:
            words = f"{one.by} {deed(one.act, by_id)}; {other.by} {deed(other.act, by_id)}, which holds"
            yield _decided(record, one.act, fate, Reason.CLASH, words)


def _decided(record: CaseRecord, act: Anchored, fate: Fate, reason: Reason, words: str) -> Doubt:
    field = act.anchor.field
    return Doubt(
        case=record.id,
        source=record.source.name,
        reason=reason,
        kind=_FIELDS.get(field) or field.removesuffix("s"),
        field=field,
        key=act.anchor.key,
        span=fate.now or fate.proposal,
        name=_short(subject_of(act)),
        words=words,
        weight=_STALE if reason is Reason.STALE else _CLASH,
        decision=fate.decision,
    )


def _rounded(weight: float) -> float:
    return round(weight, 3)


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1].rstrip()}…"
