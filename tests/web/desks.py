"""Servers over a home with one milled page, for tests."""

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from unittest.mock import patch

import uvicorn
from fastapi.testclient import TestClient
from httpx2 import Response
from starlette.types import ASGIApp

from pipeline.index.follow import catch_up
from pipeline.store.database import opened, reading, writing
from tests.homes import make_home, run_here
from web.access.passwords import digest_of
from web.access.users import Role, add_user, find_user
from web.app import build_app
from web.desk import Desk, desk_at

HOST = "http://127.0.0.1:8000"
PASSWORD = "seven quiet herons"  # noqa: S105 -- of tests alone
PAGE = """<!doctype html><title>Harbour gardens 🌱</title><h1>Harbour gardens 🌱</h1>
<script>document.title = "bitten"</script><meta http-equiv="refresh" content="0;url=/sign-out">
<h2>Who took part</h2><p>The city council of Lyon &amp; the &lt;b&gt;Chamber of Commerce&lt;/b&gt; met on 4 May 2021. 🌊
Write to ada@example.org.</p><h2>What it cost</h2><p>It cost 12,000 euros.</p>"""


# Made once: a digest takes half a second, as it should.
_digest_of = cache(digest_of)


@contextmanager
def desk(
    home: Path, host: str = "127.0.0.1", settings: str = "", pages: Mapping[str, str] | None = None
) -> Iterator[Desk]:
    """The desk of a new home, which one user for each role may sign in at."""
    made = make_home(home, {"harbour.html": PAGE, **(pages or {})})
    if settings:
        with (home / "casemill.toml").open("a") as file:
            file.write(settings)
        made = type(made)(home=home)
    run_here(made)
    with opened(made.database_url) as store:
        with writing(store) as connection, patch("web.access.users.digest_of", _digest_of):
            for role in Role:
                add_user(connection, role.name.lower(), role, PASSWORD, at="2026-01-01T00:00:00Z")
        catch_up(made.processed, store)
        yield desk_at(made, store, host)


@contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    """The address on this machine at which the app answers."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


def browser(desk: Desk, base: str = HOST) -> TestClient:
    """Somebody who has not signed in yet; requests come from the page itself."""
    return TestClient(build_app(desk), base, headers={"origin": base}, follow_redirects=False)


def signed_in(desk: Desk, name: str) -> TestClient:
    """The user of that role, signed in."""
    client = browser(desk)
    with reading(desk.store) as connection:
        session = desk.sessions.begin(find_user(connection, name).id)
    client.cookies.set(desk.cookie, desk.sessions.cookie_of(session))
    client.headers["x-form-token"] = desk.sessions.form_token(session)
    return client


def decide(client: TestClient, case: str, *intents: object, query: str = "", **more: object) -> Response:
    return client.post(f"{case}/decisions{query}", json={"intents": intents, **more})


def words(client: TestClient, case: str, quote: str) -> dict[str, int]:
    start = client.get(case).json()["text"].index(quote)
    return {"start": start, "end": start + len(quote)}
