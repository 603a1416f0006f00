"""How a source stands: its pages counted, and what is measured of them, for comparing releases."""

from collections.abc import Iterable, Mapping
from math import sqrt

from pydantic import Field

from models.frozen import Frozen


class Sample(Frozen):
    """A measure on `pages` pages: the mean, and the standard deviation of one page (`spread`)."""

    pages: int
    mean: float
    spread: float


class Level(Frozen):
    """How a source stands: its `pages` that are not gone, those in quarantine, its live `records`.

    `gone` counts the records that left since the release before; `measures` has a sample of each measure over all
    live records.
    """

    pages: int = 0
    records: int = 0
    quarantined: int = 0
    gone: int = 0
    measures: Mapping[str, Sample] = Field(default_factory=dict)


def pooled(samples: Iterable[Sample]) -> Sample:
    """The samples as one."""
    known = list(samples)
    pages = sum(each.pages for each in known)
    if not pages:
        return Sample(pages=0, mean=0, spread=0)
    mean = sum(each.pages * each.mean for each in known) / pages
    squares = sum(each.pages * (each.spread**2 + (each.mean - mean) ** 2) for each in known)
    return Sample(pages=pages, mean=mean, spread=sqrt(squares / pages))
