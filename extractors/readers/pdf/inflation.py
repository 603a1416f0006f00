"""How large a PDF's packed streams are once unpacked: told piece by piece, and nothing of it kept."""

import re
import zlib

from models.errors import OversizedPageError

_MEGABYTE = 1024 * 1024
_MOST = 256 * _MEGABYTE
_STEP = 4 * _MEGABYTE
_STREAM = re.compile(rb"(?:/FlateDecode|/Fl\b)[^\0]{0,1000}?stream\r?\n")
_IMAGE = re.compile(rb"/Subtype\s*/Image\b")
_BEFORE = 600
_TWICE = re.compile(rb"(?:/FlateDecode|/Fl\b)\s*(?:/FlateDecode|/Fl\b)")


def refuse_bombs(content: bytes) -> None:
    """Raises OversizedPageError where text and fonts would unpack to more than is safe.

    Pictures are not counted, since nothing reads them.
    """
    total = 0
    for found in _STREAM.finditer(content):
        if _IMAGE.search(content, max(0, found.start() - _BEFORE), found.end()):
            continue
        total += _MOST if _TWICE.search(found[0]) else _inflated(content, found.end(), _MOST - total)
        if total >= _MOST:
            raise OversizedPageError(
                f"would unpack to more than the {_MOST // _MEGABYTE} MB that are safe: print it anew, or leave it out"
            )


def _inflated(content: bytes, start: int, most: int) -> int:
    """The size of the stream that starts there, as far as `most`; what comes before an error counts."""
    packer = zlib.decompressobj()
    size = 0
    packed = content[start : start + _STEP]
    while packed and not packer.eof and size < most:
        try:
            size += len(packer.decompress(packed, _STEP))
        except zlib.error:
            break
        start += 0 if packer.unconsumed_tail else _STEP
        packed = packer.unconsumed_tail or content[start : start + _STEP]
    return size
