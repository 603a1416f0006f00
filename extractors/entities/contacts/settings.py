"""Where an address on the web counts as the case's own, and where it is a mere reference."""

import re
from functools import cache

from extractors.entities.citations import refers
from extractors.entities.contacts.sites import Site, is_article, is_document, is_picture, is_spelt_out, is_work
from extractors.entities.contacts.words import contact_words
from extractors.folding import fold
from extractors.vocabulary.patterns import any_of
from models.candidate import Page, Passage
from models.outline import Role

_CUE_REACH = 40


def is_free_text(page: Page) -> bool:
    """Whether the page has no sections: its text tells of no one case to which an address could be foreign."""
    return all(passage.role in {Role.TITLE, Role.LEAD} for passage in page.passages)


def counts_here(passage: Passage, site: Site, *, free: bool = False) -> bool:
    """Whether an address that the words show is one through which the case is found; in `free` text, whether it is one
    to which the text leads.
    """
    before = passage.text[max(0, site.start - _CUE_REACH) : site.start]
    if is_picture(site.value) and not free:
        return False
    if leads_to_sites(passage) or announces_site(before):
        return True
    if passage.role is Role.FIELD or (
        site.bare and not (_leading().search(before) or (free and is_spelt_out(passage.text, site)))
    ):
        return False
    return free or not (is_document(site.value) or is_article(site.value) or is_work(site.value) or refers(before))


def leads_to_sites(passage: Passage) -> bool:
    """Whether the label, prompt or heading over the passage asks for sites or contacts and nothing else."""
    return any(_names_sites(words) for words in (passage.question, _heading(passage)) if words)


def announces_site(before: str) -> bool:
    """Whether the words right before an address say that it is the site (`Website:`)."""
    return _announcing().search(before) is not None


def _heading(passage: Passage) -> str:
    return (passage.section or "").replace("_", " ")


def _names_sites(words: str) -> bool:
    """`budget url` names a budget, `project url` a site: every word has to be of the kind."""
    folded = fold(words)
    return bool(folded) and (folded in _phrases() or set(folded.split()) <= _site_words())


@cache
def _phrases() -> frozenset[str]:
    words = contact_words()
    return frozenset(fold(phrase) for phrase in (*words.site, *words.contact))


@cache
def _site_words() -> frozenset[str]:
    words = (fold(phrase).split() for phrase in contact_words().site)
    return frozenset(word for phrase in words for word in phrase)


@cache
def _announcing() -> re.Pattern[str]:
    return re.compile(rf"\b(?i:{any_of(contact_words().site)})[ \t\xa0]*[:：–—=][^\w\n]{{0,6}}$")


@cache
def _leading() -> re.Pattern[str]:
    return re.compile(rf"\b(?i:{any_of(contact_words().leading)})[:]?[ \t\xa0]+[(\"“]?$")
