"""Records as the store keeps them: JSON under Zstandard."""

from functools import cache

import zstandard
from pydantic import ValidationError

from models.errors import StoreError
from models.record import CaseRecord

_LEVEL = 6


def pack(document: bytes) -> bytes:
    """The document compressed; the same bytes give the same bytes."""
    return _compressor().compress(document)


def unpack(packed: bytes) -> bytes:
    """What `pack` was given."""
    return _decompressor().decompress(packed)


def record_of(case_id: str, document: bytes) -> CaseRecord:
    """The case's record. Raises StoreError where it is stored in the form of another casemill."""
    try:
        return CaseRecord.model_validate_json(document)
    except ValidationError as error:
        raise StoreError(
            f"{case_id} is stored in a form that this casemill cannot read; run its source again: casemill run"
        ) from error


@cache
def _compressor() -> zstandard.ZstdCompressor:
    return zstandard.ZstdCompressor(level=_LEVEL)


@cache
def _decompressor() -> zstandard.ZstdDecompressor:
    return zstandard.ZstdDecompressor()
