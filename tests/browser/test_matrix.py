import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.xdist_group("browser")

COUNTED = "/matrix?rows=sector&columns=source"
FOCUSED = "() => document.activeElement.closest('td, th').cellIndex"


@pytest.fixture
def similar(cases) -> str:
    return f"{next(path for title, path in cases.items() if title.startswith('Harbour'))}/similar"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [COUNTED, "/?where=language%3Den", "{similar}"])
def test_it_passes_axe_and_fits_a_phone(page, similar, path, scheme) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(path.format(similar=similar))
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
    assert page.faults == []


def test_arrow_keys_go_from_cell_to_cell_and_enter_leads_to_the_cases(page) -> None:
    page.goto(COUNTED)
    first = page.locator(".matrix tbody td a").first
    count = first.inner_text()
    first.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate(FOCUSED) == 2
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    page.wait_for_url("**where=**")
    assert page.locator("h1").inner_text().startswith(f"{count} case")


def test_a_heading_sorts_the_rows(page) -> None:
    page.goto(COUNTED)
    page.get_by_role("columnheader", name="cases").get_by_role("button").click()
    totals = [int(each) for each in page.locator(".matrix tbody td:last-child").all_inner_texts()]
    assert totals == sorted(totals, reverse=True)
    assert page.locator("th[aria-sort=descending]").inner_text() == "cases"
