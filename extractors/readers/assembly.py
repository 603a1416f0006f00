"""A page's front matter and its body put together to one Document."""

from collections.abc import Sequence

from extractors.readers.flow import Flow
from extractors.readers.frontmatter import Header
from models.document import Block, BlockKind, Document, Link, Span

_GAP = "\n\n"


def assembled(
    header: Header,
    flow: Flow,
    *,
    media_type: str,
    charset: str,
    title: str | None = None,
    language: str | None = None,
    sources: Sequence[Span | None] | None = None,
) -> Document:
    """The header's text and blocks, then the body's; what the header says of title and language goes before the body's.

    `sources` holds the place of each draft in the decoded source.
    """
    gap = _GAP if header.text and flow.text else ""
    shift = len(header.text) + len(gap)
    places = sources or [None] * len(flow.drafts)
    blocks = (
        Block(
            kind=BlockKind.CHROME if draft.chrome else draft.kind,
            start=shift + draft.start,
            end=shift + draft.end,
            level=draft.level,
            strong=draft.strong,
            source=place,
        )
        for draft, place in zip(flow.drafts, places, strict=True)
    )
    links = (Link(start=shift + each.start, end=shift + each.end, target=each.target) for each in flow.links)
    return Document(
        text=f"{header.text}{gap}{flow.text}",
        blocks=(*header.blocks, *blocks),
        links=tuple(links),
        title=header.title or title,
        language=header.language or language,
        media_type=media_type,
        charset=charset,
    )
