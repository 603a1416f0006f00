import json
import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from models.decision import Decision
from pipeline.decisions.taking import journal_of
from pipeline.store.database import writing
from tests.web.desks import browser, decide, signed_in, words
from web.access.users import find_user, mint_token

pytestmark = pytest.mark.usefixtures("nothing_decided")
COUNCIL = "city council of Lyon"


@pytest.fixture
def case(address) -> str:
    return address


def council(client, case: str) -> dict[str, object]:
    actors = client.get(case).json()["actors"]
    return {"field": "actors", "key": next(each["id"] for each in actors if COUNCIL in each["name"])}


def test_what_is_decided_is_shown_at_once(desk, ada, case):
    answer = decide(ada, case, {"act": "correct", **council(ada, case), "value": {"sector": "business"}}, note="why")
    assert answer.status_code == 200
    taken = answer.json()
    assert taken["said"] == "You changed the sector of the actor city council of Lyon from government to business."
    assert [each["by"] for each in taken["decisions"]] == ["curator"]
    assert taken["last"] == taken["undo"][0] == taken["decisions"][0]["id"]
    assert taken["fates"][0]["outcome"] == "applied"
    assert "1 decision, the newest by curator" in taken["html"]
    assert "not yet in a version" in taken["html"]
    page = ada.get(case.removeprefix("/api/v1")).text
    assert taken["html"] in page
    assert journal_of(desk.settings.raw).read_text().count("\n") == 1
    assert ada.get(f"{case}/desk").json()["html"] == taken["html"]


def test_every_act_is_taken(ada, case):
    city = words(ada, case, "Lyon")
    added = decide(ada, case, {"act": "add", "value": {"thing": "place"}, **city}).json()
    place = re.search(r'data-id="(place-\w+)"', added["html"])[1]
    told = [added["said"]]
    for intent in (
        {"act": "confirm", "field": "places", "key": place},
        {"act": "correct", "field": "places", "key": place, "value": {"country": "FR"}},
        {"act": "reject", "field": "places", "key": place, "scope": "mention", "start": city["start"]},
        {"act": "correct", "field": "title", "value": {"title": "Gardens"}},
    ):
        answer = decide(ada, case, intent, after=added["last"])
        assert answer.status_code == 200, answer.text
        told.append(answer.json()["said"])
    undone = decide(ada, case, {"act": "undo", "decision": answer.json()["last"]}).json()["title"]
    assert told[1:] == [
        "You confirmed the place Lyon.",
        "You changed the country of the place Lyon from nothing to FR.",
        "You rejected 'Lyon' as the place Lyon.",
        f"You changed the title from {undone} to Gardens.",
    ]


def test_ten_rapid_keys_keep_their_order(ada, case):
    place = words(ada, case, "Harbour")
    for at in range(10):
        act = {"act": "add", "value": {"thing": "place", "name": f"Place {at}"}, **place}
        assert decide(ada, case, act).status_code == 200
    answer = ada.get(f"{case}/desk").json()
    assert "Place 9" in answer["html"]
    assert [each["outcome"] for each in answer["fates"]] == ["overruled"] * 9 + ["applied"]


@pytest.mark.parametrize(
    ("theirs", "mine", "status"),
    [
        pytest.param({"sector": "business"}, {"sector": "unknown"}, 409, id="the same actor"),
        pytest.param({"sector": "business"}, None, 200, id="something else"),
    ],
)
def test_who_comes_second_is_told(ada, bob, case, theirs, mine, status):
    key = council(ada, case)
    first = decide(ada, case, {"act": "correct", **key, "value": theirs}).json()
    act = {"act": "correct", **key, "value": mine} if mine else {"act": "add", "value": {"thing": "place"}}
    act |= {} if mine else words(ada, case, "Harbour")
    second = decide(bob, case, act)
    assert second.status_code == status
    told = second.json()
    if status == 409:
        assert told["since"][0]["words"].startswith("changed the sector")
        assert "Meanwhile curator changed the sector" in told["detail"]
        assert told["last"] == first["last"]
        assert told["html"] == first["html"]
        again = decide(bob, case, act, anyway=True)
        assert again.status_code == 200
        assert again.json()["fates"][0] | {"outcome": "overruled"} == again.json()["fates"][0]
        assert decide(bob, case, act | {"value": {"sector": "business"}}, after=again.json()["last"]).status_code == 200
    else:
        assert "Meanwhile curator changed the sector" in told["said"]


def test_words_that_somebody_took_meanwhile_clash_too(ada, bob, case):
    decide(ada, case, {"act": "add", "value": {"thing": "place"}, **words(ada, case, "Harbour gardens")})
    answer = decide(bob, case, {"act": "add", "value": {"thing": "place"}, **words(ada, case, "Harbour")})
    assert answer.status_code == 409


