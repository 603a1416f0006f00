"""Pictures of the pages for the docs: `python -m tests.portraits` takes them anew."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from pipeline.store.cases import live_cases, read_document
from pipeline.store.database import reading
from tests.browser.conftest import CHROMIUM, sign_in
from tests.browser.hands import choose, expect_saved, names, press, select
from tests.web import desks
from web.app import build_app
from web.desk import Desk

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
_WIDE, _NARROW = {"width": 1200, "height": 640}, {"width": 360, "height": 740}
_PAGES = ("ghent_textile_table.txt", "porto_cork_laboratory.txt")


@contextmanager
def served(desk: Desk) -> Iterator[str]:
    """The address of a server for the desk."""
    server = uvicorn.Server(uvicorn.Config(build_app(desk), port=0, log_level="warning"))
    thread, waiting = Thread(target=server.run), Event()
    thread.start()
    while not server.started:
        waiting.wait(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


def sit(browser: Browser, desk: Desk, address: str, name: str, *, narrow: bool = False) -> Page:
    """A page of the user's, light and wide, or dark and narrow."""
    size, scheme = (_NARROW, "dark") if narrow else (_WIDE, "light")
    context = browser.new_context(base_url=address, viewport=size, color_scheme=scheme)
    sign_in(context, desk, name, address)
    return context.new_page()


def case_of(desk: Desk, words: bytes) -> str:
    """The address of the case that holds the words."""
    with reading(desk.store) as connection:
        every = (each.id for each in live_cases(connection))
        return next(f"/cases/{name}" for name in every if words in read_document(connection, name))


def take(page: Page, name: str) -> None:
    """The picture of what is in sight."""
    page.wait_for_timeout(300)
    page.screenshot(path=IMAGES / f"{name}.png")


def decide(page: Page) -> None:
    """A few decisions, for something to be seen."""
    choose(page, names(page, "actors")[0])
    press(page, "a")
    expect_saved(page)
    choose(page, names(page, "actors")[4])


def main() -> None:
    """Writes docs/images/*.png."""
    IMAGES.mkdir(exist_ok=True)
    pages = {name: (ROOT / "examples" / "pages" / "policy_guidance" / name).read_text("utf-8") for name in _PAGES}
    with (
        TemporaryDirectory() as folder,
        desks.desk(Path(folder) / "home", pages=pages) as desk,
        served(desk) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        portray(browser, desk, address)
        browser.close()


def portray(browser: Browser, desk: Desk, address: str) -> None:
    """Every picture."""
    case = case_of(desk, b"Ghent Textile")
    page = sit(browser, desk, address, "curator")
    page.goto(case)
    decide(page)
    take(page, "desk")
    select(page, "working party")
    take(page, "desk-add")
    press(page, "Escape")
    other = sit(browser, desk, address, "admin")
    other.goto(case)
    page.route("**/desk", lambda route: route.abort())
    disputed = names(other, "actors")[4]
    choose(other, disputed)
    press(other, "r")
    expect_saved(other)
    choose(page, disputed)
    press(page, "a")
    page.locator("#banner").wait_for()
    take(page, "desk-conflict")
    phone = sit(browser, desk, address, "curator", narrow=True)
    phone.goto(case)
    press(phone, *"nnnnnn")
    take(phone, "desk-phone")


if __name__ == "__main__":
    main()
