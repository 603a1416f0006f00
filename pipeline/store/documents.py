"""Records as the store keeps them: JSON under Zstandard."""

from functools import cache

import zstandard

_LEVEL = 6


def pack(document: bytes) -> bytes:
    """The document compressed; the same bytes give the same bytes."""
    return _compressor().compress(document)


def unpack(packed: bytes) -> bytes:
    """What `pack` was given."""
    return _decompressor().decompress(packed)


@cache
def _compressor() -> zstandard.ZstdCompressor:
    return zstandard.ZstdCompressor(level=_LEVEL)


@cache
def _decompressor() -> zstandard.ZstdDecompressor:
    return zstandard.ZstdDecompressor()
