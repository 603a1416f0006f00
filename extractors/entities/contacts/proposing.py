"""Every contact that stands in the author's words."""

from collections.abc import Iterator

from extractors.entities.citations import is_reference
from extractors.entities.contacts.cleaning import Cleaned, clean
from extractors.entities.contacts.emails import Found, find_emails
from extractors.entities.contacts.phones import find_phones
from extractors.entities.contacts.regions import likely_region
from extractors.entities.contacts.settings import counts_here
from extractors.entities.contacts.sites import find_sites
from models.candidate import ContactCandidate, Page, Passage
from models.vocabulary import ContactKind

_CLEAN_MAILBOX, _DISGUISED_MAILBOX = 0.99, 0.93
_LABELLED_PHONE, _BARE_PHONE = 0.97, 0.85
_SITE, _SITE_IN_PROSE = 0.95, 0.75


def propose(page: Page) -> Iterator[ContactCandidate]:
    """The addresses, numbers and sites that the page's passages show; targets of links are not among them."""
    region = likely_region(page)
    for passage in page.passages:
        cleaned = clean(passage.text)
        emails = tuple(find_emails(cleaned.text))
        yield from (_email(passage, cleaned, each) for each in emails)
        yield from _phones(passage, region)
        if "." in passage.text and not is_reference(passage):
            taken = [cleaned.span(each.start, each.end) for each in emails]
            yield from _sites(passage, taken)


def _email(passage: Passage, cleaned: Cleaned, found: Found) -> ContactCandidate:
    start, end = cleaned.span(found.start, found.end)
    return ContactCandidate(
        start=passage.start + start,
        end=passage.start + end,
        extractor="contacts.email" if found.plain else "contacts.disguised_email",
        confidence=_CLEAN_MAILBOX if found.plain else _DISGUISED_MAILBOX,
        contact=ContactKind.EMAIL,
        value=found.value,
    )


def _phones(passage: Passage, region: str | None) -> Iterator[ContactCandidate]:
    for phone in find_phones(passage.text, region):
        yield ContactCandidate(
            start=passage.start + phone.start,
            end=passage.start + phone.end,
            extractor="contacts.phone",
            confidence=_LABELLED_PHONE if phone.labelled else _BARE_PHONE,
            contact=ContactKind.PHONE,
            value=phone.value,
        )


def _sites(passage: Passage, taken: list[tuple[int, int]]) -> Iterator[ContactCandidate]:
    for site in find_sites(passage.text):
        meets_email = any(start < site.end and site.start < end for start, end in taken)
        if meets_email or site.cut or not counts_here(passage, site):
            continue
        yield ContactCandidate(
            start=passage.start + site.start,
            end=passage.start + site.end,
            extractor="contacts.site",
            confidence=_SITE_IN_PROSE if site.bare else _SITE,
            contact=ContactKind.URL,
            value=site.value,
        )
