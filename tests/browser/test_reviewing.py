import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import CROWDED, FORM
from tests.browser.hands import (
    choose,
    chosen,
    expect_saved,
    form_of,
    kinds_of,
    names,
    open_case,
    painted,
    press,
    select,
)


@pytest.fixture
def crowded(sit_down, cases):
    page = sit_down()
    open_case(page, cases[CROWDED])
    return page


@pytest.fixture
def form(sit_down, cases):
    page = sit_down()
    open_case(page, cases[FORM])
    return page


def test_doubts_are_walked_and_counted(at) -> None:
    doubts = at.locator("#doubts")
    expect(doubts).to_contain_text("0 of 1 doubt settled")
    press(at, "d")
    assert chosen(at) in painted(at, "doubt")
    press(at, "a")
    expect(doubts).to_contain_text("1 of 1 doubt settled")
    expect_saved(at)
    press(at, "d")
    expect(at.locator("#said")).to_have_text("No doubt is left on this page.")


def test_two_actors_are_merged_by_search(at) -> None:
    one, other = names(at, "actors")[:2]
    choose(at, one)
    press(at, "m")
    box = at.get_by_role("combobox", name="Name")
    expect(box).to_be_focused()
    at.keyboard.type(other[:12].upper())
    expect(at.get_by_role("option", name=other)).to_be_visible()
    press(at, "ArrowDown")
    assert box.get_attribute("aria-activedescendant") == "offer-0"
    press(at, "Enter")
    expect_saved(at)
    merged = names(at, "actors")
    assert (one in merged) + (other in merged) == 1


def test_what_was_merged_is_split_again(at) -> None:
    one, other = names(at, "actors")[:2]
    choose(at, one)
    press(at, "m")
    at.keyboard.type(other)
    expect(at.get_by_role("option", name=other)).to_be_visible()
    press(at, "Enter")
    expect_saved(at)
    press(at, "s")
    at.get_by_role("option", name=other).click()
    expect_saved(at)
    assert {one, other} <= set(names(at, "actors"))


def test_a_date_is_never_two(at) -> None:
    choose(at, names(at, "dates")[0])
    press(at, "m")
    expect(at.locator("#said")).to_contain_text("only actors, persons and events")
    expect(at.locator("#join")).to_be_hidden()


def test_the_state_of_an_answer_is_edited(form) -> None:
    pair = form.locator(".pair", has_text="Is this case part of a cluster?")
    pair.get_by_role("button").click()
    press(form, "e")
    form_of(form).get_by_label("State").select_option("unknown")
    form.get_by_role("button", name="Save").click()
    expect_saved(form)
    expect(pair.locator(".state")).to_have_text("unknown")
    press(form, "u")
    expect_saved(form)


def test_the_words_of_an_answer_are_those_selected(form) -> None:
    pair = form.locator(".pair", has_text="Is this case part of a cluster?")
    pair.get_by_role("button").click()
    select(form, "Yes, Cortiça Viva")
    press(form, "b")
    expect_saved(form)
    expect(pair.locator(".answer")).to_have_text("Yes, Cortiça Viva")
    press(form, "]")
    expect_saved(form)
    expect(pair.locator(".answer")).to_have_text("Yes, Cortiça Viva, a")
    press(form, "u", "u")
    expect_saved(form)


def test_a_chosen_thing_is_decided_upon_with_the_mouse(at) -> None:
    name = names(at, "actors")[0]
    choose(at, name)
    at.get_by_role("button", name="Accept").click()
    expect_saved(at, f"Accepted “{name}”")
    at.get_by_role("button", name="End a word later").click()
    expect_saved(at)
    at.get_by_role("button", name="Kind", exact=True).click()
    at.get_by_role("button", name="Place", exact=True).click()
    expect_saved(at)
    assert kinds_of(at, chosen(at)) == ["places"]


def test_buttons_rest_where_they_make_no_sense(at) -> None:
    accept = at.get_by_role("button", name="Accept")
    expect(accept).to_be_disabled()
    choose(at, names(at, "actors")[0])
    expect(accept).to_be_enabled()


def test_keys_are_letters_where_one_writes(at) -> None:
    at.get_by_label("Words to look for").focus()
    at.keyboard.type("area")
    assert at.get_by_label("Words to look for").input_value() == "area"
    expect(at.locator("#said")).to_be_empty()


def test_the_keys_are_listed(at) -> None:
    press(at, "?")
    expect(at.locator("#help")).to_be_visible()
    keys = set(at.locator("#help [data-key]").evaluate_all("all => all.map(each => each.dataset.key)"))
    acts = at.locator("[data-act]").evaluate_all("all => all.map(each => each.dataset.act)")
    does = at.locator("#help [data-key]").evaluate_all("all => all.map(each => each.dataset.does)")
    assert set(acts) <= set(does)
    assert len(keys) == len(does)
    press(at, "Escape")
    expect(at.locator("#text")).to_be_focused()


def test_a_reader_gets_no_tools(sit_down, cases) -> None:
    page = sit_down("reader")
    open_case(page, cases[CROWDED])
    press(page, "n", "a", "r")
    expect(page.locator(".tools")).to_have_count(0)
    assert chosen(page)
    assert page.faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("keys", ["", "?", "ne", "nm", "g", "c", "t"], ids=lambda keys: keys or "page")
def test_each_dialog_passes_axe(crowded, scheme, keys) -> None:
    crowded.emulate_media(color_scheme=scheme)
    press(crowded, *keys)
    found = Axe().run(crowded)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("keys", ["", "?", "ne", "nm", "c"], ids=lambda keys: keys or "page")
def test_it_fits_a_phone(crowded, keys) -> None:
    crowded.set_viewport_size({"width": 360, "height": 740})
    press(crowded, *keys)
    assert crowded.evaluate("() => document.documentElement.scrollWidth") <= 360
    for box in crowded.locator("dialog[open], #menu:not([hidden])").all():
        found = box.bounding_box()
        assert found["x"] >= 0 and found["x"] + found["width"] <= 360  # noqa: PT018
        assert found["y"] >= 0 and found["y"] + found["height"] <= 740  # noqa: PT018
