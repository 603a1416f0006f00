import json
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from shutil import which

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from pipeline.store.cases import live_cases, read_document
from pipeline.store.database import reading
from tests.browser import grammar
from tests.browser.hands import open_case
from tests.web import desks
from web.access.users import find_user
from web.app import build_app
from web.desk import Desk

CHROMIUM = which("chromium") or which("chromium-browser")
# Each test that decides has a case of its own.
_CASES = 40
_USERS = {"reader", "curator", "admin"}
_FORM = Path(__file__).parents[2] / "examples" / "pages" / "policy_guidance" / "porto_cork_laboratory.txt"
CROWDED = "Makers of quarter 0"
FORM = "The Cork Oak Laboratory, Porto"


# Playwright keeps an event loop running in this thread, in which no other test could have its own.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def desk(tmp_path_factory) -> Iterator[Desk]:
    pages = {f"makers-{number}.html": grammar.page(number, 6) for number in range(1, _CASES + 1)}
    pages["form.txt"] = _FORM.read_text(encoding="utf-8")
    pages["crowded.html"] = grammar.page(0, 60)
    with desks.desk(tmp_path_factory.mktemp("desk") / "home", pages=pages) as made:
        yield made


@pytest.fixture(scope="session")
def address(desk) -> Iterator[str]:
    with desks.served(build_app(desk)) as made:
        yield made


@pytest.fixture(scope="session")
def cases(desk) -> dict[str, str]:
    """The address of each case by its title."""
    with reading(desk.store) as connection:
        documents = ((each.id, read_document(connection, each.id)) for each in live_cases(connection))
        return {json.loads(document)["title"]: f"/cases/{name}" for name, document in documents}


@pytest.fixture(scope="session")
def numbers() -> Iterator[int]:
    return count(1)


@pytest.fixture
def fresh(cases, numbers) -> str:
    return cases[f"Makers of quarter {next(numbers)}"]


@pytest.fixture(scope="module")
def contexts(chromium, desk, address) -> Iterator[Callable[[str], BrowserContext]]:
    """A browser of one's own for each user, who has signed in."""
    made: dict[str, BrowserContext] = {}

    def context_of(name: str) -> BrowserContext:
        if name not in made:
            made[name] = chromium.new_context(base_url=address)
        if name in _USERS:
            sign_in(made[name], desk, name, address)
        return made[name]

    yield context_of
    for context in made.values():
        context.close()


@pytest.fixture
def sit_down(contexts) -> Iterator[Callable[..., Page]]:
    """A page at which the user has signed in; what goes wrong in it is kept in `faults`."""
    pages = []

    def sit(name: str = "curator") -> Page:
        page = contexts(name).new_page()
        pages.append(page)
        page.set_default_timeout(15_000)
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("console", lambda told: page.faults.append(told.text) if _is_fault(told) else None)
        return page

    yield sit
    for page in pages:
        page.close()


def _is_fault(told: ConsoleMessage) -> bool:
    # Answers that are meant to refuse are no fault of the page.
    return told.type == "error" and not told.text.startswith("Failed to load resource")


def sign_in(context: BrowserContext, desk: Desk, name: str, address: str) -> None:
    with reading(desk.store) as connection:
        user = find_user(connection, name)
    cookie = desk.sessions.cookie_of(desk.sessions.begin(user.id))
    context.add_cookies([{"name": desk.cookie, "value": cookie, "url": address}])


@pytest.fixture
def page(sit_down, desk) -> Page:
    page = sit_down("by link")
    page.goto(f"/sign-in?key={desk.link.mint()}")
    return page


@pytest.fixture
def at(sit_down, fresh) -> Iterator[Page]:
    """A case of the test's own, with a curator before it."""
    page = sit_down()
    open_case(page, fresh)
    yield page
    assert page.faults == []
