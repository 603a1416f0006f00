import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.hands import chosen, expect_saved, painted, press

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture
def queue(sit_down):
    page = sit_down()
    page.goto("/queue?reason=confidence")
    yield page
    assert page.faults == []


def open_first(page) -> None:
    expect(page.get_by_role("link", name="Begin with the first")).to_be_focused()
    press(page, "Enter")
    page.wait_for_url("**/cases/**")
    expect(page.locator("#text")).to_be_focused()


def case_of(page) -> str:
    return page.url.partition("?")[0]


def test_enter_opens_the_first_and_deciding_leads_on_to_the_next_case(queue) -> None:
    open_first(queue)
    first = case_of(queue)
    expect(queue.locator("#lead")).to_contain_text("% sure that it is right")
    assert chosen(queue) in painted(queue, "doubt")
    told = queue.locator("#sitting").inner_text()
    others = queue.locator("li.doubt").count()
    press(queue, "a", *"d" * others)
    queue.wait_for_url(lambda address: "/cases/" in address and not address.startswith(first))
    expect(queue.locator("#sitting")).not_to_have_text(told)
    assert re.match(r"[1-9]\d* of \d+", queue.locator("#sitting").inner_text())
    assert chosen(queue) in painted(queue, "doubt")


def test_what_is_passed_by_stays(queue) -> None:
    open_first(queue)
    first = case_of(queue)
    press(queue, *"d" * queue.locator("li.doubt").count())
    queue.wait_for_url(lambda address: "/cases/" in address and not address.startswith(first))
    queue.goto("/queue/next?reason=confidence")
    assert case_of(queue) == first


def test_a_finding_is_seen_by_key_or_button(sit_down) -> None:
    page = sit_down()
    page.goto("/queue?reason=drift")
    open_first(page)
    press(page, "a")
    expect_saved(page)
    expect(page.locator("#findings .told")).to_have_text("seen by a curator")
    button = page.locator("#findings .settle").first
    button.click()
    expect_saved(page)
    expect(page.locator("#findings .told")).to_have_count(2)
    assert page.faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/queue", "/queue?source=nowhere", "/queue/next?reason=confidence"])
def test_the_queue_passes_axe_and_fits_a_phone(sit_down, path, scheme) -> None:
    page = sit_down()
    page.emulate_media(color_scheme=scheme)
    page.goto(path)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
