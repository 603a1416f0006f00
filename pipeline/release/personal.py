"""Which contacts are a person's, and so stay out of releases."""

import re
from collections.abc import Iterator
from functools import cache

from extractors.entities.contacts.ties import bears_name
from extractors.entities.contacts.words import contact_words
from extractors.folding import fold
from models.record import CaseRecord, Contact, Mention
from models.vocabulary import ContactKind
from pipeline.sources import ContactPrivacy

_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]+@\w[\w-]*(?:\.\w[\w-]*)+")
# Names of persons: `jane.doe`, `j.doe`, `jane_m_doe`, `jane.doe2`. Offices are rather one word, or have dashes.
_NAMES = re.compile(r"(?P<words>[^\W\d_]+(?:[._][^\W\d_]+){1,2})\d{0,4}")
_FEWEST_DIGITS = 5


def withheld(record: CaseRecord, privacy: ContactPrivacy) -> tuple[Contact, ...]:
    """The record's contacts that a release may not show."""
    if privacy is ContactPrivacy.ALL:
        return ()
    if privacy is ContactPrivacy.NONE:
        return record.contacts
    return tuple(contact for contact in record.contacts if _is_personal(record, contact))


def stray_addresses(record: CaseRecord, privacy: ContactPrivacy, text: str | None = None) -> Iterator[str]:
    """E-mail addresses that a release may not show, whether they are contacts of the case or not.

    They are those of the record's text, or of another `text` of its page.
    """
    if privacy is ContactPrivacy.ALL:
        return
    for match in _ADDRESS.finditer(record.text if text is None else text):
        if privacy is ContactPrivacy.NONE or _is_persons(record, match[0].partition("@")[0]):
            yield match[0]


def shows(mention: Mention, contact: Contact) -> bool:
    """Whether the mention's words are the contact, and not those of a link that leads to it."""
    if not mention.extractor.endswith("link"):
        return True
    match contact.kind:
        case ContactKind.EMAIL:
            host = contact.value.partition("@")[2].partition(".")[0]
            return "@" in mention.quote or fold(host) in fold(mention.quote)
        case ContactKind.PHONE:
            return sum(map(str.isdigit, mention.quote)) >= _FEWEST_DIGITS
        case ContactKind.URL:
            return "." in mention.quote and " " not in mention.quote


def _is_personal(record: CaseRecord, contact: Contact) -> bool:
    is_email = contact.kind is ContactKind.EMAIL
    return contact.person is not None or (is_email and _is_persons(record, contact.value.partition("@")[0]))


def _is_persons(record: CaseRecord, mailbox: str) -> bool:
    """Whether a mailbox is called like somebody on the page, or as persons' mailboxes are."""
    if any(bears_name(mailbox, person) for person in record.persons):
        return True
    match = _NAMES.fullmatch(mailbox)
    if match is None:
        return False
    words = {fold(word) for word in re.split(r"[._]", match["words"])}
    return words.isdisjoint(_common_words())


@cache
def _common_words() -> frozenset[str]:
    """Words that offices' mailboxes are called by, and such as nobody's mailbox has."""
    return frozenset(map(fold, (*contact_words().mailboxes, *contact_words().not_mailboxes)))
