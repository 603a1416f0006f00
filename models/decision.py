"""What a curator decided: append-only, attributed, anchored by words; undone and redone by decisions too.

The form of an anchor is the W3C Web Annotation Data Model's: `quote`, `prefix` and `suffix` are its TextQuoteSelector
(`exact`, `prefix`, `suffix`), `start` and `end` its TextPositionSelector, in code points.
"""

import json
from base64 import b32encode
from datetime import MAXYEAR, datetime, timedelta
from hashlib import sha256
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, ValidationError, model_validator

from models.claim import Claim, EntityClaim, PairClaim, TitleClaim, Words, plain
from models.errors import DecisionError
from models.frozen import Frozen
from models.vocabulary import PairState

NOTE_LENGTH = 2_000
AnchorField = Literal[
    "title", "sections", "pairs", "findings",
    "actors", "events", "persons", "contacts", "places", "dates", "amounts", "instruments",
]  # fmt: skip
Context = Annotated[str, StringConstraints(max_length=1_000)]
Key = Annotated[str, StringConstraints(max_length=500), AfterValidator(plain)]
DecisionId = Annotated[str, StringConstraints(pattern=r"^decision-[a-z2-7]{26}$")]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
_SINGLE = frozenset({"title", "pair", "finding"})
_RFC_3339 = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?Z$"


def _instant(words: str) -> str:
    moment = datetime.fromisoformat(words)
    if moment.year == MAXYEAR:
        raise ValueError("leaves no later time for who decides otherwise")
    if moment.utcoffset() != timedelta(0):
        raise ValueError("is not UTC; write such as 2026-01-31T12:00:00Z")
    return words


class Selector(Frozen):
    """Words of a page as a curator saw them: the quote, what stood around it, and where it stood."""

    quote: str = Field(min_length=1, max_length=20_000)
    prefix: Context = ""
    suffix: Context = ""
    start: int = Field(ge=0)
    end: int = Field(ge=0)

    @model_validator(mode="after")
    def _is_as_long_as_its_quote(self) -> Self:
        if self.end - self.start != len(self.quote) or not self.quote.strip():
            raise ValueError("the quote is blank, or is not as long as its offsets say")
        return self


class Anchor(Frozen):
    """What a decision speaks of.

    `key` is the entity's id, the section's key, `section/pair` or the finding's key (curation/keys.py); empty for the
    title and for what is added. `words` is null where none stand on the page (a prompt left blank, a title), and of a
    finding, whose key says it all. `version` counts the case's versions, `sha256` is that of the record's text, as the
    curator saw it.
    """

    field: AnchorField
    key: Key = ""
    words: Selector | None = None
    version: int = Field(ge=1)
    sha256: Digest


class Confirm(Frozen):
    """What was seen is right."""

    act: Literal["confirm"] = "confirm"
    anchor: Anchor
    seen: Claim


class Correct(Frozen):
    """What was seen is `value` in truth; only what differs is decided. `words`: where it stands in truth."""

    act: Literal["correct"] = "correct"
    anchor: Anchor
    seen: Claim
    value: Claim
    words: Selector | None = None

    @model_validator(mode="after")
    def _corrects(self) -> Self:
        if self.seen == self.value and self.words is None:
            raise ValueError("corrects nothing: value and seen are equal; confirm it instead")
        if self.seen.thing != self.value.thing and not _SINGLE.isdisjoint({self.seen.thing, self.value.thing}):
            raise ValueError(f"a {self.seen.thing} cannot become a {self.value.thing}")
        if self.seen.thing == "finding":
            raise ValueError("a finding is not corrected, for the page is as it is; confirm that it was seen")
        if self.words is not None and self.seen.thing in _SINGLE:
            raise ValueError(f"a {self.seen.thing} has no words to move; a pair's answer is moved by 'bound'")
        if isinstance(self.value, PairClaim) and self.value.state is PairState.MISSING:
            raise ValueError("only a template makes a pair missing; say blank")
        return self


class Reject(Frozen):
    """Nothing of the kind: the whole thing, or (`mention`) not at these words."""

    act: Literal["reject"] = "reject"
    anchor: Anchor
    seen: EntityClaim
    scope: Literal["thing", "mention"] = "thing"


