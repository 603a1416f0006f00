"""Cursors of the change feed: they belong to one store, and say how far somebody has followed it."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import blake2b
from struct import Struct, error

from sqlalchemy import Connection
from starlette.exceptions import HTTPException

from models.errors import UsageError
from pipeline.store.cases import last_change
from pipeline.store.database import identity_of

_FORM = Struct(">8sQ4s")
_ANEW = "Ask without `after`, and take what comes as the whole: cases that do not come again are gone"


def write_cursor(store: str, sequence: int) -> str:
    """The cursor after that change of that store."""
    name = _digest(store.encode(), 8)
    return urlsafe_b64encode(_FORM.pack(name, sequence, _sum(name, sequence))).decode().rstrip("=")


def read_cursor(connection: Connection, cursor: str) -> int:
    """The number of the change after which the cursor stands; 0 where it is empty.

    Raises UsageError where it is none, HTTPException (410) where it is of another store or of one before a rebuild.
    """
    if not cursor:
        return 0
    name, sequence = _decode(cursor)
    if name != _digest(identity_of(connection).encode(), 8) or sequence > last_change(connection):
        raise HTTPException(410, f"The cursor is of another store, or of this one before it was rebuilt. {_ANEW}.")
    return sequence


def _decode(cursor: str) -> tuple[bytes, int]:
    try:
        name, sequence, check = _FORM.unpack(urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)))
    except (ValueError, error) as fault:
        raise UsageError("the cursor is none that this casemill gave: leave `after` out to begin anew") from fault
    if check != _sum(name, sequence):
        raise UsageError("the cursor is none that this casemill gave: leave `after` out to begin anew")
    return name, sequence


def _sum(name: bytes, sequence: int) -> bytes:
    return _digest(b"%b %d" % (name, sequence), 4)


def _digest(content: bytes, size: int) -> bytes:
    return blake2b(content, digest_size=size).digest()
