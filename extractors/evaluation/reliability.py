"""Whether confidence is the share that is right."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from models.scores import Band, Reliability

# Finer where most things are.
_EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0)


class Outcome(NamedTuple):
    """How sure a thing was, and whether it is right; `kind` is the record's field, `group` its page's template."""

    group: str
    kind: str
    extractor: str
    confidence: float
    right: bool


def reliability(outcomes: Sequence[Outcome]) -> Reliability | None:
    """The reliability table, and the expected calibration error: the mean distance of confidence and share of right
    things over the bands, each by its things (Naeini, Cooper and Hauskrecht, AAAI 2015). None without outcomes.
    """
    bands = tuple(
        _band(low, high, inside)
        for index, (low, high) in enumerate(pairwise(_EDGES))
        if (inside := [each for each in outcomes if _index(each.confidence) == index])
    )
    if not bands:
        return None
    distance = sum(abs(band.confidence - band.right) * band.things for band in bands)
    return Reliability(things=len(outcomes), error=round(distance / len(outcomes), 4), bands=bands)


def _index(confidence: float) -> int:
    return min(bisect_right(_EDGES, confidence), len(_EDGES) - 1) - 1


def _band(low: float, high: float, outcomes: Sequence[Outcome]) -> Band:
    return Band(
        low=low,
        high=high,
        things=len(outcomes),
        confidence=round(sum(each.confidence for each in outcomes) / len(outcomes), 4),
        right=round(sum(each.right for each in outcomes) / len(outcomes), 4),
    )
