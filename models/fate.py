"""What became of decisions on the page as it is now."""

from enum import StrEnum

from models.document import Span
from models.frozen import Frozen
from models.record import CaseRecord


class Outcome(StrEnum):
    """Each decision has one.

    `applied`; `moved`: applied, at other offsets than then; `redundant`: the record said so without it; `stale`: set
    aside, for a reason; `overruled`: a newer decision says otherwise; `undone`.
    """

    APPLIED = "applied"
    MOVED = "moved"
    REDUNDANT = "redundant"
    STALE = "stale"
    OVERRULED = "overruled"
    UNDONE = "undone"


class Fate(Frozen):
    """The fate of one decision.

    `was` and `now` are where its words stood and stand; `by` is the decision that overruled or undid it. Of a stale
    one `reason` says why, and `proposal` where a curator may find the words again.
    """

    decision: str
    outcome: Outcome
    was: Span | None = None
    now: Span | None = None
    by: str | None = None
    reason: str | None = None
    proposal: Span | None = None


class Curated(Frozen):
    """The record with the decisions applied, and the fate of each, in the order of time."""

    record: CaseRecord
    fates: tuple[Fate, ...]
