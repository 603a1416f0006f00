"""How well records agree with gold: what `evaluate` gives out."""

from collections.abc import Mapping
from enum import StrEnum

from pydantic import Field

from models.baseline import Comparison
from models.frozen import Frozen


class Figures(Frozen):
    """Precision, recall and F1 (0 to 1) over micro-summed counts; what has no denominator is 0."""

    precision: float = Field(ge=0, le=1)
    recall: float = Field(ge=0, le=1)
    f1: float = Field(ge=0, le=1)
    gold: int = Field(ge=0)
    predicted: int = Field(ge=0)
    matched: int = Field(ge=0)


class Scoring(Frozen):
    """`labels` holds the figures by label, `details` finer or looser measures of them.

    A label that neither gold nor records bear is left out. `sector_accuracy` is the share of matched actors whose
    sector is right, or None without any.
    """

    labels: Mapping[str, Figures]
    details: Mapping[str, Figures]
    sector_accuracy: float | None
    pages: int


class ErrorKind(StrEnum):
    """Missed: gold has it, the record not. Extra: the record has it, gold not. Wrong: found, with a wrong sector."""

    MISSED = "missed"
    EXTRA = "extra"
    WRONG = "wrong"


class Context(Frozen):
    """Words of the page in their line; both sides may be cut short."""

    before: str
    quote: str
    after: str


class Error(Frozen):
    """A thing that the record lacks, made up or has wrong.

    `context` is null where the words stand nowhere on the page; `section` is the heading above it. `note` says what
    stands there instead. `extractor` and `confidence` are those of the surest mention, null for what was missed.
    """

    label: str
    kind: ErrorKind
    words: str
    section: str = ""
    context: Context | None = None
    note: str = ""
    extractor: str | None = None
    confidence: float | None = None


class PageScore(Frozen):
    """What a page costs; `labels` counts its errors by label, most first. `group` is its folder."""

    page: str
    group: str
    language: str
    labels: Mapping[str, int]
    errors: tuple[Error, ...]


class Band(Frozen):
    """The things whose confidence is at least `low` and below `high`: its mean, and what share of them is right."""

    low: float
    high: float
    things: int
    confidence: float
    right: float


class Reliability(Frozen):
    """Whether confidence is the share that is right. `error` is the expected calibration error (0 is best).

    A thing has the confidence of its surest mention. Things that gold calls optional do not count.
    """

    things: int
    error: float
    bands: tuple[Band, ...]


class Refusal(Frozen):
    """A page that could not be scored, and why."""

    page: str
    message: str


class Scores(Scoring):
    """The figures over all pages, by group of pages (the folder, which is the template's) and by language.

    `worst` has the pages with errors, most first; `scored` names all pages that were scored, `refused` those that
    could not be. `reliability` is null where nothing was found, `comparison` where there was no baseline.
    """

    templates: Mapping[str, Scoring]
    languages: Mapping[str, Scoring]
    worst: tuple[PageScore, ...] = ()
    scored: tuple[str, ...] = ()
    reliability: Reliability | None = None
    refused: tuple[Refusal, ...] = ()
    comparison: Comparison | None = None
