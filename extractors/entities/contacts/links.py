"""Contacts that stand in the targets of links, behind the words that lead to them."""

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import parse_qs, unquote

from phonenumbers import NumberParseException, PhoneNumberFormat, format_number, parse

from extractors.entities.citations import is_reference
from extractors.entities.contacts.cleaning import clean
from extractors.entities.contacts.emails import find_emails
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
_DIALLING = frozenset({"tel", "callto", "sms"})
# The number of whom one writes to there stands behind, without its plus.
_MESSENGER = re.compile(r"https?://(?:wa\.me/|api\.whatsapp\.com/send/?\?phone=)\+?(?=\d)")
# A page below a folder: of a site, and no organisation's door.
_PAGE = re.compile(r"//[^/]+/[^?#]*/(?!index\.)[^/?#]+\.(?:html?|php|aspx?)$", re.IGNORECASE)
# Hosts on which everybody keeps something: a case's page there does not make the rest of it the case's.
_FEWEST_LABELS = 2
_SHORTEST_ACRONYM = 3


def propose_links(page: Page, shown: Sequence[ContactCandidate]) -> tuple[ContactCandidate, ...]:
    """The contacts behind the words of links in the page's passages, `shown` being those that the words bear.

    Links whose words name somebody are `PENDING`: they count only if that is an organisation of the case.
    """
    own = [each for link, passage in _authored(page) for each in _linked(page, link, passage)]
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


def _linked(page: Page, link: Link, passage: Passage) -> Iterator[ContactCandidate]:
    target = link.target.strip()
    scheme, _, rest = target.partition(":")
    messenger = _MESSENGER.match(target)
    if scheme.lower() == "mailto":
        yield from (_candidate(link, ContactKind.EMAIL, value) for value in _addressed(rest))
    elif messenger or scheme.lower() in _DIALLING:
        value = _dialled(f"+{target[messenger.end() :]}" if messenger else unquote(rest), page.region)
        yield from [_candidate(link, ContactKind.PHONE, value)] if value else []
    else:
        yield from _site(page, link, passage)


def _candidate(link: Link, kind: ContactKind, value: str) -> ContactCandidate:
    return ContactCandidate(
        start=link.start, end=link.end, extractor="contacts.link", confidence=_LINKED, contact=kind, value=value
    )


def _addressed(rest: str) -> list[str]:
    """The addresses that a `mailto:` names (RFC 6068), disguises undone."""
    to, _, fields = rest.strip("/ ").partition("?")
    words = clean(unquote(to) or " ".join(parse_qs(fields).get("to", ()))).text
    found = [each.value for each in find_emails(words)]
    return found or [each.value for each in find_emails(codecs.decode(words, "rot13"))]


def _dialled(number: str, region: str | None) -> str | None:
    try:
        parsed = parse(number.strip("/"), region)
    except NumberParseException:
        return None
    return format_number(parsed, PhoneNumberFormat.E164)


def _site(page: Page, link: Link, passage: Passage) -> Iterator[ContactCandidate]:
    value = absolute(link.target)
    if value is None or is_picture(value) or is_reference(passage):
        return
    candidate = _candidate(link, ContactKind.URL, value)
    words = page.text[link.start : link.end]
    before = passage.text[max(0, link.start - passage.start - _CUE_REACH) : link.start - passage.start]
    if leads_to_sites(passage) or announces_site(before) or _shows_address(words, value):
        yield candidate
    elif not (is_document(value) or is_work(value) or _PAGE.search(value) or passage.role is Role.FIELD):
        named = candidate.model_copy(update={"extractor": PENDING, "confidence": _NAMED})
        yield candidate if _names_case(words, page.title) else named


def _shows_address(words: str, value: str) -> bool:
    """Whether the words are the target's own address, or the host's of which it is a page."""
    shown = (key_of(site.value) for site in find_sites(words))
    return any(key == key_of(value) or ("/" not in key and key_of(value).startswith(f"{key}/")) for key in shown)


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
