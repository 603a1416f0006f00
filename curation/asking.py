"""Doubts as questions: why they are asked, and what each answer would decide."""

from collections.abc import Mapping
from typing import cast

from models.decision import Undo
from models.doubt import Doubt, Reason
from models.frozen import Frozen
from models.intent import Confirming, Intent, Party, Rejecting, ThingField, Tying

# A heading for each reason, in the order in which they weigh.
REASONS: Mapping[Reason, str] = {
    Reason.CLASH: "curators disagree",
    Reason.STALE: "a decision no longer fits",
    Reason.GATE: "a gate holds the release",
    Reason.RESEMBLING: "resembles a known actor",
    Reason.ANSWER: "an answer to check",
    Reason.FINDING: "odd about the page",
    Reason.CONFIDENCE: "not sure",
    Reason.QUARANTINE: "in quarantine",
    Reason.DRIFT: "differs from its form",
}


class Answer(Frozen):
    """An answer in words, and what it wants of the case."""

    words: str
    intent: Intent


class Answers(Frozen):
    """What may be answered in a word; null where a look at the whole case is needed."""

    yes: Answer | None = None
    no: Answer | None = None


def answers_of(doubt: Doubt) -> Answers:
    """What `yes` and `no` would decide."""
    match doubt.reason:
        case Reason.CONFIDENCE:
            about = {"field": doubt.field, "key": doubt.key, "start": doubt.span.start if doubt.span else None}
            return Answers(
                yes=Answer(words="it is right", intent=Confirming.model_validate(about)),
                no=Answer(words="there is no such thing", intent=Rejecting.model_validate(about)),
            )
        case Reason.RESEMBLING if doubt.twin is not None:
            return Answers(
                yes=Answer(words="they are the same", intent=_tie(doubt, "same")),
                no=Answer(words="they are two", intent=_tie(doubt, "different")),
            )
        case Reason.ANSWER:
            return Answers(yes=Answer(words="it is right as it stands", intent=_confirming(doubt)))
        case Reason.FINDING | Reason.DRIFT:
            return Answers(yes=Answer(words="seen, it is right so", intent=_confirming(doubt)))
        case Reason.STALE | Reason.CLASH if doubt.decision is not None:
            words = "let the decision go" if doubt.reason is Reason.STALE else "what holds is right"
            return Answers(yes=Answer(words=words, intent=Undo(decision=doubt.decision)))
        case _:
            return Answers()


def _confirming(doubt: Doubt) -> Confirming:
    return Confirming.model_validate({"field": doubt.field, "key": doubt.key})


def _tie(doubt: Doubt, act: str) -> Tying:
    assert doubt.twin is not None  # noqa: S101 -- its caller saw to it
    party = Party(case=doubt.twin.case, key=doubt.twin.key, name=doubt.twin.name)
    start = doubt.span.start if doubt.span else None
    about = {"act": act, "field": cast(ThingField, doubt.field), "key": doubt.key, "start": start, "other": party}
    return Tying.model_validate(about)
