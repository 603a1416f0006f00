"""What is measured of each page, and how far a source's figures may move before anybody is asked."""

from collections.abc import Mapping
from math import sqrt
from typing import NamedTuple

from models.difference import KINDS
from models.record import CaseRecord
from models.vocabulary import PairState


class Measure(NamedTuple):
    """A figure of a page: `words` name it for people.

    A fall is bad news, or with `is_bad_high` a rise. A change below `tolerance` is nobody's business: in the measure's
    own unit where it is a share (0 to 1), else as a share of what it was.
    """

    name: str
    words: str
    tolerance: float
    is_share: bool = False
    is_bad_high: bool = False

    def tolerated(self, before: float) -> float:
        """The change that is tolerated where it was `before`."""
        return self.tolerance if self.is_share else self.tolerance * before

    def spreads(self, mean: float) -> tuple[float, float]:
        """The least standard deviation of one page about that mean, and the presumed one of a night's mean."""
        return (0.05, 0.05) if self.is_share else (sqrt(mean), 0.25 * mean)

    def told(self, value: float) -> str:
        """The value as people read it."""
        return f"{value:.0%}" if self.is_share else f"{value:.1f}" if value >= 0.95 or not value else f"{value:.2f}"


MEASURES = (
    *(Measure(kind, f"{kind} per page", 0.3) for kind in KINDS),
    Measure("answered", "answered prompts", 0.15, is_share=True),
    Measure("template_fit", "fit of the template", 0.2, is_share=True),
    Measure("unaccounted", "unaccounted text", 0.1, is_share=True, is_bad_high=True),
)


def measures_of(record: CaseRecord) -> Mapping[str, float]:
    """Each measure of the page: things by kind; the answered share of what is asked, 0 where nothing is; the fit, 0
    where no template fits; the share of the text that is neither used nor boilerplate.
    """
    states = [pair.state for section in record.sections for pair in section.pairs]
    coverage = record.coverage
    return {
        **{kind: float(len(getattr(record, kind))) for kind in KINDS},
        "answered": states.count(PairState.ANSWERED) / max(1, len(states)),
        "template_fit": record.template.fit if record.template else 0.0,
        "unaccounted": coverage.unaccounted / max(1, coverage.characters),
    }
