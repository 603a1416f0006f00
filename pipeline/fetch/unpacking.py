"""Bodies unpacked, never beyond a limit: a few kilobytes can be made to hold gigabytes."""

import zlib
from collections.abc import Sequence

import brotli

ACCEPTED = "gzip, deflate, br"
_PIECE = 1 << 16


class OverLimitError(Exception):
    """The bytes would be more than allowed."""


class DamagedError(Exception):
    """The bytes are not packed as they are said to be."""


def unpack(content: bytes, encodings: Sequence[str], *, limit: int) -> bytes:
    """`content` without its Content-Encoding(s), the last one applied undone first.

    Raises OverLimitError beyond `limit` bytes, at any step, and DamagedError.
    """
    for encoding in reversed(encodings):
        match encoding.strip().lower():
            case "" | "identity":
                continue
            case "gzip" | "x-gzip":
                content = gunzip(content, limit=limit)
            case "deflate":
                content = _inflate(content, limit)
            case "br":
                content = _unbrotli(content, limit)
            case other:
                raise DamagedError(f"packed as {other!r}, which was not asked for")
    if len(content) > limit:
        raise OverLimitError
    return content


def gunzip(content: bytes, *, limit: int) -> bytes:
    """The members of a gzip file, joined. Raises OverLimitError beyond `limit` bytes, and DamagedError."""
    pieces: list[bytes] = []
    while content:
        whole, content = _member(content, limit - sum(map(len, pieces)), 16 + zlib.MAX_WBITS)
        pieces.append(whole)
        # Some servers pad with zeros.
        content = content.lstrip(b"\0")
    return b"".join(pieces)


def _inflate(content: bytes, limit: int) -> bytes:
    try:
        return _member(content, limit, zlib.MAX_WBITS)[0]
    except DamagedError:
        # The standard wants zlib's header; half the servers leave it out.
        return _member(content, limit, -zlib.MAX_WBITS)[0]


def _member(content: bytes, limit: int, bits: int) -> tuple[bytes, bytes]:
    """What the first stream holds, and the bytes after it."""
    unpacker = zlib.decompressobj(bits)
    try:
        unpacked = unpacker.decompress(content, limit + 1)
    except zlib.error as error:
        raise DamagedError(str(error)) from error
    if len(unpacked) > limit:
        raise OverLimitError
    if not unpacker.eof:
        raise DamagedError("it ends too soon")
    return unpacked, unpacker.unused_data


def _unbrotli(content: bytes, limit: int) -> bytes:
    unpacker = brotli.Decompressor()
    pieces: list[bytes] = []
    try:
        piece = unpacker.process(content, output_buffer_limit=_PIECE)
        while piece:
            pieces.append(piece)
            if sum(map(len, pieces)) > limit:
                raise OverLimitError
            piece = unpacker.process(b"", output_buffer_limit=_PIECE)
    except brotli.error as error:
        raise DamagedError(str(error)) from error
    if not unpacker.is_finished():
        raise DamagedError("it ends too soon")
    return b"".join(pieces)
