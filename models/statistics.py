"""Counts over the whole data set."""

from collections.abc import Mapping

from models.frozen import Frozen
from models.report import FacetCount, PastRun


class QuestionCount(Frozen):
    """A question (`section/key`): in how many cases it is asked, and in how many answered."""

    question: str
    asked: int
    answered: int


class SourceMeans(Frozen):
    """What the pages of a source are like: shares (0 to 1) as means over its cases."""

    source: str
    cases: int
    answered: float
    template_fit: float
    unaccounted: float


class Statistics(Frozen):
    """The data set in numbers: cases in all, and by the values of each field; `runs` are the last, the newest first."""

    cases: int
    by: Mapping[str, tuple[FacetCount, ...]]
    questions: tuple[QuestionCount, ...]
    sources: tuple[SourceMeans, ...]
    runs: tuple[PastRun, ...]
