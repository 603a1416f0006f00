import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.xdist_group("browser")
LISTS = ("/actors", "/events", "/places")


@pytest.fixture
def reading(sit_down):
    page = sit_down("reader")
    yield page
    assert page.faults == []


@pytest.mark.parametrize("path", [*LISTS, "/instruments", "/statistics"])
@pytest.mark.parametrize("width", [1200, 360])
def test_a_page_of_readers_is_whole_for_all(reading, path, width) -> None:
    reading.set_viewport_size({"width": width, "height": 740})
    reading.goto(path)
    assert Axe().run(reading).response["violations"] == []
    assert reading.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", LISTS)
def test_one_of_them_is_reached_and_whole(reading, path) -> None:
    reading.goto(path)
    reading.locator(".shelf tbody a").first.click()
    reading.wait_for_url(f"**{path}/*")
    assert Axe().run(reading).response["violations"] == []
    assert reading.locator(".hits li mark").count() > 0


def test_a_printed_page_has_no_navigation(reading) -> None:
    reading.goto("/actors")
    reading.emulate_media(media="print")
    assert [reading.locator(part).is_visible() for part in (".site", ".search", ".filters", ".shelf")] == [
        False,
        False,
        False,
        True,
    ]
    assert reading.pdf().startswith(b"%PDF")
