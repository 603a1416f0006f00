"""Where a search goes on. A cursor says what was shown, not where it stood: the index may change between two pages."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from hashlib import blake2b
from struct import Struct, error, pack, unpack
from typing import NamedTuple
from zlib import crc32

from models.errors import UsageError

# The newest hits that were shown are known one by one, those before them by their number.
MOST_KNOWN = 1000
_MARK_BITS = 32
_HEAD = Struct(">B8s8sIQ")
_FORM = 1
_SUM = Struct(">I")


class Cursor(NamedTuple):
    """`passed` hits were shown, the newest of them `marks`; in the order of dates the last one stood at `last`."""

    store: bytes
    query: bytes
    passed: int = 0
    last: int = 0
    marks: tuple[int, ...] = ()


def digest(*parts: object) -> bytes:
    """A short name for what a cursor belongs to."""
    return blake2b(repr(parts).encode("utf-8", "backslashreplace"), digest_size=8).digest()


def mark_of(key: int) -> int:
    """What a cursor remembers of a case's key."""
    return key & ((1 << _MARK_BITS) - 1)


def advanced(cursor: Cursor, keys: Sequence[int], last: int = 0) -> Cursor:
    """The cursor after the cases with these keys were shown, too."""
    marks = (*cursor.marks, *map(mark_of, keys)) if not last else ()
    return cursor._replace(passed=cursor.passed + len(keys), last=last, marks=marks[-MOST_KNOWN:])


def write_cursor(cursor: Cursor) -> str:
    """The cursor as one word."""
    head = _HEAD.pack(_FORM, cursor.store, cursor.query, cursor.passed, cursor.last)
    body = head + pack(f">{len(cursor.marks)}I", *cursor.marks)
    return urlsafe_b64encode(_SUM.pack(crc32(body)) + body).decode().rstrip("=")


def read_cursor(word: str, store: bytes, query: bytes) -> Cursor:
    """The cursor that the word is. Raises UsageError where it is none, or goes on with another search."""
    cursor = _decode(word)
    if cursor is None:
        raise UsageError("the cursor is none that this casemill gave: leave it out, and the search begins anew")
    if cursor.store != store:
        raise UsageError("the cursor is of another store's search: leave it out, and the search begins anew")
    if cursor.query != query:
        raise UsageError("the cursor goes on with another query, filter or order: give the same, or leave it out")
    return cursor


def _decode(word: str) -> Cursor | None:
    try:
        raw = urlsafe_b64decode(word.encode("ascii") + b"=" * (-len(word) % 4))
        body = raw[_SUM.size :]
        form, store, query, passed, last = _HEAD.unpack_from(body)
        marks = body[_HEAD.size :]
        if _SUM.unpack_from(raw)[0] != crc32(body) or form != _FORM:
            return None
        return Cursor(store, query, passed, last, unpack(f">{len(marks) // 4}I", marks))
    except (ValueError, error):
        return None
