import pytest
from axe_playwright_python.sync_playwright import Axe

from pipeline.settings import load_settings
from pipeline.store.database import opened
from tests.homes import make_home
from tests.web import providers
from tests.web.desks import served
from web.app import build_app
from web.desk import desk_at

OIDC = """
[oidc]
issuer = "{issuer}"
client_id = "casemill desk"
client_secret = "a secret / of two"
name = "the Guild of Otters"
default_role = "curator"
"""


@pytest.fixture
def address(tmp_path):
    home = make_home(tmp_path / "home", {}).home
    with providers.serving() as provider:
        provider.asks = True
        # By another name than the desk's: to a browser it is another site.
        provider.address = provider.address.replace("127.0.0.1", "localhost")
        with (home / "casemill.toml").open("a") as file:
            file.write(OIDC.format(issuer=provider.address))
        settings = load_settings(home)
        with opened(settings.database_url) as store, served(build_app(desk_at(settings, store, "127.0.0.1"))) as made:
            yield made


def test_who_comes_back_from_another_site_is_signed_in(chromium, address):
    page = chromium.new_page(viewport={"width": 360, "height": 640})
    page.goto(f"{address}/?query=otter")
    page.get_by_role("link", name="Sign in with the Guild of Otters").focus()
    assert Axe().run(page).violations_count == 0
    page.keyboard.press("Enter")
    page.get_by_role("link", name="It is me").click()
    page.wait_for_url(f"{address}/?query=otter")
    assert page.get_by_text("ada.lovelace").is_visible()
    page.close()