def test_what_somebody_rejected_meanwhile_clashes(ada, bob, case):
    key = council(ada, case)
    decide(ada, case, {"act": "reject", **key})
    assert decide(bob, case, {"act": "confirm", **key}).status_code == 409
    assert decide(bob, case, {"act": "confirm", **key}, anyway=True).status_code == 422


def test_two_at_the_same_moment_cannot_both_pass_unseen(desk, ada, bob, case):
    key = council(ada, case)
    with ThreadPoolExecutor(2) as pool:
        sectors = ((ada, "business"), (bob, "knowledge"))
        answers = list(
            pool.map(
                lambda each: decide(each[0], case, {"act": "correct", **key, "value": {"sector": each[1]}}), sectors
            )
        )
    assert sorted(each.status_code for each in answers) == [200, 409]


@pytest.mark.parametrize(
    ("body", "status", "fact"),
    [
        ({"intents": []}, 422, "intents: Tuple should have at least 1 item"),
        ({"intents": [{"act": "wish"}]}, 422, "intents.0: Input tag 'wish'"),
        ({"intents": [{"act": "confirm", "field": "actors", "key": "actor-none"}]}, 422, "intents.0.key: none of the"),
        ({"intents": [{"act": "undo", "decision": "decision-" + "a" * 26}]}, 422, "is no decision of this case"),
        ({"intents": [{"act": "add", "value": {"thing": "place"}, "start": 0, "end": 10**9}]}, 422, "the text ends at"),
        ({"intents": [{"act": "add", "value": {"name": "x"}, "start": 0, "end": 3}]}, 422, "intents.0.value.thing"),
        (
            {"intents": [{"act": "add", "value": {"thing": "place", "name": "<b>x</b>"}, "start": 0, "end": 3}]},
            422,
            "intents.0.value.name: holds markup",
        ),
        (
            {"intents": [{"act": "add", "value": {"thing": "place"}, "start": 0, "end": 3}], "note": "<i>why</i>"},
            422,
            "note: Value error, holds markup",
        ),
        ({"intents": [{"act": "confirm", "field": "title"}], "note": "x" * 2001}, 422, "note: String should have at"),
        ({"intents": [{"act": "confirm", "field": "title"}], "after": "decision-" + "a" * 26}, 422, "after: "),
        ({"intents": [{"act": "confirm", "field": "sections", "key": "lead"}]}, 422, "only its bounds are decided"),
        ({"intents": [{"act": "confirm", "field": "title"}] * 51}, 422, "at most 50"),
        ({"intents": [], "note": "x" * 256 * 1024}, 413, "262,144 bytes"),
    ],
)
def test_what_cannot_be_decided_is_told_in_words(ada, case, body, status, fact):
    answer = ada.post(f"{case}/decisions", content=json.dumps(body))
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert fact in answer.json()["detail"]
    assert ada.get(f"{case}/desk").json()["last"] is None


def test_of_several_all_are_taken_or_none(ada, case):
    good, bad = {"act": "confirm", "field": "title"}, {"act": "confirm", "field": "actors", "key": "none"}
    assert decide(ada, case, good, bad).status_code == 422
    assert ada.get(f"{case}/desk").json()["fates"] == []
    answer = decide(ada, case, good, {"act": "confirm", **council(ada, case)})
    assert answer.json()["said"] == "You took 2 decisions."


@pytest.mark.parametrize(
    ("name", "headers", "status"),
    [("reader", {}, 403), ("curator", {"x-form-token": "guess"}, 403), (None, {}, 401)],
)
def test_only_curators_decide(desk, case, name, headers, status):
    client = signed_in(desk, name) if name else browser(desk)
    client.headers.update(headers)
    assert decide(client, case, {"act": "confirm", "field": "title"}).status_code == status


def test_a_program_decides_with_a_token(desk, case):
    with writing(desk.store) as connection:
        token = mint_token(connection, find_user(connection, "curator"), at="2026-01-01T00:00:00Z")
    client = browser(desk)
    client.headers = {"authorization": f"Bearer {token}"}
    answer = decide(client, case, {"act": "confirm", "field": "title"})
    assert Decision.model_validate(answer.json()["decisions"][0]).by == "curator"


def test_history_is_not_changed(ada, case):
    act = {"act": "confirm", "field": "title"}
    assert decide(ada, case, act, query="?version=1").status_code == 200
    assert "there is nothing" not in decide(ada, case, act, query="?version=7").text.lower()
    assert decide(ada, case, act, query="?version=7").status_code == 422
    assert decide(ada, f"{case}x", act).status_code == 404
