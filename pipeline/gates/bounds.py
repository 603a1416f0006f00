"""How far a figure may move by chance, learnt from a source's own history. Sound for few pages and for many."""

from collections.abc import Sequence
from math import erfc, exp, floor, lgamma, log, sqrt
from statistics import fmean, stdev

from models.level import Sample, pooled

FEWEST_KNOWN = 10
_Z = 4.0
_CHANCE = erfc(_Z / sqrt(2)) / 2
_FEWEST_NIGHTS = 5
_SHEWHART = 3.0
_RECENT_PAGES = 1_000


def recent(batches: Sequence[Sample]) -> Sample:
    """The newest batches (the last ones) that together have a thousand pages, as one sample."""
    pages, taken = 0, []
    for batch in reversed(batches):
        taken.append(batch)
        pages += batch.pages
        if pages >= _RECENT_PAGES:
            break
    return pooled(taken)


def page_variance(known: Sample, pages: int, *, least_spread: float) -> float:
    """The variance with which the mean of `pages` further pages lies about the known one (Shewhart 1931).

    Where few pages are known it is larger, by Student's t. `least_spread` stands in for a spread that is smaller: ten
    pages that happen to agree prove no law.
    """
    doubt = (_student(known.pages - 1) / _Z) ** 2
    return doubt * max(known.spread, least_spread) ** 2 * (1 / pages + 1 / known.pages)


def night_variance(nights: Sequence[Sample], *, presumed_spread: float) -> float:
    """The variance between nights, since pages of one night may be alike; the presumed one where few nights are known.

    That of random effects, by DerSimonian and Laird (1986, doi:10.1016/0197-2456(86)90046-2).
    """
    if len(nights) < _FEWEST_NIGHTS:
        return presumed_spread**2
    whole, variance = pooled(nights), recent(nights).spread ** 2
    excess = sum(each.pages * (each.mean - whole.mean) ** 2 for each in nights) - (len(nights) - 1) * variance
    return max(0.0, excess / (whole.pages - sum(each.pages**2 for each in nights) / whole.pages))


def share_moves(variance: float) -> float:
    """How far a share, or a mean of shares, of that variance may lie off by chance.

    Four standard errors, not the usual three: a dozen figures of many sources are judged each night.
    """
    return _Z * sqrt(variance)


def least_mean(mean: float, variance: float, pages: int) -> float:
    """The least mean of things a page that may come by chance, with that of four standard errors.

    Things on pages are counted: their sum is negative binomial, Poisson with a rate that varies (Greenwood and Yule
    1920, doi:10.2307/2341080). So few pages without a thing say little, and many say much, however nights differ.
    """
    total, excess = mean * pages, variance * pages**2
    shape = total**2 / max(excess - total, total * 1e-4)
    ratio = log(total / (shape + total))
    value = max(0, floor(total - 2 * _Z * sqrt(excess)))
    chance = lgamma(value + shape) - lgamma(shape) - lgamma(value + 1)
    chance += shape * log(shape / (shape + total)) + value * ratio
    below = exp(chance)
    while below < _CHANCE:
        chance += log((value + shape) / (value + 1)) + ratio
        value += 1
        below += exp(chance)
    return value / pages


def _student(freedom: int) -> float:
    """Student's t of the chance of four standard deviations: Abramowitz and Stegun (1964), 26.7.5."""
    first = (_Z**3 + _Z) / 4
    second = (5 * _Z**5 + 16 * _Z**3 + 3 * _Z) / 96
    return _Z + first / freedom + second / freedom**2


def smoothed(some: int, pages: int) -> float:
    """The share of `some` in `pages`, never quite 0 or 1 (Agresti and Coull 1998, doi:10.2307/2685469)."""
    return (some + 2) / (pages + 4)


def ordinary(shares: Sequence[float]) -> float:
    """What shares like those may come to: mean and three standard deviations (Shewhart); 0 where they are few."""
    if len(shares) < _FEWEST_NIGHTS:
        return 0.0
    return fmean(shares) + _SHEWHART * stdev(shares)
