"""Every date in the author's words."""

import re
from collections.abc import Iterator, Sequence

from extractors.entities.citations import citations, is_reference
from extractors.entities.contacts.regions import likely_region
from extractors.entities.dates.context import is_counted, is_year
from extractors.entities.dates.points import MONTHS
from extractors.entities.dates.ranges import Told, find_dates, may_tell
from models.candidate import DateCandidate, Page, Passage
from models.document import Span

_TOLD, _BARE_YEAR = 0.96, 0.88
# 12/31/2019
_STROKED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(?:\d{4}|\d\d)(?![\d/])")


def propose(page: Page) -> Iterator[DateCandidate]:
    """The dates in the page's passages; those in reference lists and citations are not the case's."""
    month_first = _is_month_first(page)
    for passage in page.passages:
        text = page.masked[passage.start : passage.end]
        if not may_tell(text) or is_reference(passage):
            continue
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


def _is_month_first(page: Page) -> bool:
    """Whether `03/04/2012` is the fourth of March: a date of the page that can be read in one way only tells, then its
    country; English of no country is read as American (CLDR's `en`).
    """
    stroked = [match.groups() for passage in page.passages for match in _STROKED.finditer(passage.text)]
    for one, other in stroked:
        if max(int(one), int(other)) > MONTHS:
            return int(other) > MONTHS
    return bool(stroked) and page.language == "en" and likely_region(page) in {None, "US"}


def _of_case(passage: Passage, text: str, language: str, *, month_first: bool) -> Iterator[Told]:
    after_year, german = False, language == "de"
    for told in find_dates(text, language, month_first=month_first):
        after_year = (
            is_year(passage, told, after_year=after_year, capital_nouns=german)
            if told.lone
            else not is_counted(text, told)
        )
        if after_year:
            yield told


def _is_within(told: Told, cited: Sequence[Span]) -> bool:
    return any(span.start <= told.start and told.end <= span.end for span in cited)
