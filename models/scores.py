"""How well records agree with gold: what `evaluate` gives out."""

from collections.abc import Mapping

from pydantic import Field

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


class Scores(Scoring):
    """The figures over all pages, and by group of pages (the folder, which is the template's)."""

    templates: Mapping[str, Scoring]
