"""What the entity extractors work on, and what they propose."""

from pydantic import Field

from models.document import Link
from models.frozen import Frozen
from models.outline import Role
from models.vocabulary import ContactKind, Kind, Sector


class Passage(Frozen):
    """Words of the author in one stretch; `text == page.text[start:end]`.

    `section` is the section's key or None; `question` the prompt or label that they answer; `expects` what kinds of
    things those lead one to expect.
    """

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str
    role: Role
    section: str | None = None
    question: str | None = None
    expects: tuple[Kind, ...] = ()


class Name(Frozen):
    """A name that the statistical model proposes; `label` is the model's own (ORG, PERSON, PER, GPE, LOC …)."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    label: str


class Page(Frozen):
    """A page's authored words, ready for extraction.

    `text` is whole, for offsets point into it; the passages are all of it that may be read. `masked` is `text` with
    every contact's characters turned to spaces, code point by code point, so that offsets hold.
    """

    text: str
    masked: str
    title: str
    language: str
    region: str | None
    passages: tuple[Passage, ...]
    links: tuple[Link, ...] = ()
    names: tuple[Name, ...] = ()


class Candidate(Frozen):
    """A stretch of text that may be a thing of a kind; `confidence` (0 to 1) settles overlaps."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    extractor: str
    confidence: float = Field(ge=0, le=1)
    kind: Kind


class ActorCandidate(Candidate):
    """An organisation, or a kind of one; `alias_of` is the long form that the page gives for a short one."""

    kind: Kind = Kind.ACTOR
    sector: Sector
    named: bool
    alias_of: str | None = None


class EventCandidate(Candidate):
    """Something held; `form` is what sort (workshop, competition …)."""

    kind: Kind = Kind.EVENT
    form: str
    alias_of: str | None = None


class PersonCandidate(Candidate):
    """A human being."""

    kind: Kind = Kind.PERSON
    role: str | None = None


class ContactCandidate(Candidate):
    """A way to reach somebody, with its normalised value."""

    kind: Kind = Kind.CONTACT
    contact: ContactKind
    value: str


class PlaceCandidate(Candidate):
    """A named place."""

    kind: Kind = Kind.PLACE
    country: str | None = None
    alias_of: str | None = None


class DateCandidate(Candidate):
    """A date, with its EDTF value."""

    kind: Kind = Kind.DATE
    value: str


class AmountCandidate(Candidate):
    """Money."""

    kind: Kind = Kind.AMOUNT
    value: int | float
    value_to: int | float | None = None
    currency: str | None = None


class InstrumentCandidate(Candidate):
    """A means of policy; `form` is what sort (subsidy, law, programme …)."""

    kind: Kind = Kind.INSTRUMENT
    form: str
    alias_of: str | None = None
