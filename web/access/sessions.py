"""Sessions: a signed cookie says who signed in when, so a server that starts anew knows them still."""

import hashlib
import secrets
import time
from collections.abc import Callable
from hmac import compare_digest

from itsdangerous import BadData, Signer, URLSafeSerializer
from pydantic import ValidationError

from models.frozen import Frozen, revise

# Seconds: a session ends so long after it was used last, and so long after it began.
IDLE = 2 * 3600
ABSOLUTE = 12 * 3600
_RENEWED_AFTER = 60
_SHA256 = {"digest_method": hashlib.sha256}


class Session(Frozen):
    """Who signed in: `user` is the id of a user, or the server's own name where it was by its one-time link."""

    id: str
    user: str
    begun: float
    seen: float


class Sessions:
    """Begins, reads and ends sessions; those ended by hand are remembered until they would have ended."""

    def __init__(self, key: bytes, clock: Callable[[], float] = time.time) -> None:
        self._cookies = URLSafeSerializer(key, salt="casemill session", signer_kwargs=_SHA256)
        self._tokens = Signer(key, salt="casemill csrf", digest_method=hashlib.sha256)
        self._clock = clock
        self._ended: dict[str, float] = {}

    def begin(self, user: str) -> Session:
        """A new session of the user's."""
        now = self._clock()
        return Session(id=secrets.token_urlsafe(16), user=user, begun=now, seen=now)

    def cookie_of(self, session: Session) -> str:
        """What the browser is given to keep."""
        return str(self._cookies.dumps(session.model_dump()))

    def read(self, cookie: str) -> Session | None:
        """The session that the cookie tells of; None where it was not signed here, or is over."""
        try:
            session = Session.model_validate(self._cookies.loads(cookie))
        except (BadData, ValidationError):
            return None
        now = self._clock()
        over = now - session.seen > IDLE or now - session.begun > ABSOLUTE or session.id in self._ended
        return None if over else session

    def renewed(self, session: Session) -> Session | None:
        """The session as used now; None where that is no news yet."""
        now = self._clock()
        return revise(session, seen=now) if now - session.seen > _RENEWED_AFTER else None

    def end(self, session: Session) -> None:
        """The session is over, also for who kept a copy of its cookie."""
        now = self._clock()
        self._ended = {key: until for key, until in self._ended.items() if until > now}
        self._ended[session.id] = session.begun + ABSOLUTE

    def form_token(self, session: Session) -> str:
        """What a form of this session bears, which no other site can know."""
        return self._tokens.get_signature(session.id).decode()

    def is_form_token(self, session: Session, given: str) -> bool:
        """Whether a form of this session bore that."""
        return compare_digest(self.form_token(session).encode(), given.encode("utf-8", "replace"))
