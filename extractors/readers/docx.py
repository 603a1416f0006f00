"""Word documents (Office Open XML, ECMA-376): mammoth makes HTML of them, which is read as any other.

What runs along the pages' edges, tables of contents, comments and deleted words are left out; macros, pictures and
links are never opened.
"""

from io import BytesIO
from typing import TYPE_CHECKING

from extractors.readers.format import BytesFormat, Likeness
from extractors.readers.markup import document_of
from extractors.readers.package import entries_of, parts_of
from models.document import Document
from models.errors import EncryptedPageError, UnreadablePageError

if TYPE_CHECKING:
    from mammoth.documents import Image

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_BODY = "word/document.xml"
_STYLES = "\n".join(
    ["p[style-name='Title'] => h1:fresh"]
    + [
        f"p[style-name='{name} {level}'] => h{min(level + 1, 6)}:fresh"
        for name in ("heading", "Heading")
        for level in range(1, 10)
    ]
    + [f"p[style-name='toc {level}'] => !" for level in range(1, 10)]
)
"""Headings stand below the document's title; tables of contents are left out."""


def read(content: bytes) -> Document:
    """The document's body, its footnotes last.

    Raises EncryptedPageError, OversizedPageError or UnreadablePageError.
    """
    if content.startswith(_COMPOUND):
        if _LOCKED in content:
            raise EncryptedPageError("is encrypted: save it without a password")
        raise UnreadablePageError("is an old Word document (.doc): save it as .docx")
    parts_of(content)
    return document_of(_rendered(content), FORMAT.media_type)


def _rendered(content: bytes) -> str:
    import mammoth  # a tenth of a second, which most runs never need

    try:
        result = mammoth.convert_to_html(
            BytesIO(content), style_map=_STYLES, include_embedded_style_map=False, convert_image=_unseen
        )
    except Exception as error:  # its parsers raise whatever the damage leads them to
        raise UnreadablePageError("is damaged: open it in Word and save it anew, or fetch it again") from error
    return str(result.value)


def _unseen(_: "Image") -> list[object]:
    return []


def _likeness(content: bytes) -> Likeness:
    if content.startswith(_COMPOUND):
        return Likeness.POSSIBLE
    entries = entries_of(content)
    if entries is None:
        return Likeness.NONE
    return Likeness.CERTAIN if _BODY in entries else Likeness.NONE if entries else Likeness.POSSIBLE


FORMAT = BytesFormat(
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    read=read,
    likeness=_likeness,
    also=("application/vnd.ms-word.document.macroenabled.12", "application/msword"),
    suffixes=(".docx", ".docm", ".doc"),
)
