import re

import pytest

from pipeline.store.database import writing
from pipeline.store.things import put_things
from tests.things import thing
from tests.web import desks
from web.access.users import find_user, mint_token

FIELDS = ("actors", "events", "places", "instruments")
HELD = """<!doctype html><title>Loom week {n}</title><h1>Loom week {n}</h1><h2>Who took part</h2>
<p>The Chamber of Commerce of Lyon{also} met at the Loom Fair in Lyon on 4 May 202{n}. They gave
vouchers and a grant.</p>
<h2>Contact</h2><p>Ada Quill, Director, Chamber of Commerce of Lyon, ada.quill@chamber.example</p>"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    pages = {f"loom-{n}.html": HELD.format(n=n, also=" (<b>CCL</b>)" if n else "") for n in range(3)}
    with desks.desk(tmp_path_factory.mktemp("desk") / "home", pages=pages) as made:
        yield made


@pytest.fixture(scope="module")
def reader(desk):
    return desks.signed_in(desk, "reader")


@pytest.fixture(scope="module")
def curator(desk):
    return desks.signed_in(desk, "curator")


def listed(client, field: str, **asked: object):
    return client.get(f"/api/v1/{field}", params=asked).json()


def chamber(client) -> str:
    return listed(client, "actors", q="chamber of commerce of lyon")["actors"][0]["id"]


@pytest.mark.parametrize("field", FIELDS)
def test_each_list_and_each_thing_of_it_has_a_page_and_its_json(reader, field) -> None:
    for path in (f"/{field}", f"/{field}/{listed(reader, field)[field][0]['id']}"):
        page = reader.get(path)
        assert page.status_code == 200
        data = re.search(r'<link rel="alternate" type="application/json" href="([^"]+)">', page.text)
        assert reader.get(data[1]).headers["content-type"] == "application/json"
        assert re.findall(r"<script(?! src=| type=\"application/)", page.text) == []


@pytest.mark.parametrize("path", [*(f"/{field}" for field in FIELDS), "/actors/actor-x"])
def test_they_are_for_those_who_signed_in(desk, path) -> None:
    stranger = desks.browser(desk)
    assert stranger.get(path).status_code == 303
    assert stranger.get(f"/api/v1{path}").status_code == 401


@pytest.mark.parametrize("path", ["/actors/actor-none", "/places/actor-none", "/events/%ff", "/actors/" + "x" * 9_000])
def test_a_thing_that_is_not_there_is_told_in_words(reader, path) -> None:
    for answer in (reader.get(path), reader.get(f"/api/v1{path}")):
        assert answer.status_code == 404
        assert "Look for the case by its words" in answer.text


@pytest.mark.parametrize("cursor", ["x", "1.", ".actor-x", "-1.a", "1" * 99 + ".a", "²3.a"])
def test_a_cursor_of_elsewhere_is_told_in_words(reader, cursor) -> None:
    for path in ("/actors", f"/actors/{chamber(reader)}"):
        answer = reader.get(path, params={"cursor": cursor})
        assert answer.status_code == 400
        assert "begin anew" in answer.text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "CHÀMBER lyon"}, 1),
        ({"q": "ccl"}, 1),
        ({"q": "100%_"}, 0),
        ({"q": "\\ ' \" %"}, None),
        ({"sector": "intermediary"}, 1),
        ({"sector": "none such"}, 0),
    ],
)
def test_a_list_is_narrowed(reader, asked, found) -> None:
    answer = listed(reader, "actors", **asked)
    assert answer["total"] == len(answer["actors"])
    assert found is None or any(each["name"] == "Chamber of Commerce of Lyon" for each in answer["actors"]) == found
    assert reader.get("/actors", params=asked).status_code == 200


def test_cursors_lead_through_the_whole_list_once(reader) -> None:
    every = [each["id"] for each in listed(reader, "actors", limit=200)["actors"]]
    walked, cursor = [], None
    while True:
        answer = listed(reader, "actors", limit=1, **({"cursor": cursor} if cursor else {}))
        walked += [each["id"] for each in answer["actors"]]
        cursor = answer["next"]
        if cursor is None:
            break
    assert walked == every != []


def test_an_actor_tells_all_that_cases_say(curator) -> None:
    told = curator.get(f"/api/v1/actors/{chamber(curator)}").json()
    assert (told["cases"], told["facts"][0]["value"]) == (3, "intermediary")
    assert {each["value"] for each in told["names"]} >= {"Chamber of Commerce of Lyon", "CCL"}
    assert [each["name"] for each in told["persons"]] == ["Ada Quill"]
    assert {each["title"] for each in told["in_cases"]} == {f"Loom week {n}" for n in range(3)}
    for case in told["in_cases"]:
        (start, end) = case["snippet"]["highlights"][0]
        assert case["snippet"]["text"][start:end] in {"Chamber of Commerce of Lyon", "CCL"}
    assert {each["date"] for each in told["events"] if each["name"] == "Loom Fair"} <= {
        "2020-05-04",
        "2021-05-04",
        "2022-05-04",
        None,
    }
    assert {each["value"] for each in told["years"]} == {"2020", "2021", "2022"}


def test_contacts_are_for_curators_alone(reader, curator) -> None:
    path = f"/actors/{chamber(reader)}"
    assert curator.get(f"/api/v1{path}").json()["contacts"] == [
        {"kind": "email", "value": "ada.quill@chamber.example", "cases": 3}
    ]
    assert "<h2>Contacts</h2>" in curator.get(path).text
    assert reader.get(f"/api/v1{path}").json()["contacts"] is None
    assert "<h2>Contacts</h2>" not in reader.get(path).text


def test_a_program_reads_with_a_token(desk) -> None:
    with writing(desk.store) as connection:
        token = mint_token(connection, find_user(connection, "reader"), at="")
    program = desks.browser(desk)
    assert program.get("/api/v1/places", headers={"authorization": f"Bearer {token}"}).json()["total"] > 0


def test_the_data_set_is_told_in_numbers(reader) -> None:
    told = reader.get("/api/v1/statistics").json()
    assert told["cases"] == sum(each["count"] for each in told["by"]["source"]) == 4
    assert {each["value"]: each["count"] for each in told["by"]["year"]}["2021"] == 2
    assert all(0 < each["answered"] <= each["asked"] for each in told["questions"])
    assert (told["sources"][0]["cases"], told["runs"][0]["state"]) == (4, "done")
    assert "<h1>4 cases</h1>" in reader.get("/statistics").text


def test_hostile_names_are_only_words(desk, reader) -> None:
    name = '<img src=x onerror="alert(1)">{{ 7*7 }}&"\'/../'
    case = next(iter(reader.get("/api/v1/actors", params={"q": "ccl"}).json()["actors"]))
    key = reader.get(f"/api/v1/actors/{case['id']}").json()["in_cases"][0]["id"]
    with writing(desk.store) as connection:
        before = thing(name)
        put_things(connection, {key: [before]})
    page = reader.get("/actors", params={"q": "img"}).text
    assert "<img" not in page
    assert "&lt;img src=x" in page
    assert "{{ 7*7 }}" in page
    assert reader.get(f"/actors/{before.thing}").status_code == 200
