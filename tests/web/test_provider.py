import time
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from joserfc.jwk import RSAKey

from models.errors import SettingsError
from pipeline.run import run
from pipeline.settings import load_settings
from pipeline.store.database import opened, reading, writing
from tests.curated_homes import page_case
from tests.fake_mill import fake_engine
from tests.homes import make_home
from tests.web import providers
from tests.web.desks import HOST, PASSWORD, browser, decide
from web.access.users import Role, add_user, all_users, remove_user
from web.desk import desk_at
from web.serving import _require_users

OIDC = """
[oidc]
issuer = "{issuer}"
client_id = "casemill desk"
client_secret_file = "oidc.secret"
name = "the Guild"
roles = {{ curators = "curator", chiefs = "admin" }}
"""


@pytest.fixture(scope="module")
def provider():
    with providers.serving() as made:
        yield made


@pytest.fixture(scope="module")
def settings(tmp_path_factory, provider):
    home = make_home(tmp_path_factory.mktemp("provider") / "home", {"a.txt": "Alpha\nWords."}).home
    with (home / "casemill.toml").open("a") as file:
        file.write(OIDC.format(issuer=provider.address))
    (home / "oidc.secret").write_text(f"{providers.SECRET}\n")
    settings = load_settings(home)
    run(settings, engine=fake_engine)
    return settings


@pytest.fixture(scope="module")
def store(settings):
    with opened(settings.database_url) as made:
        yield made


@pytest.fixture
def desk(settings, store, provider):
    """Without users, and with a provider that is asked for all anew."""
    provider.reset()
    with writing(store) as connection:
        for each in all_users(connection):
            remove_user(connection, each.name)
    return desk_at(settings, store, "127.0.0.1")


def leave(client, onward: str = "/"):
    """To the provider, which sends the browser back."""
    left = client.get("/sign-in/provider", params={"next": onward})
    assert left.status_code == 303, left.text
    return httpx2.get(left.headers["location"], follow_redirects=False).headers["location"]


def names(desk) -> dict[str, Role]:
    with reading(desk.store) as connection:
        return {each.name: each.role for each in all_users(connection)}


def test_who_the_provider_knows_comes_in_with_the_role_that_they_have_there(desk):
    client = browser(desk)
    assert 'href="/sign-in/provider?next=/cases%3Fq%3Da">Sign in with the Guild</a>' in client.get(
        "/sign-in", params={"next": "/cases?q=a"}
    ).text.replace("%2F", "/")
    back = client.get(leave(client, "/?query=a"))
    assert back.status_code == 200
    assert '<meta http-equiv="refresh" content="0;url=/?query=a">' in back.text
    assert "errand" not in "".join(client.cookies)
    page = client.get("/")
    assert page.status_code == 200
    assert "ada.lovelace" in page.text
    assert names(desk) == {"ada.lovelace": Role.CURATOR}


def test_the_way_there_is_by_code_with_state_nonce_and_challenge(desk):
    client = browser(desk)
    left = client.get("/sign-in/provider")
    query = {name: value for name, (value,) in parse_qs(urlsplit(left.headers["location"]).query).items()}
    assert query["response_type"] == "code"
    assert query["redirect_uri"] == f"{HOST}/sign-in/returned"
    assert query["code_challenge_method"] == "S256"
    assert min(len(query[each]) for each in ("state", "nonce", "code_challenge")) >= 43
    (cookie,) = [each for each in left.headers.get_list("set-cookie") if "errand" in each]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


def test_who_has_another_role_there_has_it_here_and_who_has_none_is_out(desk, provider):
    client = browser(desk)
    client.get(leave(client))
    provider.claims["roles"] = ["chiefs", "curators"]
    again = browser(desk)
    again.get(leave(again))
    assert names(desk) == {"ada.lovelace": Role.ADMIN}
    provider.claims["roles"] = ["staff"]
    last = browser(desk)
    refused = last.get(leave(last))
    assert refused.status_code == 401
    assert "you have no role here; ask whoever runs this server" in refused.text
    assert names(desk) == {}
    assert client.get("/").status_code == 303, "the sessions of before are over"


def test_another_of_the_same_name_is_refused(desk, provider):
    with writing(desk.store) as connection:
        add_user(connection, "ada.lovelace", Role.READER, PASSWORD, at="2026-01-01T00:00:00Z")
    client = browser(desk)
    refused = client.get(leave(client))
    assert "somebody else is called ada.lovelace here" in refused.text
    assert names(desk) == {"ada.lovelace": Role.READER}


def test_nobody_signs_in_with_a_password_that_is_not_there(desk):
    client = browser(desk)
    client.get(leave(client))
    said = browser(desk).post("/sign-in", data={"name": "ada.lovelace", "password": ""})
    assert said.status_code == 401


