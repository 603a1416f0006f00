"""Decisions in words: what somebody did, as it is told on a page, in a terminal, in a log."""

from collections.abc import Iterator, Mapping
from typing import Any

from curation.things import said_of
from models.claim import Claim, FindingClaim, PairClaim, TitleClaim
from models.decision import Act, Add, Anchored, Bound, Confirm, Correct, Decision, Different, Redo, Reject, Same, Undo
from models.fate import Fate, Outcome
from models.record import Amount

_SHOWN = 80
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def told(decision: Decision, known: Mapping[str, Decision]) -> str:
    """Who did what, when and why; `known` has the decisions that are undone and redone, by id."""
    why = f": '{decision.note}'" if decision.note else ""
    return f"{decision.by} {deed(decision.act, known)}, {moment(decision.at)}{why}"


def deed(act: Act, known: Mapping[str, Decision]) -> str:
    """What was done, beginning with a verb in the past tense."""
    match act:
        case Confirm(seen=FindingClaim() as seen):
            return f"looked at {_subject(seen)} and let it stand"
        case Confirm():
            return f"confirmed {_subject(act.seen, act.anchor.key)}{_as(act.seen)}"
        case Correct():
            return _correction(act)
        case Reject(scope="thing"):
            return f"rejected {_subject(act.seen)}"
        case Reject():
            return f"rejected {_quoted(act.anchor.words.quote if act.anchor.words else '')} as {_subject(act.seen)}"
        case Add():
            return f"added {_subject(act.value)}"
        case Bound():
            what = "section" if act.anchor.field == "sections" else "answer"
            ends = f"from {_quoted(act.begins.quote)} to {_quoted(act.ends.quote)}"
            return f"set the bounds of the {what} {_named(act.anchor.key)} {ends}"
        case Same():
            return f"merged {_subject(act.seen)} with {act.other.name}{_elsewhere(act)}"
        case Different():
            return f"set {_subject(act.seen)} apart from {act.other.name}{_elsewhere(act)}"
        case Undo() | Redo():
            verb = "undid" if isinstance(act, Undo) else "did again"
            other = known.get(act.decision)
            return f"{verb} what {other.by} decided: {deed(other.act, {})}" if other else f"{verb} {act.decision}"


def moment(at: str) -> str:
    """The minute in UTC, as people write it: 3 May 2026, 14:02."""
    return f"{int(at[8:10])} {_MONTHS[int(at[5:7]) - 1]} {at[:4]}, {at[11:16]}"


def fortune(fate: Fate, known: Mapping[str, Decision]) -> str:
    """What became of the decision."""
    by = known.get(fate.by or "")
    whose = f" by {by.by}, {moment(by.at)}" if by else ""
    match fate.outcome:
        case Outcome.APPLIED:
            return "holds"
        case Outcome.MOVED:
            return "holds; its words stand elsewhere now"
        case Outcome.REDUNDANT:
            return "holds; the record says so without it"
        case Outcome.STALE:
            return f"set aside: {fate.reason}"
        case Outcome.OVERRULED:
            return f"overruled{whose}"
        case Outcome.UNDONE:
            return f"undone{whose}"


def subject_of(act: Anchored) -> str:
    """What the act speaks of: the actor X, the answer Y."""
    match act:
        case Bound():
            return f"the {'section' if act.anchor.field == 'sections' else 'answer'} {_named(act.anchor.key)}"
        case Add():
            return _subject(act.value)
        case _:
            return _subject(act.seen, act.anchor.key)


def name_of(claim: Claim) -> str:
    """What the claim speaks of is called."""
    match claim:
        case TitleClaim():
            return claim.title
        case PairClaim():
            return claim.state.value
        case FindingClaim():
            return _plain(claim.code)
        case _:
            return str(getattr(claim, "name", None) or getattr(claim, "value", ""))


def _correction(act: Correct) -> str:
    subject = _subject(act.seen, act.anchor.key)
    where = f"{_quoted(act.words.quote)}" if act.words else ""
    if act.seen.thing != act.value.thing:
        new = "" if name_of(act.value) == name_of(act.seen) else f" {name_of(act.value)}"
        return f"made {subject} {_article(act.value.thing)}{new}" + (f", at {where}" if where else "")
    changes = " and ".join(_changes(act.seen, act.value))
    if not changes:
        return f"set the words of {subject} to {where}"
    of = "" if isinstance(act.seen, TitleClaim) else f" of {subject}"
    return f"changed the {changes.replace(' from ', f'{of} from ', 1)}" + (f", at {where}" if where else "")


def _changes(seen: Claim, value: Claim) -> Iterator[str]:
    before, after = _attributes(seen), _attributes(value)
    for name, new in after.items():
        if (old := before.get(name)) != new:
            yield f"{name.replace('_', ' ')} from {_value(old)} to {_value(new)}"


def _attributes(claim: Claim) -> Mapping[str, Any]:
    return {"title": claim.title} if isinstance(claim, TitleClaim) else said_of(claim)


def _value(value: object) -> str:
    match value:
        case None:
            return "nothing"
        case bool():
            return "yes" if value else "no"
        case tuple():
            return " and ".join(map(str, value)) or "nothing"
        case Amount():
            upper = f" to {value.value_to:,}" if value.value_to is not None else ""
            return f"{value.value:,}{upper} {value.currency or ''}".rstrip()
        case _:
            return _short(str(value).replace("_", " ") if not isinstance(value, str) else value)


def _subject(claim: Claim, key: str = "") -> str:
    match claim:
        case TitleClaim():
            return "the title"
        case PairClaim():
            return f"the answer {_named(key)}"
        case _:
            return f"the {claim.thing} {_short(name_of(claim))}"


def _as(claim: Claim) -> str:
    match claim:
        case TitleClaim():
            return f" {_quoted(claim.title)}"
        case PairClaim():
            return f" as {claim.state}" + (f", {_value(claim.value)}" if claim.value is not None else "")
        case _:
            return ""


def _named(key: str) -> str:
    section, _, pair = key.partition("/")
    return f"{_plain(pair)} ({_plain(section)})" if pair else _plain(section)


def _plain(key: str) -> str:
    return key.replace("_", " ").replace("-", " ")


def _article(thing: str) -> str:
    return f"an {thing}" if thing[0] in "aeio" else f"a {thing}"


def _elsewhere(act: Same | Different) -> str:
    return "" if act.other.words else f" of {act.other.case}"


def _quoted(words: str | None) -> str:
    return f"'{_short(' '.join((words or '').split()))}'"


def _short(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1].rstrip()}…"
