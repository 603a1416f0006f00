import json

import pytest
from playwright.sync_api import expect

from pipeline.store.database import reading
from pipeline.store.decisions import decisions_of
from tests.browser.conftest import sign_in
from tests.browser.hands import choose, chosen, expect_saved, kinds_of, names, open_case, painted, press


def saves(page, answer) -> None:
    page.route("**/decisions", answer)


def decided(desk, case) -> list[str]:
    with reading(desk.store) as connection:
        found = sorted(decisions_of(connection, case.removeprefix("/cases/")), key=lambda each: each.at)
    return [each.act.act for each in found]


def test_a_change_is_painted_before_it_is_saved(sit_down, cases) -> None:
    page = sit_down()
    open_case(page, cases["Makers of quarter 0"])
    assert sum(len(painted(page, kind)) for kind in ("actors", "places", "dates", "events")) > 100
    held = []
    saves(page, lambda route: held.append(route))
    choose(page, "festival")
    press(page, "r")
    assert kinds_of(page, "festival") == []
    expect(page.locator("#waits")).to_have_text("1 not saved yet")
    held[0].continue_()
    expect_saved(page, "Rejected “festival”")
    press(page, "u")
    held[1].continue_()
    expect_saved(page)


def test_ten_rapid_keys_lose_nothing(at, desk, fresh) -> None:
    choose(at, names(at, "actors")[0])
    press(at, *"]]}}]]}}]a")
    expect_saved(at)
    assert decided(desk, fresh) == ["correct"] * 9 + ["confirm"]
    assert chosen(at) in painted(at, "curator")


def test_undo_and_redo_are_decisions_too(at, desk, fresh) -> None:
    name = names(at, "actors")[0]
    choose(at, name)
    press(at, "r", "u")
    assert chosen(at) == name
    expect_saved(at, f"Undone: Rejected “{name}”")
    assert kinds_of(at, name) == ["actors"]
    press(at, "U")
    expect_saved(at, f"Redone: Rejected “{name}”")
    assert kinds_of(at, name) == []
    at.get_by_role("button", name="Undo", exact=True).first.click()
    expect_saved(at, f"Undone: Rejected “{name}”")
    assert decided(desk, fresh) == ["reject", "undo", "redo", "undo"]


def test_a_change_that_cannot_be_saved_is_taken_back(at, desk, fresh) -> None:
    name = names(at, "actors")[0]
    saves(at, lambda route: route.abort())
    choose(at, name)
    press(at, "r")
    banner = at.locator("#banner")
    expect(banner).to_contain_text("could not be saved")
    assert kinds_of(at, name) == ["actors"]
    at.unroute("**/decisions")
    banner.get_by_role("button", name="Try again").click()
    expect_saved(at)
    assert decided(desk, fresh) == ["reject"]


def test_a_refused_change_is_taken_back_with_its_reason(at) -> None:
    name = names(at, "actors")[0]
    problem = {"title": "No", "status": 422, "detail": "The sea is too high. Nothing was decided."}
    saves(
        at, lambda route: route.fulfill(status=422, body=json.dumps(problem), content_type="application/problem+json")
    )
    choose(at, name)
    press(at, "r")
    expect(at.locator("#said")).to_contain_text("Not saved: The sea is too high")
    assert kinds_of(at, name) == ["actors"]


def test_leaving_with_unsaved_changes_warns(at) -> None:
    held, asked = [], []
    saves(at, lambda route: held.append(route))
    choose(at, names(at, "actors")[0])
    press(at, "a")
    at.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    at.evaluate("() => { setTimeout(() => location.assign('/'), 0); }")
    expect(at.locator("#waits")).to_have_text("1 not saved yet")
    at.wait_for_timeout(200)
    assert asked == ["beforeunload"]
    held[0].continue_()
    expect_saved(at)


def test_a_session_that_is_over_loses_nothing(at, desk, fresh, address) -> None:
    at.context.clear_cookies()
    choose(at, names(at, "actors")[0])
    press(at, "a", "]")
    banner = at.locator("#banner")
    expect(banner).to_contain_text("2 changes wait")
    expect(banner.get_by_role("link")).to_have_attribute("href", f"/sign-in?next={fresh.replace('/', '%2F')}")
    sign_in(at.context, desk, "curator", address)
    banner.get_by_role("button", name="I have signed in").click()
    expect_saved(at)
    assert decided(desk, fresh) == ["confirm", "correct"]


@pytest.mark.parametrize(("answer", "acts"), [("Do mine anyway", ["reject", "add"]), ("Leave it", ["reject"])])
def test_who_comes_second_is_told_and_decides(at, sit_down, desk, fresh, answer, acts) -> None:
    name = names(at, "actors")[0]
    other = sit_down("admin")
    open_case(other, fresh)
    choose(other, name)
    press(other, "r")
    expect_saved(other)
    at.route("**/desk", lambda route: route.abort())
    choose(at, name)
    press(at, "a")
    banner = at.locator("#banner")
    expect(banner).to_contain_text("admin")
    expect(banner).to_contain_text(name)
    assert decided(desk, fresh) == ["reject"]
    banner.get_by_role("button", name=answer).click()
    expect(banner).to_be_hidden()
    expect(at.locator("#waits")).to_be_empty()
    assert kinds_of(at, name) == (["actors"] if len(acts) == 2 else [])
    assert decided(desk, fresh) == acts


def test_what_others_did_is_shown_on_coming_back(at, sit_down, fresh) -> None:
    name = names(at, "actors")[0]
    other = sit_down("admin")
    open_case(other, fresh)
    choose(other, name)
    press(other, "r")
    expect_saved(other)
    at.evaluate("() => { window.dispatchEvent(new Event('focus')); }")
    expect(at.locator("#said")).to_contain_text("Others decided")
    assert kinds_of(at, name) == []


def test_a_note_goes_with_the_next_decision_alone(at, desk, fresh) -> None:
    choose(at, names(at, "actors")[0])
    press(at, "g")
    at.keyboard.type("the letter says so")
    at.get_by_role("button", name="Keep").click()
    expect(at.locator("#noted")).to_contain_text("the letter says so")
    press(at, "a", "]")
    expect_saved(at)
    with reading(desk.store) as connection:
        found = decisions_of(connection, fresh.removeprefix("/cases/"))
    assert {each.act.act: each.note for each in found} == {"confirm": "the letter says so", "correct": None}
