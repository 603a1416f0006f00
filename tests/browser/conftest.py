import threading
from collections.abc import Iterator
from shutil import which

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from tests.web import desks
from web.app import build_app
from web.desk import Desk

_CHROMIUM = which("chromium") or which("chromium-browser")


# Playwright keeps an event loop running in this thread, in which no other test could have its own.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    if _CHROMIUM is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def desk(tmp_path_factory) -> Iterator[Desk]:
    with desks.desk(tmp_path_factory.mktemp("desk") / "home") as made:
        yield made


@pytest.fixture(scope="session")
def address(desk) -> Iterator[str]:
    server = uvicorn.Server(uvicorn.Config(build_app(desk), port=0, log_level="warning"))
    started = threading.Event()
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        started.wait(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.fixture
def page(chromium, desk, address) -> Iterator[Page]:
    context = chromium.new_context(base_url=address)
    page = context.new_page()
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("console", lambda told: page.faults.append(told.text) if told.type == "error" else None)
    page.goto(f"/sign-in?key={desk.link.mint()}")
    yield page
    context.close()
