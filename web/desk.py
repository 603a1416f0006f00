"""What all pages share while the server runs."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fastapi import Request
from sqlalchemy import Engine

from models.errors import SettingsError
from pipeline.oidc import read_client_secret
from pipeline.settings import FILE, Settings
from pipeline.statistics import Counting
from web.access.attempts import Attempts
from web.access.hosts import is_loopback
from web.access.links import OneTimeLink
from web.access.narrow import NarrowKeys
from web.access.secret import read_secret
from web.access.sessions import Sessions

if TYPE_CHECKING:
    from web.oidc.provider import Provider


@dataclass(frozen=True)
class Desk:
    """`is_local`: only this machine reaches the server, by no name of its own. `provider` signs people in, if any."""

    settings: Settings
    store: Engine
    sessions: Sessions
    narrow: NarrowKeys
    is_local: bool = True
    provider: "Provider | None" = None
    attempts: Attempts = field(default_factory=Attempts)
    link: OneTimeLink = field(default_factory=OneTimeLink)
    counting: Counting = field(default_factory=Counting)

    @property
    def cookie(self) -> str:
        """The name of the session's cookie (RFC 6265bis: the prefix ties it to this host and to TLS)."""
        return "casemill" if self.is_local else "__Host-casemill"


def desk_at(settings: Settings, store: Engine, host: str) -> Desk:
    """The desk of a server that listens at `host`. Raises SettingsError where its key cannot be trusted."""
    key = read_secret(settings.processed / "web" / "session.key")
    is_local = is_loopback(host) and not settings.hosts
    return Desk(settings, store, Sessions(key), NarrowKeys(key), is_local=is_local, provider=_provider(settings, key))


def _provider(settings: Settings, key: bytes) -> "Provider | None":
    if settings.oidc is None:
        return None
    try:
        from web.oidc.provider import Provider
    except ModuleNotFoundError as error:
        fact = f"{settings.home / FILE}: oidc: the package {error.name} is missing"
        raise SettingsError(f"{fact}; install casemill[oidc], or remove the table") from error
    return Provider(settings.oidc, read_client_secret(settings.oidc, settings.home), key)


def desk_of(request: Request) -> Desk:
    """The desk of the server that was asked."""
    desk = request.app.state.desk
    assert isinstance(desk, Desk)  # noqa: S101 -- tells the type; `build_app` has set it
    return desk
