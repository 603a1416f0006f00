"""HTML: BeautifulSoup's tree walked once, leaf by leaf, into one text and its blocks."""

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager

from bs4 import BeautifulSoup, Tag

from extractors.readers.assembly import assembled
from extractors.readers.boilerplate import judged
from extractors.readers.charset import Decoded
from extractors.readers.events import events_of
from extractors.readers.flow import compose
from extractors.readers.format import Likeness, TextFormat
from extractors.readers.frontmatter import header_of
from extractors.readers.places import Places
from extractors.readers.tags import value
from models.document import Document, Span

_OPENING = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*+<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>]*|/)?>")
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*>")


def read(source: Decoded) -> Document:
    """What a browser shows of the page, after its front matter; each block of the body knows its place."""
    header = header_of(source.text)
    body = source.text[header.end :]
    with uncollected():
        soup = parsed(body)
        flow, title, language = compose(events_of(soup)), _title(soup), _language(soup)
        del soup
        flow = flow._replace(drafts=judged(body, flow, title))
        places = Places(body, flow.flat)
        return assembled(
            header,
            flow,
            media_type=FORMAT.media_type,
            charset=source.charset,
            title=title,
            language=language,
            sources=[_moved(places.place(each.flat_start, each.flat_end), header.end) for each in flow.drafts],
        )


@contextmanager
def uncollected() -> Iterator[None]:
    """No garbage collection: to look for garbage in a tree while it grows doubles the time that it takes."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def parsed(markup: str) -> BeautifulSoup:
    """The tree of a page, or of a part of one."""
    declaration = _XML_DECLARATION.match(markup)
    if declaration:  # BeautifulSoup would take the page for XML
        markup = " " * declaration.end() + markup[declaration.end() :]
    return BeautifulSoup(markup if "<" in markup else f"{markup}<br>", "lxml", multi_valued_attributes=None)


def _moved(place: Span | None, shift: int) -> Span | None:
    return Span(start=place.start + shift, end=place.end + shift) if place and shift else place


def _title(soup: BeautifulSoup) -> str | None:
    """The page's title; that of its Open Graph data where it is a part of it, since it lacks the site's name."""
    tag = soup.find("title")
    title = " ".join(tag.get_text().split()) if tag and tag.find_parent("svg") is None else ""
    graph = soup.find("meta", property="og:title")
    shared = " ".join(value(graph, "content").split()) if isinstance(graph, Tag) else ""
    return (shared if shared and shared in (title or shared) else title) or None


def _language(soup: BeautifulSoup) -> str | None:
    root = soup.find("html")
    declared = value(root, "lang") or value(root, "xml:lang") if isinstance(root, Tag) else ""
    return declared.strip().replace("_", "-") or None


def _likeness(text: str) -> Likeness:
    body = text[header_of(text).end :]
    if _OPENING.match(body):
        return Likeness.CERTAIN
    if not _TAG.search(body):
        return Likeness.NONE
    return Likeness.LIKELY if body.lstrip().startswith("<") else Likeness.POSSIBLE


FORMAT = TextFormat(
    media_type="text/html",
    read=read,
    likeness=_likeness,
    also=("application/xhtml+xml",),
    suffixes=(".html", ".htm", ".xhtml", ".shtml"),
)
