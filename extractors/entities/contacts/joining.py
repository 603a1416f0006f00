"""Contacts of one page made of their mentions, and the page's text without them."""

from collections.abc import Sequence

from extractors.entities.evidence import mentions
from models.candidate import Candidate, ContactCandidate, Page
from models.record import Contact
from models.vocabulary import ContactKind


def join(page: Page, accepted: Sequence[ContactCandidate]) -> tuple[Contact, ...]:
    """One contact for each different value, in page order."""
    by_value: dict[tuple[ContactKind, str], list[ContactCandidate]] = {}
    for each in sorted(accepted, key=lambda candidate: candidate.start):
        by_value.setdefault((each.contact, each.value.casefold()), []).append(each)
    return tuple(
        Contact(kind=kind, value=equals[0].value, mentions=mentions(page, equals))
        for (kind, _), equals in by_value.items()
    )


def mask(text: str, candidates: Sequence[Candidate]) -> str:
    """The text with the candidates' characters turned to spaces, of the same length."""
    pieces, at = [], 0
    for each in sorted(candidates, key=lambda candidate: candidate.start):
        pieces += [text[at : max(at, each.start)], " " * (each.end - max(at, each.start))]
        at = max(at, each.end)
    return "".join((*pieces, text[at:]))
