"""Every date in the author's words."""

import re
from collections.abc import Iterator, Sequence

from extractors.entities.citations import citations, is_reference
from extractors.entities.contacts.regions import likely_region
from extractors.entities.dates.context import is_year
from extractors.entities.dates.ranges import Told, find_dates
from models.candidate import DateCandidate, Page, Passage
from models.document import Span

_TOLD, _BARE_YEAR = 0.96, 0.88
_TWO_DIGITS = re.compile(r"\d\d")


def propose(page: Page) -> Iterator[DateCandidate]:
    """The dates in the page's passages; those in reference lists and citations are not the case's."""
    month_first: bool | None = None
    for passage in page.passages:
        text = page.masked[passage.start : passage.end]
        if not _TWO_DIGITS.search(text) or is_reference(passage):
            continue
        if month_first is None:
            month_first = page.language == "en" and likely_region(page) == "US"
        cited = tuple(citations(text))
        for told in _of_case(passage, text, page.language, month_first=month_first):
            if not (told.lone and _is_within(told, cited)):
                yield DateCandidate(
                    start=passage.start + told.start,
                    end=passage.start + told.end,
                    extractor="dates.bare_year" if told.lone else "dates.told",
                    confidence=_BARE_YEAR if told.lone else _TOLD,
                    value=told.value,
                )


def _of_case(passage: Passage, text: str, language: str, *, month_first: bool) -> Iterator[Told]:
    after_year, german = False, language == "de"
    for told in find_dates(text, month_first=month_first):
        after_year = not told.lone or is_year(passage, told, after_year=after_year, capital_nouns=german)
        if after_year:
            yield told


def _is_within(told: Told, cited: Sequence[Span]) -> bool:
    return any(span.start <= told.start and told.end <= span.end for span in cited)
