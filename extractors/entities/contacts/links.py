"""Contacts that stand in the targets of links, behind the words that lead to them."""

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import unquote

import phonenumbers

from extractors.entities.citations import is_reference
from extractors.entities.contacts.emails import read_email
from extractors.entities.contacts.settings import announces_site, leads_to_sites
from extractors.entities.contacts.sites import absolute, find_sites, host_of, is_document, is_picture, is_work, key_of
from extractors.entities.evidence import passage_at
from extractors.folding import fold
from models.candidate import ContactCandidate, Page, Passage
from models.document import Link
from models.outline import Role
from models.vocabulary import ContactKind

PENDING = "contacts.named_link"

_LINKED, _NAMED = 0.95, 0.7
_CUE_REACH = 40
_CLOUDFLARE = "/cdn-cgi/l/email-protection#"
# Hosts on which everybody keeps something: a case's page there does not make the rest of it the case's.
_FEWEST_LABELS = 2
_SHORTEST_ACRONYM = 3


def propose_links(page: Page, shown: Sequence[ContactCandidate]) -> tuple[ContactCandidate, ...]:
    """The contacts behind the words of links in the page's passages, `shown` being those that the words bear.

    Links whose words name somebody are `PENDING`: they count only if that is an organisation of the case.
    """
    own = [each for link, passage in _authored(page) if (each := _linked(page, link, passage)) is not None]
    hosts = {host_of(each.value) for each in (*own, *shown) if _is_own_site(each)}
    return tuple(
        each.model_copy(update={"extractor": "contacts.link", "confidence": _LINKED})
        if each.extractor == PENDING and _is_below(host_of(each.value), hosts)
        else each
        for each in own
    )


def _authored(page: Page) -> Iterator[tuple[Link, Passage]]:
    for link in page.links:
        passage = passage_at(page, link.start)
        if passage is not None and link.end > link.start:
            yield link, passage


def _linked(page: Page, link: Link, passage: Passage) -> ContactCandidate | None:
    target = link.target.strip()
    scheme, _, rest = target.partition(":")
    if scheme.lower() == "mailto":
        return _candidate(link, ContactKind.EMAIL, read_email(unquote(rest.partition("?")[0].split(",")[0]).strip()))
    if _CLOUDFLARE in target:
        return _candidate(link, ContactKind.EMAIL, undo_cloudflare(target.partition("#")[2]))
    if scheme.lower() in {"tel", "callto"}:
        return _candidate(link, ContactKind.PHONE, _dialled(unquote(rest), page.region))
    return _site(page, link, passage)


def _candidate(link: Link, kind: ContactKind, value: str | None) -> ContactCandidate | None:
    if value is None:
        return None
    return ContactCandidate(
        start=link.start, end=link.end, extractor="contacts.link", confidence=_LINKED, contact=kind, value=value
    )


def undo_cloudflare(key_and_words: str) -> str | None:
    """The address that Cloudflare's e-mail protection writes as hexadecimal, its first byte being the key."""
    try:
        key, *words = bytes.fromhex(key_and_words.strip())
    except ValueError:
        return None
    return read_email(bytes(word ^ key for word in words).decode("utf-8", "replace"))


def _dialled(number: str, region: str | None) -> str | None:
    try:
        parsed = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _site(page: Page, link: Link, passage: Passage) -> ContactCandidate | None:
    value = absolute(link.target)
    if value is None or is_picture(value) or is_reference(passage):
        return None
    candidate = _candidate(link, ContactKind.URL, value)
    words = page.text[link.start : link.end]
    before = passage.text[max(0, link.start - passage.start - _CUE_REACH) : link.start - passage.start]
    if candidate is None or leads_to_sites(passage) or announces_site(before) or _shows_address(words, value):
        return candidate
    if is_document(value) or is_work(value) or passage.role is Role.FIELD:
        return None
    if _names_case(words, page.title):
        return candidate
    return candidate.model_copy(update={"extractor": PENDING, "confidence": _NAMED})


def _shows_address(words: str, value: str) -> bool:
    """Whether the words are the target's own address."""
    return any(key_of(site.value) == key_of(value) for site in find_sites(words))


def _names_case(words: str, title: str) -> bool:
    """Whether a link's words are the case's name: its title, a whole part of it, or what its acronym stands for."""
    parts = {fold(part) for part in (title, *title.replace("|", ":").replace("–", ":").split(":"))}
    folded = fold(words)
    if len(folded) > 1 and (folded in parts or folded.removeprefix("the ") in parts):
        return True
    initials = "".join(word[0] for word in words.split() if word[0].isupper()).casefold()
    return len(initials) >= _SHORTEST_ACRONYM and initials in fold(title).split()


def _is_own_site(candidate: ContactCandidate) -> bool:
    return candidate.contact is ContactKind.URL and candidate.extractor != PENDING


def _is_below(host: str, hosts: Iterable[str]) -> bool:
    """Whether the host is a part of one of `hosts` (`help.mill.example.org` of `mill.example.org`)."""
    return any(host.endswith(f".{own}") for own in hosts if own.count(".") >= _FEWEST_LABELS)
