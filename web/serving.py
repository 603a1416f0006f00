"""The server."""

from collections.abc import Callable

import uvicorn

from models.errors import UsageError
from pipeline.roster import reconcile
from pipeline.settings import Settings
from pipeline.store.database import opened, reading
from web.access.users import count_users
from web.app import build_app
from web.desk import Desk, desk_at


def serve(settings: Settings, *, host: str, port: int, say: Callable[[str], None]) -> None:
    """Answers until it is interrupted. Raises UsageError where others would reach it and nobody could sign in."""
    with opened(settings.database_url) as store:
        reconcile(store, settings.raw)
        desk = desk_at(settings, store, host)
        if not desk.is_local:
            _require_users(desk)
        shown = f"[{host}]" if ":" in host else host
        say(_invitation(desk, f"http://{shown}:{port}"))
        uvicorn.run(
            build_app(desk),
            host=host,
            port=port,
            log_level="warning",
            server_header=False,
            # A proxy on this machine tells who asks; without names of its own there is none.
            proxy_headers=bool(settings.hosts),
            timeout_graceful_shutdown=5,
        )


def _require_users(desk: Desk) -> None:
    with reading(desk.store) as connection:
        if desk.provider is None and not count_users(connection):
            raise UsageError(
                "others could reach this server and nobody could sign in: "
                "add a user with `casemill users add NAME --role admin`"
            )


def _invitation(desk: Desk, address: str) -> str:
    if desk.is_local:
        return f"Sign in, once and within 10 minutes: {address}/sign-in?key={desk.link.mint()}\nCtrl-C ends it."
    return (
        f"Listening at {address}. Others sign in over HTTPS alone: put a proxy that ends TLS before it "
        "(docs/serving.md).\nCtrl-C ends it."
    )
