"""What a browser keeps while its owner is at the provider: a signed cookie, worth nothing after 10 minutes."""

import hashlib
import secrets
from base64 import urlsafe_b64encode

from itsdangerous import BadData, URLSafeTimedSerializer
from pydantic import ValidationError

from models.frozen import Frozen

LIFETIME = 10 * 60


class Errand(Frozen):
    """`state` ties the answer to this browser, `nonce` the ID token to it, `verifier` the code (RFC 7636)."""

    state: str
    nonce: str
    verifier: str
    onward: str

    @property
    def challenge(self) -> str:
        """What the provider is told of the verifier: S256 (RFC 7636, section 4.2)."""
        return urlsafe_b64encode(hashlib.sha256(self.verifier.encode()).digest()).decode().rstrip("=")


class Errands:
    """Begins errands, and knows their cookies again."""

    def __init__(self, key: bytes) -> None:
        self._cookies = URLSafeTimedSerializer(
            key, salt="casemill errand", signer_kwargs={"digest_method": hashlib.sha256}
        )

    def begin(self, onward: str) -> Errand:
        """A new one; `onward` is where its owner wants to go."""
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        return Errand(state=state, nonce=nonce, verifier=verifier, onward=onward)

    def cookie_of(self, errand: Errand) -> str:
        """What the browser is given to keep."""
        return str(self._cookies.dumps(errand.model_dump()))

    def read(self, cookie: str) -> Errand | None:
        """The errand that the cookie tells of; None where it was not signed here, or is too old."""
        try:
            return Errand.model_validate(self._cookies.loads(cookie, max_age=LIFETIME))
        except (BadData, ValidationError):
            return None
