import json

import pytest

from pipeline.store.database import reading, writing
from tests.things import thing
from tests.web import desks
from web.access.users import Role, add_user, find_user, remove_user

KEYS = {"id", "name", "description", "type", "score", "match", "features"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    from pipeline.store.things import put_things

    with desks.desk(tmp_path_factory.mktemp("desk") / "home") as made:
        case = desks.signed_in(made, "reader").get("/api/v1/actors").json()["actors"][0]["id"]
        case = desks.signed_in(made, "reader").get(f"/api/v1/actors/{case}").json()["in_cases"][0]["id"]
        said = [
            thing("Guild of Loom Makers", names=("Guild of Loom Makers", "GLM")),
            thing("Tidewater Community Bank"),
            thing("Tidewater Community Banks", fact="government"),
            thing('<img src=x onerror="x">Works'),
        ]
        with writing(made.store) as connection:
            put_things(connection, {case: said})
        yield made


@pytest.fixture(scope="module")
def client(desk):
    return desks.browser(desk)


@pytest.fixture(scope="module")
def service(desk) -> str:
    with reading(desk.store) as connection:
        return f"/api/v1/reconcile/{desk.narrow.key_of(find_user(connection, 'reader').id)}"


def asked(client, service: str, **queries: object):
    return client.post(service, data={"queries": json.dumps(queries)}, headers={"origin": "http://127.0.0.1:3333"})


def test_the_manifest_says_what_the_protocol_asks_for(client, service) -> None:
    answer = client.get(service, headers={"origin": "http://127.0.0.1:3333"})
    told = answer.json()
    assert answer.headers["access-control-allow-origin"] == "*"
    assert told["versions"] == ["0.2"]
    assert {"name", "identifierSpace", "schemaSpace", "view", "preview", "suggest", "defaultTypes"} <= told.keys()
    assert told["view"]["url"].endswith("/actors/{{id}}")
    assert (
        client.get(told["suggest"]["entity"]["serviceUrl"] + told["suggest"]["entity"]["servicePath"]).status_code
        == 200
    )


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"query": "guild of loom makers"}, [("Guild of Loom Makers", True)]),
        ({"query": "GLM"}, [("Guild of Loom Makers", True)]),
        ({"query": "Guild of Loom Maker"}, [("Guild of Loom Makers", False)]),
        (
            {"query": "Tidewater Community Bank"},
            [("Tidewater Community Bank", False), ("Tidewater Community Banks", False)],
        ),
        ({"query": "Tidewater Community Bank", "type": "government"}, [("Tidewater Community Banks", True)]),
        (
            {"query": "Tidewater Community Bank", "properties": [{"pid": "sector", "v": "business"}]},
            [("Tidewater Community Bank", True), ("Tidewater Community Banks", False)],
        ),
        (
            {"query": "Tidewater Community Bank", "limit": 1, "type_strict": "any"},
            [("Tidewater Community Bank", False)],
        ),
        ({"query": "zebra"}, []),
        ({"query": ""}, []),
    ],
)
def test_names_find_who_is_meant(client, service, query, expected) -> None:
    answer = asked(client, service, q0=query)
    found = answer.json()["q0"]["result"]
    assert [(each["name"], each["match"]) for each in found] == expected
    assert all(each.keys() == KEYS and 0 <= each["score"] <= 100 for each in found)
    assert client.get(service, params={"queries": json.dumps({"q0": query})}).json() == answer.json()


@pytest.mark.parametrize(
    ("queries", "status"),
    [
        ("", 400),
        ("[]", 400),
        ("{", 400),
        ("[" * 20_000, 400),
        ('{"q0": {"query": 7}}', 400),
        ('{"q0": {"query": "x", "limit": -1}}', 400),
        (json.dumps({"q0": {"query": "x" * 2_000}}), 400),
        (json.dumps({f"q{n}": {"query": "x"} for n in range(21)}), 413),
        (json.dumps({"q0": {"query": "%_' \" \\ \x00\x07 🌱"}}), 200),
        (json.dumps({"q0": {"query": "a " * 400, "properties": [{"pid": "sector", "v": [{"id": "x"}]}]}}), 200),
        ("x" * 70_000, 413),
    ],
)
def test_whatever_is_sent_is_answered(client, service, queries, status) -> None:
    answer = client.post(service, data={"queries": queries})
    assert answer.status_code == status
    assert answer.headers["content-type"] in {"application/json", "application/problem+json"}


def test_what_is_typed_is_completed(client, service) -> None:
    found = client.get(f"{service}/suggest/entity", params={"prefix": "loom"}).json()["result"]
    assert [each["name"] for each in found] == ["Guild of Loom Makers"]
    assert client.get(f"{service}/suggest/entity").json() == {"result": []}


def test_a_preview_can_be_framed_and_is_only_words(client, service) -> None:
    key = client.get(f"{service}/suggest/entity", params={"prefix": "works"}).json()["result"][0]["id"]
    answer = client.get(f"{service}/preview", params={"id": key})
    assert "&lt;img" in answer.text
    assert "<img" not in answer.text
    assert "frame-ancestors" not in answer.headers["content-security-policy"]
    assert client.get(f"{service}/preview", params={"id": "actor-none"}).status_code == 404


def test_a_key_opens_this_door_alone_and_ends_with_its_user(desk, client, service) -> None:
    for path in (f"{service}x", "/api/v1/reconcile/", "/api/v1/reconcile/reader~x"):
        assert client.get(path).status_code in {403, 404}
    key = service.rpartition("/")[2]
    assert client.get("/api/v1/actors", headers={"authorization": f"Bearer {key}"}).status_code == 401
    with writing(desk.store) as connection:
        user = add_user(connection, "passing", Role.READER, desks.PASSWORD, at="2026-01-01T00:00:00Z")
    own = f"/api/v1/reconcile/{desk.narrow.key_of(user.id)}"
    assert client.get(own).status_code == 200
    with writing(desk.store) as connection:
        remove_user(connection, "passing")
    assert client.get(own).status_code == 403


def test_the_page_of_actors_tells_the_address(desk) -> None:
    reader = desks.signed_in(desk, "reader")
    assert f"{desks.HOST}/api/v1/reconcile/" in reader.get("/actors").text
