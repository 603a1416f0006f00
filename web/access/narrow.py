"""Keys that open one door alone, for programs that can send no header: they stand in its address.

An address is seen by more eyes than a header: logs of a proxy, project files. So such a key opens nothing but
reconciliation, which tells names of organisations that any reader may see, and never a contact.
"""

import hashlib

from itsdangerous import BadSignature, Signer


class NarrowKeys:
    """Signed with the server's own key: a key ends with its user, and all of them with that."""

    def __init__(self, key: bytes) -> None:
        self._signer = Signer(key, salt="casemill reconciliation", sep="~", digest_method=hashlib.sha256)

    def key_of(self, user: str) -> str:
        """The key of the user with that id."""
        return self._signer.sign(user.encode()).decode()

    def user_of(self, key: str) -> str | None:
        """The id of the user whose key it is; None where it was not signed here."""
        try:
            return self._signer.unsign(key.encode("utf-8", "replace")).decode()
        except (BadSignature, UnicodeDecodeError):
            return None
