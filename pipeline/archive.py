"""Captured bytes under `raw/`, by their SHA-256: `ab/cd/abcd…`. Written once, never changed."""

from contextlib import suppress
from hashlib import file_digest, sha256
from io import BytesIO
from pathlib import Path
from typing import IO

from models.errors import StoreError
from pipeline.durable import incoming, settle

_PIECE = 1 << 20


def address(raw: Path, digest: str) -> Path:
    """Where the bytes of `digest` (hexadecimal SHA-256) lie."""
    return raw / digest[:2] / digest[2:4] / digest


def find(digest: str, *raws: Path) -> Path | None:
    """Where the bytes of `digest` lie, in the first of the archives that has them; None where none has."""
    return next((path for raw in raws if (path := address(raw, digest)).is_file()), None)


def digest_of(path: Path) -> str:
    """The SHA-256 of the file's bytes, in hexadecimal. Raises OSError."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def is_whole(raw: Path, digest: str) -> bool:
    """Whether the bytes of `digest` are there, and what they were."""
    path = address(raw, digest)
    return path.is_file() and digest_of(path) == digest


def set_aside(raw: Path, digest: str) -> Path:
    """Where the bytes of `digest` should be; what lies there, if anything, is damaged and makes room for them."""
    path = address(raw, digest)
    with suppress(OSError):
        path.replace(path.with_name(f"{digest}.damaged"))
    return path


def keep(raw: Path, path: Path, digest: str) -> str:
    """The digest of the file's bytes, which lie in the archive from now on; `digest` is what it was a moment ago.

    The bytes pass in pieces, so a file of any size may come. Raises OSError where `path` cannot be opened, StoreError
    where the archive cannot be written.
    """
    if address(raw, digest).is_file():
        return digest
    with path.open("rb") as source:
        try:
            return _copy(source, raw)
        except OSError as error:
            raise _unwritable(raw, error) from error


def keep_bytes(raw: Path, content: bytes) -> str:
    """The digest of `content`, which lies in the archive from now on. Raises StoreError."""
    digest = sha256(content).hexdigest()
    if not address(raw, digest).is_file():
        try:
            _copy(BytesIO(content), raw)
        except OSError as error:
            raise _unwritable(raw, error) from error
    return digest


def _unwritable(raw: Path, error: OSError) -> StoreError:
    return StoreError(f"{raw} cannot be written ({error.strerror}): make room, or let casemill write")


def _copy(source: IO[bytes], raw: Path) -> str:
    counted = sha256()
    with incoming(raw) as copy:
        while piece := source.read(_PIECE):
            counted.update(piece)
            copy.write(piece)
        # The page may have changed in that moment: what was copied counts.
        digest = counted.hexdigest()
        settle(copy, address(raw, digest))
    return digest


def read(raw: Path, digest: str) -> bytes:
    """The bytes of `digest`. Raises StoreError where they are missing or no longer what they were."""
    path = address(raw, digest)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise StoreError(
            f"{path}: archived bytes cannot be read ({error.strerror}); restore raw/ from a copy"
        ) from error
    if sha256(content).hexdigest() != digest:
        raise StoreError(f"{path} has changed on disk: restore this file from a copy of raw/")
    return content
