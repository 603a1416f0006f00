"""Dates of one page made of their mentions."""

from collections.abc import Sequence

from extractors.entities.evidence import mentions
from models.candidate import DateCandidate, Page
from models.record import DateValue


def join(page: Page, accepted: Sequence[DateCandidate]) -> tuple[DateValue, ...]:
    """One date for each different value, in page order; its text is that of its first mention."""
    by_value: dict[str, list[DateCandidate]] = {}
    for each in accepted:
        by_value.setdefault(each.value, []).append(each)
    return tuple(
        DateValue(
            text=" ".join(page.text[equals[0].start : equals[0].end].split()),
            value=value,
            mentions=mentions(page, equals),
        )
        for value, equals in by_value.items()
    )
