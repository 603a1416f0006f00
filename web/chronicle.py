"""What happened when, year by year."""

from collections.abc import Sequence

from models.frozen import Frozen
from models.report import FacetCount
from models.thing import DatedEvent


class Year(Frozen):
    """A year: how many cases speak of it, that as a share (0 to 100) of the most, and the events in it."""

    year: str
    cases: int
    share: int
    events: tuple[DatedEvent, ...]


def chronicle(years: Sequence[FacetCount], events: Sequence[DatedEvent]) -> tuple[Year, ...]:
    """The years that cases speak of or in which events are held, the newest first."""
    counts = {each.value: each.count for each in years}
    held: dict[str, list[DatedEvent]] = {}
    for event in events:
        held.setdefault((event.date or "")[:4], []).append(event)
    most = max(counts.values(), default=1)
    return tuple(
        Year(
            year=year,
            cases=counts.get(year, 0),
            share=round(100 * counts.get(year, 0) / most),
            events=tuple(held.get(year, ())),
        )
        for year in sorted({*counts, *held}, reverse=True)
    )