class Add(Frozen):
    """A thing that the record lacks, at the anchor's words."""

    act: Literal["add"] = "add"
    anchor: Anchor
    value: EntityClaim


class Bound(Frozen):
    """A section, or a pair's answer, goes from where `begins` begins to where `ends` ends."""

    act: Literal["bound"] = "bound"
    anchor: Anchor
    begins: Selector
    ends: Selector


class Other(Frozen):
    """The other of two things; `words` where it stands, needed within one case."""

    case: Key
    key: Key
    name: Words
    words: Selector | None = None


class _Tie(Frozen):
    anchor: Anchor
    seen: EntityClaim
    other: Other

    @model_validator(mode="after")
    def _ties_what_can_be_tied(self) -> Self:
        if self.seen.thing not in {"actor", "person", "event"}:
            raise ValueError(f"a {self.seen.thing} is never two; only actors, persons and events are merged and split")
        return self


class Same(_Tie):
    """Two things are one (merge)."""

    act: Literal["same"] = "same"


class Different(_Tie):
    """What looks like one thing is two (split); never the same."""

    act: Literal["different"] = "different"


class Undo(Frozen):
    """An earlier decision of the case no longer holds."""

    act: Literal["undo"] = "undo"
    decision: DecisionId


class Redo(Frozen):
    """An earlier decision of the case that was undone holds again."""

    act: Literal["redo"] = "redo"
    decision: DecisionId


Anchored = Confirm | Correct | Reject | Add | Bound | Same | Different
Toggle = Undo | Redo
Act = Annotated[Anchored | Toggle, Field(discriminator="act")]


class Decision(Frozen):
    """`at` is UTC in RFC 3339; `id` is made of all else, so that the same decision comes in once."""

    id: DecisionId
    case: Key
    at: Annotated[str, StringConstraints(pattern=_RFC_3339), AfterValidator(_instant)]
    by: Words
    note: Annotated[str, StringConstraints(max_length=NOTE_LENGTH), AfterValidator(plain)] | None = None
    act: Act

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if not isinstance(self.act, Toggle):
            _check_field(self.act)
        if self.id != _digest(self):
            raise ValueError("the id is not that of what the decision says; leave it out to have it made")
        return self


def decide(*, case: str, at: str, by: str, act: Anchored | Toggle, note: str | None = None) -> Decision:
    """The decision with its id. Raises DecisionError with the path to the wrong value."""
    return read_decision({"case": case, "at": at, "by": by, "note": note, "act": act.model_dump(mode="json")})


def read_decision(content: object) -> Decision:
    """The decision that JSON (parsed) says; its id is made where it has none. Raises DecisionError."""
    try:
        if isinstance(content, dict) and "id" not in content:
            blank = "decision-" + "a" * 26
            content = {**content, "id": _digest(_Draft.model_validate({**content, "id": blank}))}
        return Decision.model_validate(content)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        step = ".".join(map(str, first["loc"])) or "the decision"
        raise DecisionError(f"not a decision: {step}: {first['msg']}; docs/curation.md has the form") from error


class _Draft(Decision):
    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        return self


def _digest(decision: Decision) -> str:
    said = json.dumps(decision.model_dump(mode="json", exclude={"id"}), sort_keys=True, ensure_ascii=False)
    return f"decision-{b32encode(sha256(said.encode()).digest()[:16]).decode().lower().rstrip('=')}"


def _check_field(act: Anchored) -> None:
    field = act.anchor.field
    claim = act.value if isinstance(act, Add) else None if isinstance(act, Bound) else act.seen
    if claim is None:
        if field not in {"sections", "pairs"}:
            raise ValueError(f"'bound' speaks of sections and pairs, not of {field}")
    elif field != field_of(claim):
        raise ValueError(f"the anchor speaks of {field}, the claim of a {claim.thing}")
    if act.anchor.words is None and field not in {"title", "pairs", "findings"}:
        raise ValueError(f"the anchor needs the words that the decision speaks of: {field}")


def field_of(claim: Claim) -> str:
    """The record's field that holds what the claim speaks of."""
    return claim.thing if isinstance(claim, TitleClaim) else f"{claim.thing}s"
