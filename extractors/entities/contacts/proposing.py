"""Every contact that stands in the author's words."""

import re
from collections.abc import Iterator

from extractors.entities.citations import is_reference
from extractors.entities.contacts.cleaning import Cleaned, clean
from extractors.entities.contacts.emails import Found, find_emails
from extractors.entities.contacts.phones import find_phones
from extractors.entities.contacts.regions import likely_region, region_beside
from extractors.entities.contacts.settings import counts_here, is_free_text
from extractors.entities.contacts.sites import Site, absolute, find_sites, key_of
from extractors.entities.naming.person_words import tells_whom_to_reach
from models.candidate import ContactCandidate, Page, Passage
from models.vocabulary import ContactKind

_DIGITS = re.compile(r"(?:\d\D{0,3}){6}")
_CLEAN_MAILBOX, _DISGUISED_MAILBOX = 0.99, 0.93
_LABELLED_PHONE, _BARE_PHONE = 0.97, 0.85
_SITE, _SITE_IN_PROSE = 0.95, 0.75


def propose(page: Page) -> Iterator[ContactCandidate]:
    """The addresses, numbers and sites that the page's passages show; targets of links are not among them."""
    region, free = likely_region(page), is_free_text(page)
    for passage in page.passages:
        cleaned = clean(passage.text)
        emails = tuple(find_emails(cleaned.text))
        yield from (_email(passage, cleaned, each) for each in emails)
        is_contact = bool(emails) or tells_whom_to_reach(passage, page.language)
        yield from _phones(passage, cleaned, region, is_contact=is_contact)
        if ("." in passage.text or "://" in passage.text) and not is_reference(passage):
            taken = [cleaned.span(each.start, each.end) for each in emails]
            sites = (site for site in find_sites(passage.text) if counts_here(passage, site, free=free))
            yield from (_site(passage, site) for site in sites if not _is_taken(page, passage, site, taken))


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


def _phones(passage: Passage, cleaned: Cleaned, region: str | None, *, is_contact: bool) -> Iterator[ContactCandidate]:
    if not _DIGITS.search(cleaned.text):
        return
    for phone in find_phones(cleaned.text, region_beside(passage), region, is_contact=is_contact):
        start, end = cleaned.span(phone.start, phone.end)
        yield ContactCandidate(
            start=passage.start + start,
            end=passage.start + end,
            extractor="contacts.phone",
            confidence=_LABELLED_PHONE if phone.labelled else _BARE_PHONE,
            contact=ContactKind.PHONE,
            value=phone.value,
        )


def _site(passage: Passage, site: Site) -> ContactCandidate:
    return ContactCandidate(
        start=passage.start + site.start,
        end=passage.start + site.end,
        extractor="contacts.site",
        confidence=_SITE_IN_PROSE if site.bare else _SITE,
        contact=ContactKind.URL,
        value=site.value,
    )


def _is_taken(page: Page, passage: Passage, site: Site, emails: list[tuple[int, int]]) -> bool:
    """Whether the words are an e-mail address's, or only the beginning of what they link to."""
    start, end = passage.start + site.start, passage.start + site.end
    targets = (link.target for link in page.links if link.start < end and start < link.end)
    return any(first < site.end and site.start < last for first, last in emails) or any(
        site.cut or (site.bare and _leads_deeper(target, site)) for target in targets
    )


def _leads_deeper(target: str, site: Site) -> bool:
    """Whether a link leads to a page of the host that its words show: `mill.example` to `https://mill.example/en`."""
    value = absolute(target)
    return value is not None and key_of(value).startswith(f"{key_of(site.value)}/")
