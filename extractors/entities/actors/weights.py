"""What each sign of a name is worth, from `weights.yaml`."""

from collections.abc import Iterable, Mapping
from functools import cache
from math import exp
from pathlib import Path

import yaml

from models.frozen import Frozen

WEIGHTS = Path(__file__).with_name("weights.yaml")


class Weights(Frozen):
    """Log-odds: `base` of a name without a sign, and what each sign adds."""

    base: float
    signs: Mapping[str, float]


@cache
def packaged_weights() -> Weights:
    """The table that `make weigh` wrote."""
    return Weights.model_validate(yaml.load(WEIGHTS.read_bytes(), Loader=yaml.CSafeLoader))


def chance(signs: Iterable[str]) -> float:
    """How likely a name with these signs is an organisation's, 0 to 1."""
    table = packaged_weights()
    return 1 / (1 + exp(-table.base - sum(table.signs.get(sign, 0.0) for sign in signs)))
