import re
import time

import pytest

from models.record import CaseRecord
from pipeline.store.cases import live_cases
from pipeline.store.database import reading, writing
from tests.web import desks
from tests.web.desks import PASSWORD, browser
from web.access.sessions import IDLE
from web.access.users import find_user, mint_token
from web.guard import HEADERS


@pytest.fixture
def stranger(desk):
    desk.attempts.__init__()
    return browser(desk)


@pytest.fixture
def reader(desk):
    return desks.signed_in(desk, "reader")


@pytest.fixture(scope="module")
def case(desk) -> str:
    with reading(desk.store) as connection:
        return next(live_cases(connection)).id


def sign_in(client, name: str, password: str = PASSWORD, onward: str = "/"):
    return client.post("/sign-in", data={"name": name, "password": password, "next": onward})


PAGES = (
    "/",
    "/?q=harbour",
    "/cases/{case}",
    "/cases/{case}?version=1",
    "/cases/{case}/raw",
    "/cases/{case}/raw/source",
)


@pytest.mark.parametrize("path", [*PAGES, "/cases/{case}/raw/page"])
def test_a_page_is_for_those_who_signed_in(stranger, reader, case, path) -> None:
    answer = stranger.get(path.format(case=case))
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in")
    assert reader.get(path.format(case=case)).status_code == 200


@pytest.mark.parametrize("path", [*PAGES[:5], "/sign-in", "/static/desk.css", "/nothing", "/api/v1/cases/x"])
def test_every_answer_bears_the_headers(reader, case, path) -> None:
    headers = reader.get(path.format(case=case)).headers
    kept = {name: value for name, value in HEADERS.items() if headers.get(name) != value}
    assert kept == {}


@pytest.mark.parametrize("kind", ["page", "source"])
def test_the_captured_page_is_caged(reader, case, kind) -> None:
    answer = reader.get(f"/cases/{case}/raw/{kind}")
    assert answer.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert answer.headers["content-type"] == {"page": "text/html", "source": "text/plain"}[kind] + "; charset=utf-8"


def test_words_of_a_page_never_become_markup(reader, case) -> None:
    text = reader.get(f"/cases/{case}").text
    assert "&lt;b&gt;Chamber" in text
    assert "<b>Chamber" not in text
    assert re.findall(r"<script(?! src=\"/static/| type=\"application/json\")", text) == []


def test_a_search_marks_the_words(reader) -> None:
    text = reader.get("/?q=lyon").text
    assert "<mark>Lyon</mark>" in text
    assert "1 case" in text
    assert "No case has these words" in reader.get("/?q=zebra").text


@pytest.mark.parametrize("path", ["/cases/case-none", "/cases/case-none/raw", "/nothing", "/cases/{case}?version=9"])
def test_what_is_not_there_is_told_in_words(reader, case, path) -> None:
    answer = reader.get(path.format(case=case))
    assert answer.status_code == 404
    assert "There is nothing here" in answer.text


def test_a_mistyped_address_is_told_in_words(reader) -> None:
    answer = reader.get("/?sort=many")
    assert answer.status_code == 400
    assert "correct the address" in answer.text


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("cursor=none", 400, "leave it out"),
        ("source=a&source=b&q=%22", 200, "No case has these words"),
        ("q=actro:lyon", 200, "did you mean actor:"),
        ("q=actor:lyon&sort=date", 200, "1 case"),
        ("q=" + "harbour+" * 7_000, 200, "1 case"),
    ],
)
def test_whatever_is_asked_is_answered_in_words(reader, query, status, words) -> None:
    answer = reader.get(f"/?{query}")
    assert answer.status_code == status
    assert words in answer.text


def test_a_fault_shows_nothing_of_its_inside(desk, reader, case, monkeypatch, caplog) -> None:
    # Other programs that a test run starts turn off loggers that are there.
    monkeypatch.setattr("web.faults._log.disabled", False)
    monkeypatch.setattr("web.pane.marks_of", lambda _: 1 / 0)
    client = browser(desk)
    client._transport.raise_server_exceptions = False
    client.cookies = reader.cookies
    answer = client.get(f"/cases/{case}")
    assert answer.status_code == 500
    assert "on our side" in answer.text
    assert "ZeroDivision" not in answer.text
    assert answer.headers["content-security-policy"] == HEADERS["content-security-policy"]
    assert "ZeroDivision" in caplog.text


