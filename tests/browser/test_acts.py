import pytest
from playwright.sync_api import expect

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


def actor(page) -> str:
    return names(page, "actors")[0]


def test_accepting_marks_it_as_said_by_a_curator(at) -> None:
    choose(at, actor(at))
    press(at, "a")
    assert chosen(at) in painted(at, "curator")
    expect_saved(at, f"Accepted “{chosen(at)}”")
    expect(at.locator("li.curator .name")).to_have_text(actor(at))


def test_rejecting_a_thing_takes_it_away_everywhere(at) -> None:
    choose(at, "workshop")
    press(at, "r")
    assert kinds_of(at, "workshop") == []
    expect_saved(at)
    assert "workshop" not in names(at, "events")


def test_rejecting_one_place_leaves_the_others(sit_down, cases) -> None:
    page = sit_down()
    open_case(page, cases["Makers of quarter 0"])
    before = painted(page, "persons").count("Ada Lindqvist")
    choose(page, "Ada Lindqvist")
    press(page, "R")
    expect_saved(page)
    assert painted(page, "persons").count("Ada Lindqvist") == before - 1 > 0


@pytest.mark.parametrize(("key", "kind"), [("2", "events"), ("3", "persons"), ("5", "places"), ("8", "instruments")])
def test_a_number_changes_the_kind(at, key, kind) -> None:
    name = actor(at)
    choose(at, name)
    press(at, key)
    assert kinds_of(at, name) == [kind]
    expect_saved(at)
    assert name in names(at, kind)


def test_the_kind_is_changed_in_a_menu(at) -> None:
    name = actor(at)
    choose(at, name)
    press(at, "k", "Tab", "Tab", "Enter")
    expect_saved(at)
    assert kinds_of(at, name) == ["persons"]


def test_selected_words_are_added(at) -> None:
    select(at, "makers in")
    expect(at.locator("#menu")).to_be_visible()
    press(at, "1")
    assert kinds_of(at, "makers in") == ["actors"]
    expect_saved(at, "Added “makers in”: actor")
    expect(at.locator("#menu")).to_be_hidden()
    assert "makers in" in names(at, "actors")


def test_words_are_selected_and_added_by_keys_alone(at) -> None:
    press(at, "c", "ArrowRight", "Shift+ArrowRight", "5")
    expect_saved(at, "Added “of quarter”: place")


def test_a_date_is_read_from_its_words(at) -> None:
    when = names(at, "dates")[0]
    words = at.locator("li[data-field=dates] .place").first.get_attribute("title")
    choose(at, when)
    press(at, "r")
    expect_saved(at)
    select(at, words)
    press(at, "6")
    expect_saved(at)
    assert when in names(at, "dates")


def test_what_its_words_do_not_tell_is_asked_for(at) -> None:
    select(at, "working party")
    press(at, "6")
    form = at.locator("#edit")
    expect(form).to_be_visible()
    expect(form.locator(".said")).not_to_be_empty()
    at.keyboard.type("2012-05")
    press(at, "Enter")
    expect_saved(at)
    assert "2012-05" in names(at, "dates")


@pytest.mark.parametrize(
    ("key", "wanted"), [("[", "The {}"), ("]", "{} and"), ("{", "{-first}"), ("}", "{-last}")], ids=["[", "]", "{", "}"]
)
def test_a_span_grows_and_shrinks_by_a_word(at, key, wanted) -> None:
    name = actor(at)
    goals = {"{-first}": name.split(" ", 1)[1], "{-last}": name.rsplit(" ", 1)[0]}
    choose(at, name)
    press(at, key)
    goal = goals.get(wanted) or wanted.format(name)
    assert chosen(at) == goal
    expect_saved(at)
    assert chosen(at) == goal
    assert goal in painted(at, "actors")


def test_facts_are_edited_in_a_form(at) -> None:
    choose(at, actor(at))
    press(at, "e")
    form_of(at).get_by_label("Name").fill("Harbour Guild")
    form_of(at).get_by_label("Sector").select_option("business")
    press(at, "Enter")
    expect_saved(at)
    thing = at.locator("li[data-field=actors]", has_text="Harbour Guild")
    expect(thing.locator(".dim").first).to_have_text("business")


def test_a_wrong_fact_comes_back_with_the_form(at) -> None:
    choose(at, "workshop")
    press(at, "e")
    form_of(at).get_by_label("Date").fill("some day")
    press(at, "Enter")
    form = at.locator("#edit")
    expect(form.locator(".said")).to_contain_text("EDTF")
    assert form_of(at).get_by_label("Date").input_value() == "some day"
    form_of(at).get_by_label("Date").fill("2012")
    press(at, "Enter")
    expect_saved(at)


def test_the_title_is_corrected(at) -> None:
    press(at, "t")
    form_of(at).get_by_label("Title").fill("Makers anew")
    press(at, "Enter")
    expect_saved(at)
    expect(at.locator("h1")).to_have_text("Makers anew")
