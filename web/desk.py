"""What all pages share while the server runs."""

from dataclasses import dataclass, field

from fastapi import Request
from sqlalchemy import Engine

from pipeline.settings import Settings
from web.access.attempts import Attempts
from web.access.hosts import is_loopback
from web.access.links import OneTimeLink
from web.access.secret import read_secret
from web.access.sessions import Sessions


@dataclass(frozen=True)
class Desk:
    """`is_local`: only this machine reaches the server, by no name of its own."""

    settings: Settings
    store: Engine
    sessions: Sessions
    is_local: bool = True
    attempts: Attempts = field(default_factory=Attempts)
    link: OneTimeLink = field(default_factory=OneTimeLink)

    @property
    def cookie(self) -> str:
        """The name of the session's cookie (RFC 6265bis: the prefix ties it to this host and to TLS)."""
        return "casemill" if self.is_local else "__Host-casemill"


def desk_at(settings: Settings, store: Engine, host: str) -> Desk:
    """The desk of a server that listens at `host`. Raises SettingsError where its key cannot be trusted."""
    sessions = Sessions(read_secret(settings.processed / "web" / "session.key"))
    return Desk(settings, store, sessions, is_local=is_loopback(host) and not settings.hosts)


def desk_of(request: Request) -> Desk:
    """The desk of the server that was asked."""
    desk = request.app.state.desk
    assert isinstance(desk, Desk)  # noqa: S101 -- tells the type; `build_app` has set it
    return desk