@pytest.mark.parametrize("name", ["reader", "nobody"])
def test_a_wrong_password_and_no_such_user_sound_the_same(stranger, name) -> None:
    answer = sign_in(stranger, name, "wrong")
    assert answer.status_code == 401
    assert "do not go together" in answer.text
    assert "set-cookie" not in answer.headers


def test_too_many_attempts_wait(stranger) -> None:
    statuses = [sign_in(stranger, "reader", "wrong").status_code for _ in range(6)]
    assert statuses == [401] * 5 + [429]
    answer = sign_in(stranger, "reader")
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    assert "Try again in 15 minutes" in answer.text


@pytest.mark.parametrize(
    ("onward", "led"),
    [
        ("/cases/x?version=2", "/cases/x?version=2"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("/a\r\nset-cookie: b", "/"),
        ("", "/"),
    ],
)
def test_signing_in_leads_on_to_our_own_pages_alone(stranger, onward, led) -> None:
    assert sign_in(stranger, "reader", onward=onward).headers["location"] == led


def test_the_cookie_is_kept_from_scripts_and_other_sites(stranger) -> None:
    cookie = sign_in(stranger, "reader").headers["set-cookie"]
    assert cookie.startswith("casemill=")
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))


def test_beyond_loopback_the_cookie_goes_over_tls_alone(open_desk) -> None:
    cookie = sign_in(browser(open_desk, "https://cases.example.org"), "reader").headers["set-cookie"]
    assert cookie.startswith("__Host-casemill=")
    assert "Secure" in cookie.split("; ")


def test_signing_out_needs_the_form_of_the_session(reader) -> None:
    cookies = dict(reader.cookies)
    assert reader.post("/sign-out", data={"form_token": "guess"}).status_code == 403
    token = re.search(r'name="form_token" value="([^"]+)"', reader.get("/").text)[1]
    assert reader.post("/sign-out", data={"form_token": token}).status_code == 303
    reader.cookies.update(cookies)
    assert reader.get("/").status_code == 303


def test_a_session_in_use_goes_on(desk, reader, monkeypatch) -> None:
    later = time.time()
    for _ in range(3):
        later += IDLE - 1
        monkeypatch.setattr(desk.sessions, "_clock", lambda now=later: now)
        assert reader.get("/").status_code == 200
    assert "set-cookie" not in reader.get("/").headers


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1"])
def test_another_site_changes_nothing(reader, origin) -> None:
    answer = reader.post("/sign-out", data={"form_token": "x"}, headers={"origin": origin})
    assert answer.status_code == 403
    assert "came from another site" in answer.text
    assert reader.get("/").status_code == 200


def test_a_name_that_leads_here_from_elsewhere_is_refused(desk) -> None:
    assert browser(desk, "http://evil.example").get("/sign-in").status_code == 421


def test_the_link_signs_in_once(desk) -> None:
    address = f"/sign-in?key={desk.link.mint()}"
    client = browser(desk)
    assert client.get(address).headers["location"] == "/"
    assert client.get("/").status_code == 200
    again = browser(desk).get(address)
    assert again.status_code == 401
    assert "has been used" in again.text


def test_there_is_no_link_for_others(open_desk) -> None:
    assert (
        browser(open_desk, "https://cases.example.org").get(f"/sign-in?key={open_desk.link.mint()}").status_code == 401
    )


def test_a_program_reads_a_case_with_a_token(desk, stranger, case) -> None:
    with writing(desk.store) as connection:
        token = mint_token(connection, find_user(connection, "reader"), at="2026-01-01T00:00:00Z")
    answer = stranger.get(f"/api/v1/cases/{case}", headers={"authorization": f"Bearer {token}"})
    assert CaseRecord.model_validate_json(answer.content).id == case


@pytest.mark.parametrize(
    ("path", "token", "status"),
    [("/api/v1/cases/x", "casemill_guess", 401), ("/api/v1/cases/x", None, 401), ("/api/v1/nothing", None, 404)],
)
def test_programs_are_told_what_is_wrong_as_problem_details(stranger, path, token, status) -> None:
    answer = stranger.get(path, headers={"authorization": f"Bearer {token}"} if token else {})
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == answer.status_code == status
    assert set(answer.json()) == {"type", "title", "status", "detail"}
