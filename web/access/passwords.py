"""Passwords, of which only a digest is kept: scrypt (RFC 7914) with the cost that OWASP's Password Storage Cheat Sheet
asks for, N = 2^17, r = 8, p = 1.
"""

import hashlib
import hmac
import os
from base64 import b64decode, b64encode
from threading import Lock

from models.errors import UsageError

# OWASP's Authentication Cheat Sheet, for a password that stands alone.
SHORTEST = 15
LONGEST = 1000
_COST = (2**17, 8, 1)
_SALT = 16
# A digest takes 128 MiB: one at a time, however many ask.
_turn = Lock()


def digest_of(password: str) -> str:
    """The digest to keep, with its salt and cost. Raises UsageError where the password is too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise UsageError(f"a password has {SHORTEST} to {LONGEST} characters; take a few words")
    salt = os.urandom(_SALT)
    return "$".join(("scrypt", *map(str, _COST), _text(salt), _text(_scrypt(password, salt, *_COST))))


def is_right(password: str, digest: str | None) -> bool:
    """Whether the digest is of the password; without a digest it takes as long to say no."""
    _, *cost, salt, kept = (digest or _NOBODY).split("$")
    made = _scrypt(password[:LONGEST], b64decode(salt), *map(int, cost))
    return hmac.compare_digest(made, b64decode(kept)) and digest is not None


def _scrypt(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    with _turn:
        given = password.encode("utf-8", "surrogatepass")
        return hashlib.scrypt(given, salt=salt, n=n, r=r, p=p, maxmem=256 * n * r, dklen=32)


def _text(digest: bytes) -> str:
    return b64encode(digest).decode()


_NOBODY = "$".join(("scrypt", *map(str, _COST), _text(bytes(_SALT)), _text(bytes(32))))
