"""What came of asking for a page."""

from enum import StrEnum
from typing import Literal

from models.frozen import Frozen


class FetchCode(StrEnum):
    """Why a page could not be had; they stand in docs/findings.md."""

    DENIED = "denied"
    FORBIDDEN_ADDRESS = "forbidden_address"
    NOT_FOUND = "not_found"
    OVERSIZED = "oversized"
    REDIRECTS = "redirects"
    ROBOTS = "robots"
    SOFT_ERROR = "soft_error"
    UNREACHABLE = "unreachable"
    UNREADABLE = "unreadable"


class Validators(Frozen):
    """What a server said of the bytes it gave, by which it can tell later that they are the same still."""

    etag: str | None = None
    last_modified: str | None = None


class Fetched(Frozen):
    """The page's bytes, unpacked; `url` is where the redirects led. `media_type` and `charset` are as declared."""

    kind: Literal["fetched"] = "fetched"
    url: str
    content: bytes
    media_type: str | None = None
    charset: str | None = None
    validators: Validators = Validators()


class Unchanged(Frozen):
    """The bytes are those that the validators spoke of."""

    kind: Literal["unchanged"] = "unchanged"


class Vanished(Frozen):
    """The server says that there is no such page (404, 410)."""

    kind: Literal["vanished"] = "vanished"
    message: str


class Refusal(Frozen):
    """The page is not to be had, and asking again tonight would not help."""

    kind: Literal["refused"] = "refused"
    code: FetchCode
    message: str


class Later(Frozen):
    """The page could not be had now. `wait` is how many seconds the server asks for.

    `host_down`: it is not this page alone, as far as one can tell: nobody answered, or the server has too much to do.
    """

    kind: Literal["later"] = "later"
    message: str
    wait: float | None = None
    host_down: bool = False


FetchOutcome = Fetched | Unchanged | Vanished | Refusal | Later
