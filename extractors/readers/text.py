"""Plain text: kept as it is, so that every offset points into the page itself."""

from extractors.readers.charset import Decoded
from extractors.readers.format import Likeness, TextFormat
from extractors.readers.lines import stretches
from extractors.readers.underlines import with_headings
from models.document import Block, Document


def read(source: Decoded) -> Document:
    """The source unchanged, with a block for each underlined heading, paragraph and bullet."""
    return Document(
        text=source.text,
        blocks=tuple(
            Block(kind=each.kind, start=each.start, end=each.end, level=each.level)
            for each in with_headings(source.text, stretches(source.text))
        ),
        media_type=FORMAT.media_type,
        charset=source.charset,
    )


def _likeness(text: str) -> Likeness:  # noqa: ARG001 - any text may be plain
    return Likeness.POSSIBLE


FORMAT = TextFormat(media_type="text/plain", read=read, likeness=_likeness, suffixes=(".txt", ".text"))
