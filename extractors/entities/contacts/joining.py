"""Contacts of one page made of their mentions, and the page's text without them."""

from collections.abc import Sequence

from extractors.entities.contacts.links import propose_links
from extractors.entities.contacts.sites import full_sites, key_of
from extractors.entities.evidence import mentions
from models.candidate import Candidate, ContactCandidate, Page
from models.record import Contact
from models.vocabulary import ContactKind


def join(page: Page, accepted: Sequence[ContactCandidate]) -> tuple[Contact, ...]:
    """One contact for each different value in page order, links' targets among them.

    Links are added here because the words that lead to a contact may well be the name of something else.
    """
    by_key: dict[tuple[ContactKind, str], list[ContactCandidate]] = {}
    everything = (*accepted, *propose_links(page, accepted))
    for each in sorted(everything, key=lambda candidate: (candidate.start, -candidate.confidence)):
        by_key.setdefault((each.contact, _key(each)), []).append(each)
    return tuple(_contact(page, equals) for equals in by_key.values())


def _key(candidate: ContactCandidate) -> str:
    return key_of(candidate.value) if candidate.contact is ContactKind.URL else candidate.value.casefold()


def _contact(page: Page, equals: Sequence[ContactCandidate]) -> Contact:
    """Words that bear the address and lead to it are one mention."""
    by_place = {(each.start, each.end): each for each in sorted(equals, key=lambda each: each.confidence)}
    best = max(equals, key=lambda each: each.confidence)
    return Contact(kind=best.contact, value=best.value, mentions=mentions(page, tuple(by_place.values())))


def mask(text: str, candidates: Sequence[Candidate]) -> str:
    """The text with every contact's characters turned to spaces, of the same length; also addresses on the web that
    are no contact of the case's, for years and names within them are none.
    """
    sites = [(site.start, site.end) for site in full_sites(text)]
    pieces, at = [], 0
    for start, end in sorted([*sites, *((each.start, each.end) for each in candidates)]):
        pieces += [text[at : max(at, start)], " " * (end - max(at, start))]
        at = max(at, end)
    return "".join((*pieces, text[at:]))
