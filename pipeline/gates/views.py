"""A measure of pages beside what it was, in each view of a source, and in words."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from models.level import Level, Sample
from pipeline.gates.bounds import FEWEST_KNOWN, least_mean, night_variance, page_variance, recent, share_moves
from pipeline.gates.history import Past
from pipeline.gates.measures import Measure

_FEWEST = 5
_FRESH, _LATELY, _WHOLE = "on {} new and changed pages", "on the newest {} pages", "over all {} records"


class View(NamedTuple):
    """What was seen of a source, and the `bound` to it where there is one to tell, in words.

    `held` where nobody should release it unseen.
    """

    held: bool
    fact: str
    bound: str = ""


def measure_views(measure: Measure, limit: float | None, past: Past, now: Level) -> Iterator[View]:
    """The fresh pages, the newest ones, and all live records: beside the operator's bound `limit`, or where there is
    none beside what was before, if enough is known of it.
    """
    fresh, whole = past.fresh.get(measure.name), now.measures.get(measure.name)
    if limit is not None:
        if fresh is not None and fresh.pages >= _FEWEST:
            yield _beside_limit(measure, limit, fresh, _FRESH)
        if whole is not None:
            yield _beside_limit(measure, limit, whole, _WHOLE)
        return
    if fresh is not None:
        yield from _beside_nights(measure, past.came(measure.name), fresh, _FRESH)
    if (lately := past.lately(measure.name)) is not None:
        yield from _beside_nights(measure, *lately, _LATELY)
    if whole is not None and (usual := _usual(past, measure.name)) is not None:
        yield from _beside_history(measure, usual, whole, _WHOLE, between=0.0)


def _usual(past: Past, measure: str) -> Sample | None:
    """The measure over all records as it was at the last releases: neither the highest nor the lowest."""
    known = [level.measures[measure] for level in past.recent.values() if measure in level.measures]
    return sorted(known, key=lambda sample: sample.mean)[len(known) // 2] if known else None


def _beside_limit(measure: Measure, limit: float, sample: Sample, where: str) -> View:
    held = sample.mean > limit if measure.is_bad_high else sample.mean < limit
    fact = f"{measure.words}: {measure.told(sample.mean)} {_place(where, sample)}"
    return View(held, fact, f"the source's [gates] want {_most(measure)} {measure.told(limit)}")


def _beside_nights(measure: Measure, nights: Sequence[Sample], sample: Sample, where: str) -> Iterator[View]:
    known = recent(nights)
    between = night_variance(nights, presumed_spread=measure.spreads(known.mean)[1])
    yield from _beside_history(measure, known, sample, where, between=between)


def _beside_history(measure: Measure, known: Sample, sample: Sample, where: str, *, between: float) -> Iterator[View]:
    if sample.pages < _FEWEST or known.pages < FEWEST_KNOWN:
        return
    variance = between + page_variance(known, sample.pages, least_spread=measure.spreads(known.mean)[0])
    bound = _bound(measure, known.mean, variance, sample.pages)
    was, now, place = measure.told(known.mean), measure.told(sample.mean), _place(where, sample)
    if not (sample.mean > bound if measure.is_bad_high else sample.mean < bound):
        yield View(held=False, fact=f"{measure.words}: {now} {place}, {was} before")
        return
    fact = f"{measure.words} {'rose' if measure.is_bad_high else 'fell'} from {was} to {now} {place}"
    yield View(True, fact, f"{_most(measure)} {measure.told(bound)} would be ordinary by its history")


def _bound(measure: Measure, mean: float, variance: float, pages: int) -> float:
    tolerated = measure.tolerated(mean)
    if not measure.is_share:
        return min(mean - tolerated, least_mean(mean, variance, pages)) if mean else 0.0
    moves = max(tolerated, share_moves(variance))
    return mean + moves if measure.is_bad_high else mean - moves


def _place(where: str, sample: Sample) -> str:
    return where.format(f"{sample.pages:,}")


def _most(measure: Measure) -> str:
    return "at most" if measure.is_bad_high else "at least"
