"""Pictures of the pages for the docs: `python -m tests.portraits` takes them anew."""

from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

from pipeline.oidc import OidcSettings
from pipeline.store.cases import live_cases, read_document
from pipeline.store.database import opened, reading
from tests.browser.conftest import CHROMIUM, sign_in
from tests.browser.hands import choose, expect_saved, names, press, select
from tests.homes import make_home
from tests.web import desks
from web.app import build_app
from web.desk import Desk, desk_at

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
_WIDE, _NARROW = {"width": 1200, "height": 640}, {"width": 360, "height": 740}
_PAGES = ("ghent_textile_table.txt", "porto_cork_laboratory.txt")


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
        desks.served(build_app(desk)) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        portray(browser, desk, address)
        portray_signing_in(browser, Path(folder) / "other")
        browser.close()


def portray(browser: Browser, desk: Desk, address: str) -> None:
    """Every picture."""
    case = case_of(desk, b"Ghent Textile")
    page = sit(browser, desk, address, "curator")
    page.goto("/queue")
    take(page, "queue")
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
    page.goto("/actors?q=cork")
    page.locator(".shelf tbody a").first.click()
    take(page, "reading-actor")
    phone.goto("/statistics")
    take(phone, "reading-phone")


def portray_signing_in(browser: Browser, home: Path) -> None:
    """The page to sign in at, where a provider is set."""
    made = make_home(home, {})
    oidc = OidcSettings(issuer="https://id.example.org", client_id="x", name="the Guild", default_role="reader")
    settings = made.model_copy(update={"oidc": oidc})
    with opened(settings.database_url) as store, desks.served(build_app(desk_at(settings, store, "127.0.0.1"))) as at:
        page = browser.new_page(viewport={"width": 480, "height": 440}, color_scheme="light")
        page.goto(f"{at}/sign-in")
        take(page, "sign_in")


if __name__ == "__main__":
    main()
