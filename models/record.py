"""The record of a case, as CONTRACT.md's `schema_version` 1 has it: what other programs read."""

from typing import Literal

from pydantic import Field

from models.document import Span
from models.frozen import Frozen
from models.template import TemplateRef
from models.vocabulary import ContactKind, PairState, Sector, Severity

SCHEMA_VERSION = 1


class Mention(Frozen):
    """Where the page says it: `text[start:end] == quote`, in code points.

    `section` is the section's key, or null outside any. `confidence` (0 to 1) is the chance that a curator keeps it.
    """

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    quote: str
    section: str | None
    extractor: str
    confidence: float = Field(ge=0, le=1)


class Amount(Frozen):
    """Money; `value_to` is a range's upper end, `currency` an ISO 4217 code or null where the page does not say."""

    value: int | float
    value_to: int | float | None = None
    currency: str | None = None


class Pair(Frozen):
    """A prompt and its answer; `span` covers both, `answer_span` the answer alone.

    `value` is the typed answer: `yes`, `no` or `partly` for yes_no; the chosen options; an amount; a date in EDTF;
    the words for text; null where the template gives no type or the answer cannot be read as it.
    """

    key: str
    question: str
    answer: str
    state: PairState
    value: str | tuple[str, ...] | Amount | None = None
    span: Span | None
    answer_span: Span | None = None


class Section(Frozen):
    """A section of the page; `text` holds the author's words, without prompts and guidance.

    `heading` is empty where the words have none: the lead before the first heading, a form without headings.
    """

    key: str
    number: str | None
    heading: str
    span: Span
    text: str
    pairs: tuple[Pair, ...]


class HeaderField(Frozen):
    """A fact that the page's header states: a label and its value."""

    label: str
    value: str
    span: Span


class Entity(Frozen):
    """Something that the page speaks of; `name` is its fullest form, `names` every form in page order of length.

    `id` is made of kind and folded name: the same on every page and machine.
    """

    id: str
    name: str
    names: tuple[str, ...]
    mentions: tuple[Mention, ...]


class Actor(Entity):
    """An organisation, or (`named` false) a kind of organisation, that takes part or is spoken of."""

    sector: Sector
    named: bool


class Event(Entity):
    """Something that is held at a time and gathers people; `date` is EDTF, `place` a place's name on this page."""

    kind: str
    date: str | None = None
    place: str | None = None


class Person(Entity):
    """A named human being; `organisation` is an actor's name on this page."""

    role: str | None = None
    organisation: str | None = None


class Place(Entity):
    """A named place; `country` is ISO 3166-1 alpha-2."""

    country: str | None = None


class Instrument(Entity):
    """A means by which policy acts."""

    kind: str


class Contact(Frozen):
    """A way to reach somebody.

    `value` is a plain address, a number in E.164 (digits where its country is unknown) or an absolute URL.
    """

    kind: ContactKind
    value: str
    person: str | None = None
    organisation: str | None = None
    mentions: tuple[Mention, ...]


class DateValue(Frozen):
    """A date of the case; `value` is EDTF (ISO 8601-2)."""

    text: str
    value: str
    mentions: tuple[Mention, ...]


class AmountValue(Frozen):
    """An amount of money of the case."""

    text: str
    value: int | float
    value_to: int | float | None = None
    currency: str | None = None
    mentions: tuple[Mention, ...]


class Finding(Frozen):
    """Something odd about the page; `code` stands in docs/findings.md."""

    code: str
    severity: Severity
    message: str
    span: Span | None = None


class Coverage(Frozen):
    """Non-blank code points of the text; each is in exactly one of `used`, `boilerplate`, `unaccounted`."""

    characters: int
    used: int
    boilerplate: int
    unaccounted: int


class Source(Frozen):
    """Where the page came from; `captured_at` is UTC in RFC 3339, null when nothing was captured."""

    name: str
    uri: str
    media_type: str
    sha256: str
    captured_at: str | None = None


class CaseRecord(Frozen):
    """One case."""

    id: str
    schema_version: Literal[1] = 1
    language: str
    title: str
    template: TemplateRef | None
    source: Source
    text: str
    fields: tuple[HeaderField, ...] = ()
    sections: tuple[Section, ...] = ()
    actors: tuple[Actor, ...] = ()
    events: tuple[Event, ...] = ()
    persons: tuple[Person, ...] = ()
    contacts: tuple[Contact, ...] = ()
    places: tuple[Place, ...] = ()
    dates: tuple[DateValue, ...] = ()
    amounts: tuple[AmountValue, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    findings: tuple[Finding, ...] = ()
    coverage: Coverage
