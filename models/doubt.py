"""What a curator had better look at: something in a case that is most likely wrong, and why."""

from enum import StrEnum

from pydantic import Field

from models.decision import DecisionId
from models.document import Span
from models.frozen import Frozen

# Of what is less sure than this, a curator had better have a look. Confidence is calibrated: of a hundred things with
# 0.6 curators keep sixty, so that below it looking at two things puts about one right.
SURE = 0.6


class Reason(StrEnum):
    """Why a look is worth it."""

    CLASH = "clash"
    STALE = "stale"
    GATE = "gate"
    RESEMBLING = "resembling"
    ANSWER = "answer"
    FINDING = "finding"
    CONFIDENCE = "confidence"
    DRIFT = "drift"
    QUARANTINE = "quarantine"


class Twin(Frozen):
    """Another case's thing that is most likely the same."""

    case: str
    key: str
    name: str


class Doubt(Frozen):
    """A doubt of a case, or of a whole source (`case` is empty).

    `field` and `key` say of what, as intents do (models/intent.py); `kind` is what people filter by: a kind of thing,
    `title`, `section`, `answer`, `page` or `source`. `span` is where the words stand, null where none do. `name` is
    what it is called, `words` why it is doubtful. `weight` is what a look is worth. `decision` is the one that is stale
    or clashes, `twin` whom an actor resembles, `step` what to do where nothing can be decided on a page.
    """

    case: str
    source: str
    reason: Reason
    kind: str
    field: str = ""
    key: str = ""
    span: Span | None = None
    name: str
    words: str
    weight: float = Field(ge=0)
    decision: DecisionId | None = None
    twin: Twin | None = None
    step: str = ""
