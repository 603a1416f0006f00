import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.web.desks import PASSWORD

CHOSEN = "() => [...(CSS.highlights.get('chosen') ?? [])].map(String).join()"
PAINTED = """() => [...CSS.highlights].filter(([kind]) => !['chosen', 'doubt', 'curator'].includes(kind))
    .flatMap(([, all]) => [...all].map(String))"""


@pytest.fixture
def case(cases) -> str:
    return next(path for title, path in cases.items() if title.startswith("Harbour"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/?q=zebra", "/sign-in", "{case}", "{case}?version=1", "{case}/raw", "/nothing"])
def test_a_page_passes_axe(page, case, path, scheme) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(path.format(case=case))
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("path", ["/", "{case}", "{case}/raw"])
def test_a_page_fits_a_phone(page, case, path) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(path.format(case=case))
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360


def test_every_span_is_painted_on_its_own_words(page, case) -> None:
    page.goto(case)
    painted = page.evaluate(PAINTED)
    quotes = page.locator(".things .place").evaluate_all("all => all.map(each => each.title)")
    assert "ada@example.org" in quotes
    assert set(quotes) <= set(painted)
    assert page.faults == []


def test_a_click_moves_to_the_words_and_back(page, case) -> None:
    page.goto(case)
    page.get_by_role("button", name="ada@example.org, place 1 of 1").click()
    assert page.evaluate(CHOSEN) == "ada@example.org"
    page.keyboard.press("Escape")
    assert "ada@example.org" in page.evaluate("() => document.activeElement.getAttribute('aria-label')")


def test_keys_alone_walk_the_words(page, case) -> None:
    page.goto(case)
    page.locator("#text").focus()
    walked = []
    for _ in range(3):
        page.keyboard.press("n")
        walked.append(page.evaluate(CHOSEN))
    assert len(set(walked)) == 3
    page.keyboard.press("p")
    assert page.evaluate(CHOSEN) == walked[1]
    page.keyboard.press("Enter")
    assert walked[1] in page.evaluate("() => document.activeElement.getAttribute('aria-label')")


def test_the_captured_page_stays_in_its_cage(page, case) -> None:
    page.goto(f"{case}/raw")
    frame = page.frame_locator("iframe")
    assert "Harbour gardens" in frame.locator("h1").inner_text()
    assert page.url.endswith("/raw")
    assert page.title().startswith("As captured")


def test_one_signs_out_and_in_with_a_password(page, case) -> None:
    page.goto(case)
    page.get_by_role("button", name="Sign out").click()
    page.goto(case)
    page.get_by_label("Name").fill("reader")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{case}")
    assert page.get_by_text("reader", exact=True).is_visible()
