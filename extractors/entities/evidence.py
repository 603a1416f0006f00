"""What all kinds share: from accepted candidates to mentions and entities' names."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from models.candidate import Candidate, Page, Passage
from models.record import Mention


def passage_at(page: Page, offset: int) -> Passage | None:
    """The passage that holds `offset`, or None where no author's words stand."""
    index = bisect_right(page.passages, offset, key=lambda passage: passage.start) - 1
    if index < 0 or page.passages[index].end <= offset:
        return None
    return page.passages[index]


def mention(page: Page, candidate: Candidate) -> Mention:
    """The candidate as evidence, with its quote and section."""
    passage = passage_at(page, candidate.start)
    return Mention(
        start=candidate.start,
        end=candidate.end,
        quote=page.text[candidate.start : candidate.end],
        section=passage.section if passage else None,
        extractor=candidate.extractor,
        confidence=round(candidate.confidence, 3),
    )


def mentions(page: Page, candidates: Iterable[Candidate]) -> tuple[Mention, ...]:
    """The mentions of `candidates` in page order."""
    return tuple(mention(page, candidate) for candidate in sorted(candidates, key=lambda each: (each.start, each.end)))


def names(page: Page, candidates: Sequence[Candidate]) -> tuple[str, ...]:
    """The different surface forms of `candidates`, the fullest first, ties in page order; line breaks become blanks."""
    forms = dict.fromkeys(
        " ".join(page.text[each.start : each.end].split()) for each in sorted(candidates, key=lambda each: each.start)
    )
    return tuple(sorted(forms, key=len, reverse=True))
