"""The link by which the person at this machine signs in without a password."""

import secrets
import time
from collections.abc import Callable
from hashlib import sha256
from hmac import compare_digest
from threading import Lock

LIFETIME = 10 * 60


class OneTimeLink:
    """A key that opens once, within 10 minutes; `user` names in sessions who came by it, for this server alone."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.user = f"link-{secrets.token_hex(16)}"
        self._clock = clock
        self._lock = Lock()
        self._digest: bytes | None = None
        self._until = 0.0

    def mint(self) -> str:
        """A new key, in place of the one before."""
        key = secrets.token_urlsafe(32)
        self._digest, self._until = sha256(key.encode()).digest(), self._clock() + LIFETIME
        return key

    def opens(self, key: str) -> bool:
        """Whether it is the key and still works; it does no more then."""
        given = sha256(key.encode("utf-8", "replace")).digest()
        with self._lock:
            kept = self._digest
            if kept is None or self._clock() > self._until or not compare_digest(given, kept):
                return False
            self._digest = None
            return True
