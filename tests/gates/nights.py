"""A source that lives night after night, as the gates see it: no store, no pages, numbers alone."""

from collections.abc import Callable, Mapping, Sequence
from math import sqrt
from random import Random
from statistics import fmean

from models.level import Level, Sample
from models.report import GateVerdict
from pipeline.gates.history import Past
from pipeline.gates.limits import GateSettings
from pipeline.gates.measures import MEASURES
from pipeline.gates.verdicts import verdicts

Page = Mapping[str, float]
Fault = Callable[[Page], Page]
_MEANS = {"actors": 9, "events": 2.1, "persons": 3, "contacts": 1, "places": 5, "dates": 4, "amounts": 0.6}


class Nights:
    """A source of `size` pages, of which about `moves` come or change each night, a few leave or break.

    With `alike`, the pages of one night are more alike than those of different nights.
    """

    def __init__(self, seed: int, *, size: int, moves: int, alike: float = 0.0) -> None:
        self._random = Random(seed)  # noqa: S311 -- a simulation
        self._moves = moves
        self._pages: dict[int, Page] = {}
        self._number, self._quarantined, self._names = 0, 0, 0
        self._levels: dict[str, Level] = {}
        self._batches: dict[str, Mapping[str, Sample]] = {}
        self._taste = 0.0
        self.night(moves=size)
        self._taste = alike

    def night(
        self, *, moves: int | None = None, fault: Fault = dict, lost: float = 0.0, broken: float = 0.01
    ) -> list[str]:
        """The gates that hold tonight; where there is none, a release is made."""
        taste = {name: self._random.lognormvariate(0, self._taste) for name in _MEANS}
        count = self._poisson(self._moves) if moves is None else moves
        came = [fault(self._page(taste)) for _ in range(count)]
        refused = sum(self._random.random() < broken for _ in came)
        before = len(self._pages)
        for key in [key for key in self._pages if self._random.random() < (lost or 0.002)]:
            del self._pages[key]
        gone = before - len(self._pages)
        for page in came[refused:]:
            changed = self._pages and self._random.random() < 0.8
            key = self._random.choice(list(self._pages)) if changed else self._number
            self._number += 1
            self._pages[key] = page
        return self._judged(came[refused:], gone, refused)

    def _judged(self, came: Sequence[Page], gone: int, refused: int) -> list[str]:
        pages, quarantined = len(self._pages), self._quarantined + refused
        level = Level(
            pages=pages + quarantined,
            records=pages,
            quarantined=quarantined,
            gone=gone,
            measures=_samples(list(self._pages.values())),
        )
        past = Past(levels=self._levels, batches=self._batches, fresh=_samples(came))
        held = [gate.gate for gate in _verdicts(past, level) if gate.held]
        if not held:
            self._names += 1
            name, self._quarantined = f"{self._names:04}", quarantined
            self._levels = dict(list({**self._levels, name: level}.items())[-30:])
            self._batches = {**self._batches, **({name: past.fresh} if came else {})}
        return held

    def _page(self, taste: Mapping[str, float]) -> Page:
        draw = self._random
        things = {
            name: float(self._poisson(mean * taste[name] * draw.gammavariate(2, 0.5))) for name, mean in _MEANS.items()
        }
        shares = {"answered": draw.betavariate(8, 3), "template_fit": draw.betavariate(30, 2)}
        return {**things, **shares, "instruments": 0.0, "unaccounted": draw.betavariate(1, 30)}

    def _poisson(self, mean: float) -> int:
        total, count = self._random.expovariate(1), 0
        while total < mean:
            total, count = total + self._random.expovariate(1), count + 1
        return count


def _samples(pages: Sequence[Page]) -> Mapping[str, Sample]:
    if not pages:
        return {}
    return {each.name: _sample([page[each.name] for page in pages]) for each in MEASURES}


def _sample(values: Sequence[float]) -> Sample:
    mean = fmean(values)
    spread = sqrt(max(0.0, fmean(value * value for value in values) - mean**2))
    return Sample(pages=len(values), mean=mean, spread=spread)


def _verdicts(past: Past, level: Level) -> list[GateVerdict]:
    return list(verdicts("letters", GateSettings(), past, level, history={}))