HOUR = 3600
LIES = {
    "another nonce": ({"claims": {"nonce": "x"}}, "not to be trusted"),
    "no nonce": ({"claims": {"nonce": None}}, "not to be trusted"),
    "another audience": ({"claims": {"aud": "others"}}, "not to be trusted"),
    "others beside us": ({"claims": {"aud": ["others", providers.CLIENT]}}, "azp: is for another client"),
    "another party": ({"claims": {"azp": "others"}}, "azp: is for another client"),
    "another issuer": ({"claims": {"iss": "https://id.example.org"}}, "not to be trusted"),
    "expired": ({"claims": {"exp": 1}}, "ExpiredTokenError"),
    "no end": ({"claims": {"exp": None}}, "not to be trusted"),
    "of the future": ({"claims": {"iat": int(time.time()) + HOUR}}, "not to be trusted"),
    "nobody": ({"claims": {"sub": ""}}, "not to be trusted"),
    "no subject": ({"claims": {"sub": None}}, "not to be trusted"),
    "unsigned": ({"token": providers.UNSIGNED}, "not to be trusted"),
    "no token": ({"token": "words"}, "not to be trusted"),
    "the secret as key": ({"signer": providers.shared_key(), "header": {"alg": "HS256"}}, "not to be trusted"),
    "the key of another": ({"signer": RSAKey.generate_key(2048)}, "BadSignatureError"),
    "a key of another name": ({"header": {"kid": "three"}}, "signed with a key that is not the provider&#39;s"),
    "another state": ({"answer": {"state": "x"}}, "begun in another window"),
    "no code": ({"answer": {"code": ""}}, "it did not sign you in"),
    "refused": ({"answer": {"error": "access_denied", "error_description": "<b>x</b>"}}, "it did not sign you in"),
    "mixed up": ({"answer": {"iss": "https://id.example.org"}}, "the answer came from another provider"),
    "no name": ({"claims": {"preferred_username": "<b>Ada</b>"}}, "is no name for a user here"),
    "nameless": ({"claims": {"preferred_username": None}}, "is no name for a user here"),
    "no role": ({"claims": {"roles": {"curators": "x"}}}, "you have no role here"),
}


@pytest.mark.parametrize(("lie", "words"), LIES.values(), ids=LIES)
def test_nobody_comes_in_by_a_lie(desk, provider, lie, words):
    for name, value in lie.items():
        setattr(provider, name, {**provider.claims, **value} if name == "claims" else value)
    client = browser(desk)
    refused = client.get(leave(client))
    assert refused.status_code == 401
    assert words in refused.text
    assert "<b>" not in refused.text
    assert client.get("/").status_code == 303
    assert names(desk) == {}


def test_an_answer_counts_once_and_in_the_browser_that_asked(desk):
    client, other = browser(desk), browser(desk)
    back = leave(client)
    assert "begun in another browser" in other.get(back).text
    client.get(back)
    again = client.get(back)
    assert again.status_code == 401
    assert "begun in another browser" in again.text
    client.cookies.set("casemill-errand", "forged")
    assert client.get(back).status_code == 401


def test_who_comes_back_too_often_waits(desk):
    client = browser(desk)
    answers = [client.get("/sign-in/returned").status_code for _ in range(6)]
    assert answers == [401] * 5 + [429]


