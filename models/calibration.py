"""What share of the things found is right, by how they were found."""

from bisect import bisect_right
from collections.abc import Mapping
from typing import Annotated, NamedTuple

from pydantic import Field

from models.frozen import Frozen

# Nothing is certain.
LEAST, MOST = 0.01, 0.99
Chance = Annotated[float, Field(ge=LEAST, le=MOST)]


class Knot(NamedTuple):
    """Of things that a rule gives this `weight`, the share `chance` is right."""

    weight: float
    chance: Chance


class KindCalibration(Frozen):
    """`chance` holds for extractors that `extractors` does not name; their knots rise in weight, and never fall."""

    chance: Chance
    extractors: Mapping[str, tuple[Knot, ...]]


class Calibration(Frozen):
    """By kind (the record's field); `chance` holds for kinds that are not named."""

    chance: Chance
    kinds: Mapping[str, KindCalibration]

    def chance_of(self, kind: str, extractor: str, weight: float) -> float:
        """The chance that such a thing is right, 0.01 to 0.99; linear between two knots."""
        known = self.kinds.get(kind)
        if known is None:
            return self.chance
        knots = known.extractors.get(extractor, ())
        if not knots:
            return known.chance
        at = bisect_right(knots, weight, key=lambda knot: knot.weight)
        if at in {0, len(knots)}:
            return knots[min(at, len(knots) - 1)].chance
        low, high = knots[at - 1], knots[at]
        return low.chance + (high.chance - low.chance) * (weight - low.weight) / (high.weight - low.weight)
