import re

import pytest

from curation.concerning import concerning
from models.decision import Decision
from tests.web.desks import browser, decide, signed_in, words
from web.comparing import rows_of

pytestmark = pytest.mark.usefixtures("nothing_decided")


@pytest.fixture
def page(address) -> str:
    return address.removeprefix("/api/v1")


def add(client, address: str, quote: str, **more):
    value = {"thing": "actor", "name": quote, "sector": "business"}
    return decide(client, address, {"act": "add", "value": value, **words(client, address, quote)}, **more).json()


def toggle(client, page: str, decision: str, act: str, **more):
    form = {"form_token": client.headers["x-form-token"], "decision": decision, "act": act, **more}
    return client.post(f"{page}/history", data=form)


def test_every_decision_is_told_with_its_fate(ada, address, page):
    taken = add(ada, address, "Harbour", note="it is one")
    told = ada.get(f"{address}/decisions").json()["decisions"]
    assert [(each["by"], each["words"], each["note"], each["fate"]) for each in told] == [
        ("curator", "added the actor Harbour", "it is one", "holds")
    ]
    assert told[0]["id"] == taken["last"]
    text = ada.get(f"{page}/history").text
    assert "<b>curator</b> added the actor Harbour: <q>it is one</q>" in text
    assert "Nothing was decided" in ada.get(f"{page}/history?field=places").text


def test_a_decision_is_undone_and_done_again_without_scripts(ada, bob, address, page):
    decision = add(ada, address, "Harbour")["last"]
    assert toggle(bob, page, decision, "undo", after=decision).headers["location"] == f"{page}/history"
    told = ada.get(f"{address}/decisions").json()["decisions"]
    assert [each["outcome"] for each in told] == ["applied", "undone"]
    assert told[0]["words"] == "undid what curator decided: added the actor Harbour"
    assert toggle(ada, page, decision, "redo", after=told[0]["id"], field="actors").status_code == 303
    assert ada.get(f"{address}/decisions").json()["decisions"][-1]["outcome"] == "applied"


@pytest.mark.parametrize(
    ("name", "form", "status"),
    [
        ("reader", {}, 403),
        ("curator", {"form_token": "guess"}, 403),
        ("curator", {"decision": "x"}, 422),
        ("curator", {"decision": "decision-" + "a" * 26}, 422),
    ],
)
def test_who_may_not_changes_nothing(desk, address, page, name, form, status):
    client = signed_in(desk, name)
    given = {"form_token": client.headers["x-form-token"], "decision": "", "act": "undo", **form}
    assert client.post(f"{page}/history", data=given).status_code == status


def test_the_history_of_a_thing_follows_its_name(ada, address, page):
    added = add(ada, address, "Harbour")
    key = re.search(r'data-id="(actor-\w+)" data-seen="[^"]*Harbour', added["html"])[1]
    renamed = decide(ada, address, {"act": "correct", "field": "actors", "key": key, "value": {"name": "The Port"}})
    new = re.search(r'data-id="(actor-\w+)" data-seen="[^"]*The Port', renamed.json()["html"])[1]
    decide(ada, address, {"act": "undo", "decision": added["last"]})
    add(ada, address, "gardens")
    for each in (key, new):
        told = ada.get(f"{address}/decisions", params={"field": "actors", "key": each}).json()["decisions"]
        assert [one["act"] for one in told] == ["undo", "correct", "add"]
    assert len(ada.get(f"{address}/decisions?field=actors").json()["decisions"]) == 4
    assert "3 of them on this" in ada.get(f"{page}/history", params={"field": "actors", "key": new}).text


def test_nothing_concerns_a_thing_that_nobody_spoke_of(ada, address):
    taken = add(ada, address, "Harbour")["decisions"]
    assert concerning([Decision.model_validate(each) for each in taken], "actors", "actor-none") == ()


def test_names_are_looked_for_in_the_case_first(ada, address):
    case = address.rpartition("/")[2]
    found = ada.get("/api/v1/names", params={"q": "COUNCIL", "case": case}).json()["names"]
    assert [(each["case"], each["name"]) for each in found] == [(case, "city council of Lyon")]
    found = ada.get("/api/v1/names", params={"q": "counc lyon"}).json()["names"]
    assert {each["case"] for each in found} == {case}
    assert found[0]["key"].startswith("actor-")
    assert ada.get("/api/v1/names", params={"q": "100%_"}).json()["names"] == []
    assert ada.get("/api/v1/names", params={"q": "x", "field": "dates"}).status_code == 400


def test_versions_are_compared(ada, address, page):
    answer = ada.get(f"{address}/difference?from=1&to=1").json()
    assert (answer["changes"], answer["lines"]) == ([], [])
    assert "Both versions say the same" in ada.get(f"{page}/difference").text
    assert ada.get(f"{address}/difference?from=1&to=2").status_code == 404


def test_only_lines_that_differ_are_shown_with_their_neighbours():
    before, after = "a\nb\nc\nd\ne\nf\ng\nh", "a\nb\nX\nd\ne\nf\ng\nh\ni"
    told = [(each.before, each.after, each.changed) for each in rows_of(before, after)]
    assert told == [
        ("b", "b", False),
        ("c", "X", True),
        ("d", "d", False),
        (None, None, False),
        ("h", "h", False),
        (None, "i", True),
    ]


@pytest.mark.parametrize("path", ["{page}/history", "{page}/difference", "{page}/raw/file", "/api/v1/names?q=x"])
def test_a_stranger_sees_nothing(desk, page, path):
    assert browser(desk).get(path.format(page=page)).status_code in {303, 401}


def test_the_captured_page_is_kept_as_a_file_that_no_browser_opens(ada, page):
    answer = ada.get(f"{page}/raw/file")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''harbour.html"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert b"<script>" in answer.content
