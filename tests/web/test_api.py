"""The API: what it gives, how it goes on, and what it says of itself."""

import json
from pathlib import Path

import pytest

from models.record import CaseRecord
from models.report import SearchResult
from pipeline.store.database import writing
from pipeline.store.tables import identity
from tests.web.desks import browser, signed_in

V1 = "/api/v1"
LINES = {"accept": "application/x-ndjson"}


@pytest.fixture
def reader(desk):
    return signed_in(desk, "reader")


@pytest.fixture(scope="module")
def told(desk) -> dict:
    return browser(desk).get(f"{V1}/openapi.json").json()


def operations(told):
    for path, methods in told["paths"].items():
        yield from ((path, method, each) for method, each in methods.items())


def test_every_operation_is_described(told) -> None:
    names = [each["operationId"] for _, _, each in operations(told)]
    assert len(names) == len(set(names))
    for path, method, each in operations(told):
        assert each.get("summary"), path
        assert each.get("description"), (path, method)
        content = each["responses"].get("200", {}).get("content", {})
        assert content, (path, method)
        assert "application/problem+json" in each["responses"]["401"]["content"]
        assert each["responses"].get("422", {}).get("description") != "Validation Error"


def test_every_path_stands_in_the_docs(told) -> None:
    docs = Path(__file__).parents[2] / "docs" / "api.md"
    words = docs.read_text(encoding="utf-8")
    assert [path for path in told["paths"] if f"`{path}`" not in words] == []


def test_search_has_the_shape_of_the_command(reader) -> None:
    found = SearchResult.model_validate(reader.get(f"{V1}/search", params={"q": "harbour", "limit": 1}).json())
    assert found.hits[0].title.startswith("Harbour")
    narrowed = reader.get(f"{V1}/search", params={"where": ["language=en", "source=elsewhere"]}).json()
    assert narrowed["total"] == 0


def test_cases_are_listed_page_by_page_and_line_by_line(reader) -> None:
    listed = reader.get(f"{V1}/cases", params={"limit": 1}).json()
    assert [each["source"] for each in listed["cases"]] == ["notes"]
    assert listed["next"] is None
    after = reader.get(f"{V1}/cases", params={"after": listed["cases"][0]["id"]}).json()
    assert after == {"cases": [], "next": None}
    assert reader.get(f"{V1}/cases", params={"updated_since": "2100-01-01T00:00:00Z"}).json()["cases"] == []
    lines = reader.get(f"{V1}/cases", headers=LINES).text.splitlines()
    assert [CaseRecord.model_validate_json(line).id for line in lines] == [listed["cases"][0]["id"]]


def test_versions_are_listed_and_read(reader, address) -> None:
    assert [each["number"] for each in reader.get(f"{address}/versions").json()["versions"]] == [1]
    assert reader.get(f"{address}/versions/1").json() == reader.get(address).json()
    assert reader.get(f"{address}/versions/9").status_code == 404
    assert reader.get(f"{V1}/cases/none/versions").status_code == 404


def test_changes_go_on_where_they_ended(reader) -> None:
    first = reader.get(f"{V1}/changes", params={"limit": 1}).json()
    assert [each["op"] for each in first["changes"]] == ["ADD"]
    assert first["changes"][-1]["cursor"] == first["next"]
    after = reader.get(f"{V1}/changes", params={"after": first["next"], "wait": 1}).json()
    assert (after["changes"], after["next"], after["more"]) == ([], first["next"], False)
    lines = reader.get(f"{V1}/changes", headers=LINES).text.splitlines()
    assert [json.loads(line) for line in lines] == first["changes"]


def test_a_cursor_of_another_store_is_gone(desk, reader) -> None:
    cursor = reader.get(f"{V1}/changes").json()["next"]
    with writing(desk.store) as connection:
        before = connection.execute(identity.select()).scalar_one()
        connection.execute(identity.update().values(id="another"))
    for headers in ({}, LINES):
        answer = reader.get(f"{V1}/changes", params={"after": cursor}, headers=headers)
        assert (answer.status_code, "without `after`" in answer.json()["detail"]) == (410, True)
    with writing(desk.store) as connection:
        connection.execute(identity.update().values(id=before))
    assert reader.get(f"{V1}/changes", params={"after": cursor}).status_code == 200


def test_a_release_is_downloaded_whole_or_in_ranges(reader) -> None:
    [listed] = reader.get(f"{V1}/releases").json()["releases"]
    latest = reader.get(f"{V1}/releases/latest").json()
    assert latest["run"] == listed["run"]
    file = next(each for each in latest["files"] if each["name"] == "cases.jsonl.zst")
    whole = reader.get(file["href"])
    assert (len(whole.content), whole.headers["etag"]) == (file["bytes"], f'"{file["sha256"]}"')
    part = reader.get(file["href"], headers={"range": "bytes=4-7"})
    assert (part.status_code, part.content) == (206, whole.content[4:8])
    for name in ("..%2F..%2Fcasemill.db", "none.txt"):
        assert reader.get(f"{V1}/releases/latest/files/{name}").status_code == 404


def test_what_is_known_is_not_sent_again(reader, address) -> None:
    for path in (address, f"{V1}/search?q=harbour", f"{V1}/changes", f"{V1}/schemas/record.json"):
        etag = reader.get(path).headers["etag"]
        again = reader.get(path, headers={"if-none-match": f'"other", {etag}'})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
        assert reader.get(path, headers={"if-none-match": '"other"'}).status_code == 200


BAD = [
    ("/nothing", 404),
    ("/cases/case-%00", 400),
    ("/cases/%F0%9F%8C%B1'\"%3Cb%3E", 404),
    ("/cases/x%0Ay/versions/1", 404),
    ("/cases/x/versions/0", 400),
    ("/cases/x/versions/99999999999999999999", 400),
    ("/cases/x/difference?from=1&to=99999999999999999999", 400),
    ("/cases?limit=1000000", 400),
    ("/cases?limit=-1", 400),
    ("/cases?updated_since=yesterday", 400),
    ("/changes?after=nonsense", 400),
    ("/changes?after=%C3%A9", 400),
    ("/changes?wait=3600", 400),
    ("/search?limit=100000", 400),
    ("/search?cursor=nonsense", 400),
    ("/search?where=nonsense", 400),
    ("/search?where=shoe=9", 404),
    ("/search?sort=shoe", 400),
    ("/releases/..%2F..", 404),
]


@pytest.mark.parametrize(("path", "status"), BAD)
def test_what_cannot_be_is_told_in_one_shape(reader, path, status) -> None:
    answer = reader.get(f"{V1}{path}")
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json()["status"] == status
    assert answer.json()["detail"]


def test_an_unknown_token_and_a_wrong_method_are_told_so(desk, reader) -> None:
    answer = browser(desk).get(f"{V1}/cases", headers={"authorization": "Bearer casemill_no"})
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    answer = reader.put(f"{V1}/cases")
    assert (answer.status_code, answer.headers["content-type"]) == (405, "application/problem+json")


@pytest.mark.parametrize("query", ["word " * 10_000, '"unbalanced', "\x01\x1b[31m", "(((" * 500, "*", "-", "a:b:c:"])
def test_any_words_can_be_asked_for(reader, query) -> None:
    assert reader.get(f"{V1}/search", params={"q": query}).status_code in {200, 400}
