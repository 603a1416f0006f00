"""What a curator wants of a case that is before them: by field, key and offsets, not yet anchored.

`key` is an entity's id (contacts, dates and amounts have keys of the same form: curation/keys.py), `section/pair`, a
section's key, or empty for the title. `start` names the mention spoken of; without it, it is the first.
"""

from typing import Annotated, Literal

from pydantic import Field

from models.claim import Words
from models.decision import NOTE_LENGTH, AnchorField, DecisionId, Key, Redo, Undo
from models.document import Span
from models.frozen import Frozen
from models.record import Amount
from models.vocabulary import Kind

MOST_INTENTS = 50
Offset = Annotated[int, Field(ge=0)]
ThingField = Literal["actors", "events", "persons", "contacts", "places", "dates", "amounts", "instruments"]


class Said(Frozen):
    """Attributes of a claim (models/claim.py); those that are not given stay as they are seen."""

    thing: Kind | Literal["title", "pair"] | None = None
    name: str | None = None
    sector: str | None = None
    named: bool | None = None
    kind: str | None = None
    date: str | None = None
    place: str | None = None
    role: str | None = None
    organisation: str | None = None
    person: str | None = None
    country: str | None = None
    currency: str | None = None
    value: str | int | float | tuple[str, ...] | Amount | None = None
    value_to: int | float | None = None
    title: str | None = None
    state: str | None = None


class Speaking(Frozen):
    """Of what it is said."""

    field: AnchorField
    key: Key = ""
    start: Offset | None = None


class Confirming(Speaking):
    """What is seen is right."""

    act: Literal["confirm"] = "confirm"


class Correcting(Speaking):
    """What is seen is otherwise in truth; `onto`: it stands there. With another `thing`, its name is mapped over."""

    act: Literal["correct"] = "correct"
    value: Said = Said()
    onto: Span | None = None


class Rejecting(Speaking):
    """No such thing, or not at this mention."""

    act: Literal["reject"] = "reject"
    scope: Literal["thing", "mention"] = "thing"


class Adding(Frozen):
    """A thing that is missing; what `value` leaves out, the words tell where they can."""

    act: Literal["add"] = "add"
    value: Said
    start: Offset
    end: Offset


class Bounding(Frozen):
    """A section, or an answer, goes from the first to the last of these words."""

    act: Literal["bound"] = "bound"
    field: Literal["sections", "pairs"]
    key: Key
    begins: Span
    ends: Span


class Party(Frozen):
    """The other of two things: of this case by its key (or a form of its own by `name`), or of another `case`."""

    case: Key | None = None
    key: Key = ""
    name: Words | None = None
    start: Offset | None = None


class Tying(Speaking):
    """Two things are one (`same`), or what looks like one is two (`different`)."""

    act: Literal["same", "different"]
    other: Party


Intent = Annotated[
    Confirming | Correcting | Rejecting | Adding | Bounding | Tying | Undo | Redo, Field(discriminator="act")
]


class Wanted(Frozen):
    """What is wanted of a case at once: all of it is taken, or nothing.

    `after` is the newest decision that was known; `version` the case's version that the offsets point into, the newest
    where it is left out. With `anyway`, what others decided since does not matter.
    """

    intents: Annotated[tuple[Intent, ...], Field(min_length=1, max_length=MOST_INTENTS)]
    note: Annotated[str, Field(max_length=NOTE_LENGTH)] | None = None
    after: DecisionId | None = None
    version: Annotated[int, Field(ge=1)] | None = None
    anyway: bool = False
