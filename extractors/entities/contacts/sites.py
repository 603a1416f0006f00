"""Addresses on the web: how one stands in running text, and its normal form."""

import re
from collections.abc import Iterator
from ipaddress import ip_address
from typing import NamedTuple
from urllib.parse import urlsplit

from extractors.entities.contacts.words import contact_words, domains, is_top_domain, opens_sentence

_LONGEST = 2000
_HOST = r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,6}(?:[^\W\d_]{2,24}|xn--[a-z0-9-]{2,59})"
# No quotes, brackets of markup, or marks of sentences in other scripts; nor where the next address of a list starts.
_SIGN = r"(?:\[\w{0,20}\]|(?![,;]https?:)[^\s<>\"“”„‘«»|\\^`\[\]{}、。，；：！？（）「」『』【】《》〈〉،؛؟])"
_PORT = r"(?::\d{2,5})?"
_URL = re.compile(
    rf"(?:https?|ftp)://(?:\[[0-9a-f:.]+\])?{_SIGN}{{1,{_LONGEST}}}"
    rf"|(?<![\w@./-])www\d?\.{_HOST}{_PORT}(?:[/?#]{_SIGN}{{0,{_LONGEST}}})?",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"(?<![\w@./:#\\-])(?=[a-z0-9])(?!www\d?\.){_HOST}(?![\w@(-]){_PORT}(?:[/?#]{_SIGN}{{0,{_LONGEST}}})?"
)
_TRAILING = ".,;:!?…'’\"*"
_EMPHASIS = "_~"
_BRACKETS = {")": "(", "]": "[", "}": "{"}
_DATED = re.compile(r"/(?:19|20)\d\d/")
_ASSIGNED = re.compile(r"\s?=")
_SHORTEST_NAME = 3
_DEEP = 4
_WORDED = 5
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".ico", ".bmp", ".tif", ".tiff", ".mp4", ".mp3", ".css")
_DOCUMENTS = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".odt", ".zip", ".csv")


class Site(NamedTuple):
    """An address and its range; `value` is absolute; `cut` says that the page shows only its beginning."""

    start: int
    end: int
    value: str
    bare: bool = False
    cut: bool = False


def find_sites(text: str) -> Iterator[Site]:
    """The addresses in `text`, in order; `bare` ones have neither a scheme nor `www` (`mill.example.org/visit`)."""
    reached = 0
    found = sorted([*full_sites(text), *_sites(text, _BARE, bare=True)])
    for site in found:
        if site.start >= reached:
            yield site
            reached = site.end


def full_sites(text: str) -> Iterator[Site]:
    """The addresses in `text` that have a scheme or `www`, in order."""
    return _sites(text, _URL, bare=False)


def _sites(text: str, pattern: re.Pattern[str], *, bare: bool) -> Iterator[Site]:
    for match in pattern.finditer(text):
        words = _trimmed(match[0], text[: match.start()][-1:])
        labels = re.split("[/?#:]", words, maxsplit=1)[0].split(".")
        if bare and (labels[-1] in domains().files or opens_sentence(labels[-1], labels[-2])):
            continue
        value = absolute(words)
        if value is not None:
            rest = text[match.start() + len(words) : match.end() + 3]
            cut = rest.startswith(("...", "…"))
            yield Site(match.start(), match.start() + len(words), value, bare, cut)


def absolute(address: str) -> str | None:
    """The address with a scheme (`http` where it names none) and its host in lower case; None where it has no host."""
    words = address.strip()
    if words.startswith("//"):
        words = f"http:{words}"
    elif not re.match(r"[a-z][a-z0-9+.-]*:(?!\d)", words, re.IGNORECASE):
        words = f"http://{words}"
    try:
        parts = urlsplit(words)
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme not in {"http", "https", "ftp"} or not _is_host(host):
        return None
    scheme, _, rest = words.partition("://")
    authority = re.split(r"[/?#]", rest, maxsplit=1)[0]
    return f"{scheme.lower()}://{authority.lower()}{rest[len(authority) :]}"


def host_of(url: str) -> str:
    """The host of an absolute URL without `www`, in lower case."""
    return re.sub(r"^www\d?\.", "", urlsplit(url).hostname or "")


def key_of(url: str) -> str:
    """What two addresses of the same page have in common: neither scheme, `www`, the host's case nor a last slash."""
    bare = re.sub(r"^[a-z]+://(?:www\d?\.)?", "", url, flags=re.IGNORECASE)
    host, slash, path = bare.partition("/")
    return (host.lower() + slash + path).rstrip("/")


def is_picture(url: str) -> bool:
    """Whether the address leads to a picture, sound or style and to no page."""
    return url.lower().partition("?")[0].endswith(_PICTURES)


def is_document(url: str) -> bool:
    """Whether the address leads to a file to read or save."""
    return url.lower().partition("?")[0].endswith(_DOCUMENTS)


def is_article(url: str) -> bool:
    """Whether the address leads deep into a site, to one article of many: by its date, depth or worded path."""
    path = urlsplit(url).path
    steps = [step for step in path.split("/") if step]
    return (
        _DATED.search(path) is not None
        or len(steps) > _DEEP
        or any(step.count("-") + step.count("_") > _WORDED for step in steps)
    )


def is_work(url: str) -> bool:
    """Whether the address leads to a work of others: an article's identifier, an encyclopedia."""
    host = host_of(url)
    return any(host == work or host.endswith(f".{work}") for work in domains().works)


def is_spelt_out(text: str, site: Site) -> bool:
    """Whether a host without scheme or `www` is surely one: no name (`Mill.org`), abbreviation (`etc.in`) or code."""
    host = re.split("[/?#:]", text[site.start : site.end], maxsplit=1)[0]
    labels = host.split(".")
    if not host.islower() or labels[-2] in contact_words().abbreviations or _ASSIGNED.match(text, site.end):
        return False
    is_old = labels[-1] in domains().country or labels[-1] in domains().legacy
    return site.end - site.start > len(host) or (is_old and max(map(len, labels[:-1])) >= _SHORTEST_NAME)


def _is_host(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        labels = host.split(".")
        return len(labels) > 1 and all(labels) and is_top_domain(labels[-1])
    return True


def _trimmed(words: str, before: str) -> str:
    """The address without the sentence's own signs at its end, or those that set it off."""
    trailing = _TRAILING + (before if before in _EMPHASIS else "")
    while words and (words[-1] in trailing or _closes_nothing(words)):
        words = words[:-1]
    return words


def _closes_nothing(words: str) -> bool:
    opening = _BRACKETS.get(words[-1])
    return opening is not None and words.count(words[-1]) > words.count(opening)
