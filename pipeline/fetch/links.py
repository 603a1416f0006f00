"""Where a page leads to."""

import re
from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin, urlsplit, urlunsplit

from bs4 import BeautifulSoup, Tag
from bs4.filter import SoupStrainer
from w3lib.html import get_meta_refresh
from w3lib.url import safe_url_string

from models.frozen import Frozen

_LINKS = SoupStrainer(["a", "area", "link", "base"])
# What tells the site where a reader came from, and nothing of the page.
_TRACKING = re.compile(
    r"(?i)(utm_[a-z_]+|[gdm]s?clid|fbclid|yclid|twclid|gbraid|wbraid|igshid|mc_[ce]id|_gl|_ga)(=|\Z)"
)
_DEFAULT_PORT = {"http": ":80", "https": ":443"}
# A page that sends its readers on after a longer time is one to be read.
_SOON = 5.0
_HEAD = 1 << 14


class Links(Frozen):
    """The addresses that a page names, in its order, each once; `following` are those that it calls its next page,
    `canonical` is the one that it calls its own."""

    all: tuple[str, ...]
    following: tuple[str, ...]
    canonical: str | None = None


def read_links(content: bytes, url: str, *, charset: str | None = None) -> Links:
    """The links of the HTML page that came from `url`."""
    soup = BeautifulSoup(content, "lxml", from_encoding=charset, parse_only=_LINKS)
    base = next((str(tag["href"]) for tag in soup.find_all("base", href=True)), "")
    found = list(_links(soup, urljoin(url, base)))
    own = soup.find("link", rel="canonical", href=True)
    return Links(
        all=tuple(dict.fromkeys(address for address, _ in found)),
        following=tuple(dict.fromkeys(address for address, is_next in found if is_next)),
        canonical=page_address(str(own["href"]), urljoin(url, base)) if own else None,
    )


def read_refresh(content: bytes, url: str) -> str | None:
    """Where the HTML page that came from `url` sends its readers at once, by a `meta` element; None if nowhere else."""
    seconds, address = get_meta_refresh(content[:_HEAD].decode("utf-8", errors="replace"), url)
    return address if address and seconds is not None and seconds <= _SOON and address != url else None


def page_address(href: str, base: str) -> str | None:
    """The one form of the address by which its page is known; None where it is none of http or https.

    Small letters in the host, no default port, no parameters that only track readers, no fragment.
    """
    address = absolute(href, base)
    if address is None:
        return None
    parts = urlsplit(address)
    query = "&".join(each for each in parts.query.split("&") if not _TRACKING.match(each))
    host = parts.netloc.lower().removesuffix(_DEFAULT_PORT[parts.scheme])
    return urlunsplit((parts.scheme, host, parts.path or "/", query, ""))


def absolute(href: str, base: str) -> str | None:
    """The address as a browser would ask for it, without fragment; None where it is none of http or https."""
    try:
        address = urldefrag(safe_url_string(urljoin(base, href.strip()))).url
    except ValueError:
        return None
    return address if address.startswith(("http://", "https://")) else None


def _links(soup: BeautifulSoup, base: str) -> Iterator[tuple[str, bool]]:
    for tag in soup.find_all(["a", "area", "link"], href=True):
        relations = _relations(tag)
        is_next = "next" in relations
        # Other links in the head lead to styles and icons.
        if (tag.name != "link" or is_next) and (address := page_address(str(tag["href"]), base)):
            yield address, is_next


def _relations(tag: Tag) -> list[str]:
    return [each.lower() for each in tag.get_attribute_list("rel") if each]
