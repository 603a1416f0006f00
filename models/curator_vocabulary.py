"""What curators have taught: names that they know, and names that are nothing of the kind, each with who said so."""

from typing import Literal

from pydantic import Field

from models.frozen import Frozen
from models.vocabulary import Kind, Sector

TaughtKind = Literal[Kind.ACTOR, Kind.EVENT, Kind.PLACE, Kind.INSTRUMENT]


class Origin(Frozen):
    """A decision that teaches it: of which case, by whom, when."""

    decision: str
    case: str
    by: str
    at: str


class Lesson(Frozen):
    """A name, in how many cases curators said so, and the newest of the decisions, the newest first."""

    thing: TaughtKind
    name: str
    cases: int = Field(ge=1)
    origins: tuple[Origin, ...] = Field(min_length=1)


class Term(Lesson):
    """A thing known by name: `name` is its fullest form, `aliases` its others, the longest first.

    `named` false: a phrase that says a kind of thing (`knowledge brokers`). `sector` is an actor's, `country` a place's
    (ISO 3166-1 alpha-2), `form` says what sort of event or instrument it is; null where it has none, or nobody told.
    """

    aliases: tuple[str, ...] = ()
    named: bool = True
    sector: Sector | None = None
    country: str | None = None
    form: str | None = None


class Rejection(Lesson):
    """A name that is never a thing of that kind."""


class CuratorVocabulary(Frozen):
    """The terms and the rejections, each by kind and name; the same decisions give the same, in whatever order."""

    version: Literal[1] = 1
    terms: tuple[Term, ...] = ()
    rejections: tuple[Rejection, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it teaches nothing."""
        return not self.terms and not self.rejections
