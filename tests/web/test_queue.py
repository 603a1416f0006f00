import re
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.web import desks

ODD = "<!doctype html><h1>Odd &lt;b&gt;</h1><h2>Who</h2><p>It is a working party of the cluster Draad & Dok.</p>{}"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    pages = {f"{name}.html": ODD.format(words) for name, words in (("a", ""), ("b", "<p>No more.</p>"))}
    with desks.desk(tmp_path_factory.mktemp("desk") / "home", pages={**pages, "bad.html": ""}) as made:
        yield made


def queue(client, **asked):
    answer = client.get("/api/v1/queue", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_api_tells_what_most_needs_a_look(ada):
    found = queue(ada)
    doubts = [each["doubt"] for each in found["doubts"]]
    assert found["counts"]["total"] == len(doubts) >= 3
    assert [each["weight"] for each in doubts] == sorted((each["weight"] for each in doubts), reverse=True)
    named = {each["name"]: each for each in doubts}
    assert named["Draad & Dok"]["reason"] == "confidence"
    assert re.fullmatch(r"\d\d% sure that it is right", named["Draad & Dok"]["words"])
    assert named["1 page of notes"]["step"] == "casemill quarantine list notes"


def test_filters_and_stretches(ada):
    whole = queue(ada, reason="confidence")
    assert {each["doubt"]["reason"] for each in whole["doubts"]} == {"confidence"}
    first = queue(ada, reason="confidence", limit=1)
    rest = queue(ada, reason="confidence", after=first["next"])
    assert first["doubts"] + rest["doubts"] == whole["doubts"]
    assert rest["next"] is None
    assert queue(ada, source="nowhere")["counts"]["total"] == 0


@pytest.mark.parametrize("asked", [{"reason": "none"}, {"after": "x"}, {"after": "1-" + "9" * 40}, {"limit": "0"}])
def test_what_cannot_be_asked_is_told(ada, asked):
    assert ada.get("/api/v1/queue", params=asked).status_code == 400


@pytest.mark.parametrize("path", ["/queue", "/queue/next", "/api/v1/queue"])
def test_readers_have_no_queue(desk, path):
    reader = desks.signed_in(desk, "reader")
    assert reader.get(path).status_code == 403
    assert "/queue" not in reader.get("/").text


def test_the_page_lists_doubts_as_text_alone(ada):
    page = ada.get("/queue").text
    assert "Odd &lt;b" in page
    assert "Draad &amp; Dok" in page
    assert "in quarantine: empty" in page
    assert 'href="/queue?reason=confidence"' in page
    one = ada.get("/queue?reason=confidence&source=notes").text
    assert "take this filter away" in one
    assert "No doubt is left with these filters" in ada.get("/queue?source=nowhere").text


def onward(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 303
    return answer.headers["location"]


def test_one_goes_from_case_to_case(ada):
    first = onward(ada, "/queue/next?reason=confidence")
    page = ada.get(first).text
    lead = page[page.index('id="lead"') :]
    assert re.search(r"0 of \d", lead)
    follow = re.search(r'data-onward="([^"]+)"', lead)[1].replace("&amp;", "&")
    asked = parse_qs(urlsplit(follow).query)
    assert asked["reason"] == ["confidence"]
    assert asked["beside"] == [urlsplit(first).path.rpartition("/")[2]]
    second = onward(ada, follow)
    assert urlsplit(second).path != urlsplit(first).path
    seen = {urlsplit(first).path}
    while urlsplit(second).path != "/queue":
        seen.add(urlsplit(second).path)
        page = ada.get(second).text
        second = onward(ada, re.search(r'data-onward="([^"]+)"', page)[1].replace("&amp;", "&"))
    assert len(seen) == 2
    assert "what you passed by is still here" in ada.get(second).text


@pytest.mark.usefixtures("nothing_decided")
def test_a_settled_doubt_is_gone_and_the_sitting_tells(ada):
    whole = queue(ada, reason="confidence")
    one = whole["doubts"][0]
    doubt = one["doubt"]
    case = f"/api/v1/cases/{doubt['case']}"
    place = f"/cases/{doubt['case']}?doubt={one['place']}"
    assert doubt["name"].replace("&", "&amp;") in ada.get(place).text
    answer = desks.decide(ada, case, {"act": "confirm", "field": doubt["field"], "key": doubt["key"]})
    assert answer.status_code == 200
    left = queue(ada, reason="confidence")
    assert left["counts"]["total"] == whole["counts"]["total"] - 1
    page = ada.get(place).text
    assert "What led here is settled" in page
    assert f"1 of {queue(ada)['counts']['total'] + 1}" in page
