"""Decisions with what became of them, as `casemill decisions` tells them."""

from collections.abc import Mapping
from typing import Literal

from models.decision import Decision
from models.fate import Fate
from models.frozen import Frozen


class Judged(Frozen):
    """A decision in `words`, and its `fate`; null where it is not known, for the case cannot be read.

    `source`, `uri` and `title` say which case it speaks of, null where no such case was ever here. `ruler` tells of the
    decision that overruled or undid it. `proposed` has the words at which a stale one may be looked for.
    """

    kind: Literal["decision"] = "decision"
    source: str | None = None
    uri: str | None = None
    title: str | None = None
    words: str
    fate: Fate | None = None
    ruler: str | None = None
    proposed: str | None = None
    decision: Decision


class JudgedCase(Frozen):
    """A case on which `decisions` wait: `unknown` was never here, `gone` is its page, `unread` cannot be read now."""

    kind: Literal["case"] = "case"
    case: str
    state: Literal["unknown", "gone", "unread"]
    decisions: int
    message: str


class Judgement(Frozen):
    """How many `decisions` on how many `cases` meet which of the `outcomes`, and how many cases are in which of the
    `states` of a JudgedCase; the decisions on unknown and unread ones have no outcome.
    """

    kind: Literal["sum"] = "sum"
    cases: int
    decisions: int
    outcomes: Mapping[str, int]
    states: Mapping[str, int]
