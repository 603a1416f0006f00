"""A calibration made of judged things."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from extractors.evaluation.reliability import Outcome
from models.calibration import LEAST, MOST, Calibration, KindCalibration, Knot

# How many judged things the next wider group is worth.
_PRIOR_THINGS = 5.0
# What a judged thing counts of a page that the rules were made with, beside one of a page that they were not.
_SEEN = 0.25


class _Judged(NamedTuple):
    outcome: Outcome
    worth: float


def fit(seen: Iterable[Outcome], unseen: Iterable[Outcome] = ()) -> Calibration:
    """The calibration that the outcomes give, whose `confidence` is the weight that the rule gave.

    A share is drawn towards that of what is next to it: a weight to its extractor's others, an extractor to its kind's
    others, a kind to all. `seen` are things of pages that the rules were made with. They are right too often, and count
    a quarter of the `unseen` ones (a power prior; Ibrahim and Chen, Statistical Science 2000).
    """
    judged = [*(_Judged(each, _SEEN) for each in seen), *(_Judged(each, 1.0) for each in unseen)]
    overall = _share(judged, 0.5)
    kinds = sorted({each.outcome.kind for each in judged})
    return Calibration(
        chance=_told(overall),
        kinds={kind: _fit_kind([each for each in judged if each.outcome.kind == kind], overall) for kind in kinds},
    )


def _share(judged: Sequence[_Judged], wider: float) -> float:
    """The mean of a beta distribution whose prior, with the mean `wider`, is worth five things (the m-estimate;
    Cestnik, ECAI 1990).
    """
    right = sum(each.worth for each in judged if each.outcome.right)
    return (right + _PRIOR_THINGS * wider) / (sum(each.worth for each in judged) + _PRIOR_THINGS)


def _fit_kind(judged: Sequence[_Judged], overall: float) -> KindCalibration:
    extractors = sorted({each.outcome.extractor for each in judged})
    return KindCalibration(
        chance=_told(_share(judged, overall)),
        extractors={
            extractor: tuple(
                _knots(
                    [each for each in judged if each.outcome.extractor == extractor],
                    _share([each for each in judged if each.outcome.extractor != extractor], overall),
                )
            )
            for extractor in extractors
        },
    )


def _knots(judged: Sequence[_Judged], others: float) -> Iterator[Knot]:
    """The share that is right at each weight of one extractor, made to rise with it; `others` is that of its kind's
    other extractors.

    Isotonic regression by pooling adjacent violators (Ayer and others, Annals of Mathematical Statistics 1955).
    """

    def chance(weights: Sequence[float]) -> float:
        rest = _share([each for each in judged if _weight(each) not in weights], others)
        return _share([each for each in judged if _weight(each) in weights], rest)

    pools: list[list[float]] = []
    for weight in sorted({_weight(each) for each in judged}):
        pools.append([weight])
        while len(pools) > 1 and chance(pools[-2]) > chance(pools[-1]):
            pools[-2:] = [pools[-2] + pools[-1]]
    for pool in pools:
        yield from (Knot(weight, _told(chance(pool))) for weight in dict.fromkeys((pool[0], pool[-1])))


def _weight(judged: _Judged) -> float:
    return round(judged.outcome.confidence, 2)


def _told(share: float) -> float:
    return round(min(max(share, LEAST), MOST), 3)
