"""Dates of one page made of their mentions."""

from collections.abc import Sequence

from extractors.entities.dates.proposing import propose
from extractors.entities.evidence import mentions
from models.candidate import DateCandidate, Page
from models.record import DateValue


def join(page: Page, accepted: Sequence[DateCandidate]) -> tuple[DateValue, ...]:
    """One date for each different value, in page order; its text is that of its first mention.

    A day or month within the name of a decree or an event is a date all the same, though the name has those words.
    """
    within_names = (each for each in propose(page) if _is_whole(each))
    by_value: dict[str, list[DateCandidate]] = {}
    for each in sorted({*accepted, *within_names}, key=lambda candidate: candidate.start):
        by_value.setdefault(each.value, []).append(each)
    return tuple(
        DateValue(
            text=" ".join(page.text[equals[0].start : equals[0].end].split()),
            value=value,
            mentions=mentions(page, equals),
        )
        for value, equals in by_value.items()
    )


def _is_whole(candidate: DateCandidate) -> bool:
    """Whether it names a month or day; a bare year in a name is a part of the name."""
    return "-" in candidate.value or "/" in candidate.value