@pytest.mark.parametrize("onward", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x", ""])
def test_the_way_on_never_leads_elsewhere(desk, onward):
    client = browser(desk)
    back = client.get(leave(client, onward))
    assert '<meta http-equiv="refresh" content="0;url=/">' in back.text


DOWN = {
    "no discovery": {"discovery": {"issuer": "https://id.example.org"}},
    "an unsafe endpoint": {"discovery": {"token_endpoint": "http://id.example.org/token"}},
    "half a document": {"discovery": {"jwks_uri": None}},
}


@pytest.mark.parametrize("lie", DOWN.values(), ids=DOWN)
def test_a_provider_that_does_not_say_what_it_is_is_told(desk, provider, lie):
    provider.discovery = lie["discovery"]
    failed = browser(desk).get("/sign-in/provider")
    assert failed.status_code == 502
    assert "the Guild does not answer as it should. Try again in a while, or sign in with a password." in failed.text


def test_a_provider_that_is_down_is_told(desk, provider, settings):
    client = browser(desk)
    back = leave(client)
    provider.status = 500
    assert client.get(back).status_code == 502
    nowhere = settings.model_copy(update={"oidc": settings.oidc.model_copy(update={"issuer": "http://127.0.0.1:1"})})
    assert browser(desk_at(nowhere, desk.store, "127.0.0.1")).get("/sign-in/provider").status_code == 502


def test_a_new_key_of_the_provider_is_learnt(desk, provider, monkeypatch):
    client = browser(desk)
    client.get(leave(client))
    monkeypatch.setattr("web.oidc.provider._HURRIED", -1)
    before = provider.key
    provider.key = RSAKey.generate_key(2048, {"kid": "four"})
    provider.header = {"kid": "four"}
    later = browser(desk)
    assert later.get(leave(later)).status_code == 200
    provider.key = before


def test_others_come_back_over_https_by_the_name_they_know(settings, store, provider):
    provider.reset()
    open_desk = desk_at(settings.model_copy(update={"hosts": {"cases.example.org"}}), store, "127.0.0.1")
    _require_users(open_desk)
    client = browser(open_desk, "https://cases.example.org")
    left = client.get("/sign-in/provider")
    assert "redirect_uri=https%3A%2F%2Fcases.example.org%2Fsign-in%2Freturned" in left.headers["location"]
    assert "__Host-casemill-errand=" in left.headers["set-cookie"]
    assert "Secure" in left.headers["set-cookie"]


def test_without_the_setting_nothing_of_it_is_there(settings, store):
    desk = desk_at(settings.model_copy(update={"oidc": None}), store, "127.0.0.1")
    client = browser(desk)
    assert "provider" not in client.get("/sign-in").text
    assert client.get("/sign-in/provider").status_code == 404


def test_without_the_extra_it_is_told(settings, store, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "web.oidc.provider", None)
    with pytest.raises(SettingsError, match=r"oidc: the package .* is missing; install casemill\[oidc\]"):
        desk_at(settings, store, "127.0.0.1")


WRONG = [
    ('issuer = "http://id.example.org"', "oidc.issuer: Value error, is no issuer; write its https address"),
    ('issuer = "https://id.example.org?x"', "oidc.issuer: Value error, is no issuer"),
    ('issuer = "ftp://127.0.0.1"', "oidc.issuer: Value error, is no issuer"),
    ('issuer = "https://"', "oidc.issuer: Value error, is no issuer"),
    ('issuer = "https://a:b"', "oidc.issuer: Value error, is no issuer"),
    ("roles = {}", "oidc: Value error, nobody would have a role"),
    ('roles = { a = "chief" }', "oidc.roles.a: Input should be 'reader', 'curator' or 'admin'"),
    ('scope = "profile"', "oidc.scope: String should match"),
    ('client_secret = "x"\nclient_secret_file = "y"', "oidc: Value error, client_secret and client_secret_file"),
    ('client = "x"', "oidc.client: Extra inputs are not permitted"),
]


@pytest.mark.parametrize(("line", "words"), WRONG, ids=[words for _, words in WRONG])
def test_wrong_settings_are_told_with_their_place(tmp_path, line, words):
    lines = {"issuer": 'issuer = "https://id.example.org"', "client_id": 'client_id = "x"'}
    lines["roles"] = 'roles = { a = "reader" }'
    lines[line.split(" =")[0]] = line
    (tmp_path / "casemill.toml").write_text("[oidc]\n" + "\n".join(lines.values()))
    with pytest.raises(SettingsError) as error:
        load_settings(tmp_path)
    assert words in str(error.value)


def test_the_secret_comes_from_the_environment_too_and_is_never_shown(tmp_path, monkeypatch):
    (tmp_path / "casemill.toml").write_text(
        '[oidc]\nissuer = "https://id.example.org"\nclient_id = "x"\ndefault_role = "reader"\n'
    )
    monkeypatch.setenv("CASEMILL_OIDC__CLIENT_SECRET", "hush")
    found = load_settings(tmp_path)
    assert found.oidc.client_secret.get_secret_value() == "hush"
    assert "hush" not in repr(found)
    assert found.oidc.title == "id.example.org"


@pytest.mark.parametrize("content", [None, "", "\n"])
def test_a_secret_that_is_not_there_is_told(settings, store, content):
    path = settings.home / "other.secret"
    path.unlink(missing_ok=True)
    if content is not None:
        path.write_text(content)
    other = settings.oidc.model_copy(update={"client_secret_file": path})
    with pytest.raises(SettingsError, match=r"other\.secret: .*put the client's secret there"):
        desk_at(settings.model_copy(update={"oidc": other}), store, "127.0.0.1")


def test_every_decision_carries_the_name_of_who_signed_in(desk):
    client = browser(desk)
    client.get(leave(client))
    session = desk.sessions.read(client.cookies["casemill"])
    client.headers["x-form-token"] = desk.sessions.form_token(session)
    intent = {"act": "correct", "field": "title", "value": {"title": "Omega"}}
    taken = decide(client, f"/api/v1/cases/{page_case('a.txt')}", intent)
    assert taken.status_code == 200, taken.text
    assert taken.json()["decisions"][0]["by"] == "ada.lovelace"
