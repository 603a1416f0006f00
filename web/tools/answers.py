"""What the tools answer: their fields are the output schemas that clients see."""

from collections.abc import Mapping

from models.frozen import Frozen
from models.report import FacetCount


class Citation(Frozen):
    """Where a page says it: `quote` stands from `start` to `end` (code points) in the text of the case.

    `section` is the section's key, or null outside any; `address` is that of the page in its source.
    """

    case: str
    start: int
    end: int
    quote: str
    section: str | None
    address: str


class Passage(Frozen):
    """Words of a case that a query meant; `citation` is null where they stand in no one place of its text."""

    words: str
    section: str | None
    citation: Citation | None


class FoundCase(Frozen):
    """A case that a query found."""

    id: str
    title: str
    passages: tuple[Passage, ...]


class Found(Frozen):
    """The cases of a query; `next` is the cursor of those that follow, `notes` say what was not taken as meant."""

    query: str
    total: int
    cases: tuple[FoundCase, ...]
    next: str | None
    notes: tuple[str, ...] = ()


class Answer(Frozen):
    """A question of the form and what the author answered; `state`: answered, unknown, blank or missing."""

    key: str
    question: str
    answer: str
    state: str
    citation: Citation | None


class SectionOfCase(Frozen):
    """A section of the page: the author's words, and its questions."""

    key: str
    heading: str
    text: str
    citation: Citation
    answers: tuple[Answer, ...]


class ThingOfCase(Frozen):
    """Something that the page speaks of: an actor, event, person, contact, place, date, amount or instrument.

    At most three of its `mentions` are cited.
    """

    kind: str
    id: str | None
    name: str
    mentions: int
    citations: tuple[Citation, ...]


class CaseTold(Frozen):
    """A case; `section_keys` are all that it has, `versions` counts how often its page was different."""

    id: str
    title: str
    version: int
    versions: int
    language: str
    source: str
    address: str
    captured_at: str | None
    section_keys: tuple[str, ...]
    sections: tuple[SectionOfCase, ...]
    things: tuple[ThingOfCase, ...]


class Neighbour(Frozen):
    """A case that resembles another: `score` from 0 to 1, `reasons` in words."""

    id: str
    title: str
    score: float
    reasons: tuple[str, ...]


class Neighbours(Frozen):
    """The cases that resemble the case `id`, the nearest first."""

    id: str
    title: str
    cases: tuple[Neighbour, ...]


class Facets(Frozen):
    """What the cases of a query share, counted; `fields` are those that a condition may name."""

    total: int
    facets: Mapping[str, tuple[FacetCount, ...]]
    fields: tuple[str, ...]
