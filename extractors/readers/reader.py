"""A captured page in, a Document out: its charset told, its format chosen, its reader called."""

import re
from itertools import chain
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from extractors.readers.charset import Decoded, decode
from extractors.readers.format import BytesFormat, Format, Likeness, TextFormat, formats
from extractors.readers.signature import is_binary, signature
from models.capture import Capture
from models.document import Document
from models.errors import BinaryPageError, EmptyPageError, OversizedPageError, PageError, UndecodablePageError

_MEGABYTE = 1024 * 1024
_WORD = re.compile(r"[^\W_]")
_PARAMETER = re.compile(r"""charset\s*=\s*["']?([\w:.+-]+)""", re.IGNORECASE)
_PLAIN = "text/plain"  # what servers declare of every text that they do not know


def read(capture: Capture, *, max_bytes: int = 20 * _MEGABYTE) -> Document:
    """The page as a Document: by its declared media type, its name, or what it looks like.

    Raises PageError, with one line that names the page and says what to do; no bytes make it raise anything else.
    """
    _refuse_size(capture, max_bytes)
    named = _named(capture)
    packed = _packed(capture.content, named)
    if packed:
        document = _unpacked(capture, packed)
    else:
        decoded = _decoded(capture)
        document = _textual(decoded.text, named).read(decoded)
    if not _WORD.search(document.text):
        raise EmptyPageError(f"{capture.uri} shows no words: mend it at its source, or leave it out")
    return document


def _refuse_size(capture: Capture, max_bytes: int) -> None:
    if not capture.content.strip():
        raise EmptyPageError(f"{capture.uri} is empty: fetch it again, or leave it out")
    size = len(capture.content)
    if size > max_bytes:
        raise OversizedPageError(
            f"{capture.uri} has {size / _MEGABYTE:.1f} MB, more than the {max_bytes / _MEGABYTE:.1f} MB allowed:"
            " raise max_page_bytes, or leave it out"
        )


def _named(capture: Capture) -> list[Format]:
    """The formats that the page's media type, then its name, speak of; `text/plain` says least and comes last."""
    declared = (capture.media_type or "").partition(";")[0].strip().lower()
    path = urlsplit(capture.uri).path if "://" in capture.uri else capture.uri
    suffix = PurePosixPath(path).suffix.lower()
    by_type = [each for each in formats() if declared in (each.media_type, *each.also)]
    by_name = [each for each in formats() if suffix in each.suffixes]
    return by_name + by_type if declared == _PLAIN else by_type + by_name


def _packed(content: bytes, named: list[Format]) -> BytesFormat | None:
    """The format of bytes that the content surely is, or is said to be and can be."""
    packed = [each for each in formats() if isinstance(each, BytesFormat)]
    sure = (each for each in packed if each.likeness(content) is Likeness.CERTAIN)
    said = (each for each in named if isinstance(each, BytesFormat) and each.likeness(content))
    return next(chain(sure, said), None)


def _unpacked(capture: Capture, packed: BytesFormat) -> Document:
    try:
        return packed.read(capture.content)
    except PageError as error:
        raise type(error)(f"{capture.uri} {error}") from error


def _decoded(capture: Capture) -> Decoded:
    known = signature(capture.content)
    if known:
        raise BinaryPageError(f"{capture.uri} is {known}, which no reader knows: convert it to HTML or text")
    parameter = _PARAMETER.search(capture.media_type or "")
    decoded = decode(capture.content, capture.charset or (parameter[1] if parameter else None))
    if decoded:
        return decoded
    if is_binary(capture.content):
        raise BinaryPageError(f"{capture.uri} holds binary data, not text: convert it to HTML or text")
    raise UndecodablePageError(f"{capture.uri} is in no known charset: save it as UTF-8 and capture it again")


def _textual(text: str, named: list[Format]) -> TextFormat:
    """What the text is said to be, unless it surely is another format or cannot be that; else what it looks like."""
    textual = [each for each in formats() if isinstance(each, TextFormat)]
    likeness = {each.media_type: each.likeness(text) for each in textual}
    best = max(textual, key=lambda each: (likeness[each.media_type], each.media_type == _PLAIN))
    if likeness[best.media_type] is Likeness.CERTAIN:
        return best
    said = (each for each in named if isinstance(each, TextFormat) and likeness[each.media_type])
    return next(said, best)
