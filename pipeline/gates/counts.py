"""A source's records, the records gone and the pages in quarantine, beside what was, in words."""

from collections.abc import Callable, Iterator, Mapping
from itertools import accumulate, pairwise

from models.level import Level
from pipeline.gates.bounds import ordinary, share_moves, smoothed
from pipeline.gates.history import Past
from pipeline.gates.views import View

_FEWEST = 5
_FALL, _GONE, _QUARANTINED = 0.2, 0.2, 0.1

Views = Callable[[float | None, Past, Level], Iterator[View]]


def _records(limit: float | None, past: Past, now: Level) -> Iterator[View]:
    highest = max((level.records for level in past.recent.values()), default=0)
    if limit is not None:
        yield View(now.records < limit, f"{now.records:,} records", f"the source's [gates] want at least {limit:,.0f}")
    elif highest:
        allowed = max(_FALL, ordinary(_falls(past)))
        lost = highest - now.records
        held = lost >= _FEWEST and lost > allowed * highest
        fact = f"records fell from {highest:,} to {now.records:,}" if held else f"{now.records:,} records"
        yield View(held, fact, f"at least {highest * (1 - allowed):,.0f} would be ordinary by its history")


def _falls(past: Past) -> list[float]:
    """How far each release was below the highest before it, as a share of that."""
    counts = [level.records for level in past.levels.values()]
    return [1 - count / highest for highest, count in zip(accumulate(counts, max), counts, strict=True) if highest]


def _gone(limit: float | None, past: Past, now: Level) -> Iterator[View]:
    before = past.newest.records if past.newest else 0
    if not before:
        return
    share = now.gone / before
    fact = f"{now.gone:,} of {before:,} records ({share:.0%}) are gone since the last release"
    if limit is not None:
        yield View(share > limit, fact, f"the source's [gates] want at most {limit:.0%}")
        return
    allowed = max(_GONE, ordinary([new.gone / max(1, old.records) for old, new in pairwise(past.levels.values())]))
    held = now.gone >= _FEWEST and share > allowed
    yield View(held, fact, f"at most {allowed:.0%} would be ordinary by its history")


def _quarantined(limit: float | None, past: Past, now: Level) -> Iterator[View]:
    if limit is not None:
        share = now.quarantined / max(1, now.pages)
        fact = f"{now.quarantined:,} of {now.pages:,} pages ({share:.0%}) are in quarantine"
        yield View(share > limit, fact, f"the source's [gates] want at most {limit:.0%}")
        return
    for run in (*list(past.recent)[-1:], *list(past.recent)[:1]):
        yield _quarantined_after(run, past, now)


def _quarantined_after(run: str, past: Past, now: Level) -> View:
    """Pages that came into quarantine after the release of the run, as a share of those that came at all."""
    then = past.levels[run]
    refused = max(0, now.quarantined - then.quarantined)
    came = max(1, refused + past.came_after(run))
    usual, share = smoothed(then.quarantined, then.pages), refused / came
    allowed = usual + max(_QUARANTINED, share_moves(usual * (1 - usual) / came))
    held = refused >= _FEWEST and share > allowed
    fact = f"{refused:,} of {came:,} pages ({share:.0%}) that came since {run} went into quarantine"
    return View(held, fact, f"at most {allowed:.0%} would be ordinary by its history")


COUNTS: Mapping[str, Views] = {"records": _records, "gone": _gone, "quarantined": _quarantined}
