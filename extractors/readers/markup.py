"""Formats that are turned into HTML first, and read as it."""

from collections.abc import Iterable
from html import escape

from extractors.readers.assembly import assembled
from extractors.readers.events import events_of
from extractors.readers.flow import compose
from extractors.readers.frontmatter import Header
from extractors.readers.html import parsed, uncollected
from models.document import Document


def document_of(
    markup: str,
    media_type: str,
    *,
    header: Header | None = None,
    charset: str = "utf-8",
    title: str | None = None,
    language: str | None = None,
) -> Document:
    """The Document of `markup`, which is our own: no site stands around it, and no block has a place in a source."""
    with uncollected():
        flow = compose(events_of(parsed(f"<body>{markup}</body>")))
    return assembled(header or Header(), flow, media_type=media_type, charset=charset, title=title, language=language)


def element(name: str, inner: Iterable[str], **attributes: str) -> str:
    """An HTML element around `inner`, which is markup; empty where `inner` is."""
    inside = "".join(inner)
    told = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{told}>{inside}</{name}>" if inside else ""
