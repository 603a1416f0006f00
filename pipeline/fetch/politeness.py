"""How a source's sites are treated: its `[politeness]` table."""

from importlib.metadata import version

from pydantic import Field

from models.frozen import Frozen

ROBOT = "casemill"


class Politeness(Frozen):
    """Seconds, counts and hosts. `delay` lies between two requests to one host; a robots.txt may ask for more.

    A request that fails for now is made `attempts` times; the wait before the second is `backoff`, and doubles. The
    longest wait that a server may ask for is `patience`: beyond it the host is left alone until the next run.
    `allow_hosts` are hosts, or `host:port`, that may be reached although they lie in a private network.
    """

    contact: str | None = Field(default=None, pattern=r"^[\x21-\x7e]+$")
    delay: float = Field(default=1.0, ge=0, le=3600)
    attempts: int = Field(default=3, ge=1, le=10)
    backoff: float = Field(default=2.0, ge=0, le=600)
    patience: float = Field(default=300.0, ge=0, le=3600)
    timeout: float = Field(default=60.0, gt=0, le=3600)
    redirects: int = Field(default=5, ge=0, le=20)
    max_pages: int = Field(default=50_000, gt=0)
    allow_hosts: tuple[str, ...] = ()


def user_agent(contact: str | None) -> str:
    """Who asks, as the request says it: the program, its version, and where to complain."""
    name = f"{ROBOT}/{version('casemill')}"
    return f"{name} (+{contact})" if contact else name
