"""Where a page leads to."""

from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin

from bs4 import BeautifulSoup, Tag
from bs4.filter import SoupStrainer
from w3lib.url import safe_url_string

from models.frozen import Frozen

_LINKS = SoupStrainer(["a", "area", "link", "base"])


class Links(Frozen):
    """The addresses that a page names, in its order, each once; `following` are those that it calls its next page."""

    all: tuple[str, ...]
    following: tuple[str, ...]


def read_links(content: bytes, url: str, *, charset: str | None = None) -> Links:
    """The links of the HTML page that came from `url`."""
    soup = BeautifulSoup(content, "lxml", from_encoding=charset, parse_only=_LINKS)
    base = next((str(tag["href"]) for tag in soup.find_all("base", href=True)), "")
    found = list(_links(soup, urljoin(url, base)))
    return Links(
        all=tuple(dict.fromkeys(address for address, _ in found)),
        following=tuple(dict.fromkeys(address for address, is_next in found if is_next)),
    )


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
        if (tag.name != "link" or is_next) and (address := absolute(str(tag["href"]), base)):
            yield address, is_next


def _relations(tag: Tag) -> list[str]:
    return [each.lower() for each in tag.get_attribute_list("rel") if each]
