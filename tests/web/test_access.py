import stat

import pytest

from models.errors import SettingsError, UnknownNameError, UsageError
from pipeline.store.database import opened, writing
from tests.homes import make_home
from web.access.attempts import WINDOW, Attempts
from web.access.hosts import is_ours, is_same_origin
from web.access.links import LIFETIME, OneTimeLink
from web.access.passwords import digest_of, is_right
from web.access.secret import read_secret
from web.access.sessions import ABSOLUTE, IDLE, Sessions
from web.access.users import Role, add_user, find_user, mint_token, remove_user, user_of_token

PASSWORD = "seven quiet herons"  # noqa: S105 -- of tests alone


class Clock:
    now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path):
    with opened(make_home(tmp_path / "home", {}).database_url) as engine, writing(engine) as connection:
        yield connection


def test_a_password_is_kept_as_a_salted_digest_of_its_own() -> None:
    digest = digest_of(PASSWORD)
    assert PASSWORD not in digest
    assert digest.startswith("scrypt$131072$8$1$")
    assert digest != digest_of(PASSWORD)
    assert is_right(PASSWORD, digest)
    assert not is_right(f"{PASSWORD}!", digest)


def test_nobody_has_no_password() -> None:
    assert not is_right("", None)


@pytest.mark.parametrize("password", ["", "short", "x" * 1001])
def test_a_password_that_can_be_guessed_is_refused(password) -> None:
    with pytest.raises(UsageError, match="few words"):
        digest_of(password)


@pytest.mark.parametrize("name", ["", "Ada", "a b", "<b>", "a" * 65, "-a", "ada\n"])
def test_a_name_that_cannot_be_is_refused(store, name) -> None:
    with pytest.raises(UsageError, match="no name for a user"):
        add_user(store, name, Role.READER, PASSWORD, at="2026-01-01T00:00:00Z")


def test_a_user_comes_once_and_goes_with_all_tokens(store) -> None:
    user = add_user(store, "ada", Role.CURATOR, PASSWORD, at="2026-01-01T00:00:00Z")
    with pytest.raises(UsageError, match="there already"):
        add_user(store, "ada", Role.READER, PASSWORD, at="2026-01-01T00:00:00Z")
    token = mint_token(store, user, at="2026-01-01T00:00:00Z")
    assert user_of_token(store, token) == user
    assert user_of_token(store, f"{token}x") is None
    remove_user(store, "ada")
    assert user_of_token(store, token) is None
    with pytest.raises(UnknownNameError, match="no user is called ada"):
        find_user(store, "ada")


def test_a_session_is_read_back(clock) -> None:
    sessions = Sessions(b"k" * 32, clock)
    session = sessions.begin("ada")
    assert sessions.read(sessions.cookie_of(session)) == session
    assert sessions.is_form_token(session, sessions.form_token(session))
    assert not sessions.is_form_token(session, sessions.form_token(sessions.begin("ada")))


@pytest.mark.parametrize("bend", [lambda _: "", lambda cookie: f"{cookie}x", lambda _: "é", str.swapcase])
def test_a_cookie_that_was_bent_opens_nothing(clock, bend) -> None:
    sessions = Sessions(b"k" * 32, clock)
    assert sessions.read(bend(sessions.cookie_of(sessions.begin("ada")))) is None


def test_a_cookie_of_another_key_opens_nothing(clock) -> None:
    theirs, ours = Sessions(b"a" * 32, clock), Sessions(b"b" * 32, clock)
    assert ours.read(theirs.cookie_of(theirs.begin("ada"))) is None


def test_a_session_ends_when_it_lies_idle(clock) -> None:
    sessions = Sessions(b"k" * 32, clock)
    cookie = sessions.cookie_of(sessions.begin("ada"))
    clock.now += IDLE + 1
    assert sessions.read(cookie) is None


def test_a_session_in_use_ends_after_twelve_hours(clock) -> None:
    sessions = Sessions(b"k" * 32, clock)
    session = sessions.begin("ada")
    for _ in range(ABSOLUTE // 3600):
        clock.now += 3600
        session = sessions.renewed(session)
        assert sessions.read(sessions.cookie_of(session)) == session
    clock.now += 1
    assert sessions.read(sessions.cookie_of(session)) is None


def test_a_session_that_was_ended_stays_so(clock) -> None:
    sessions = Sessions(b"k" * 32, clock)
    session = sessions.begin("ada")
    sessions.end(session)
    assert sessions.read(sessions.cookie_of(session)) is None


def test_the_link_works_once(clock) -> None:
    link = OneTimeLink(clock)
    key = link.mint()
    assert not link.opens("guess")
    assert link.opens(key)
    assert not link.opens(key)


def test_the_link_ends_after_ten_minutes(clock) -> None:
    link = OneTimeLink(clock)
    key = link.mint()
    clock.now += LIFETIME + 1
    assert not link.opens(key)


@pytest.mark.parametrize(
    ("tries", "most"),
    [
        pytest.param([("ada", "1.1.1.1")] * 30, 5, id="one name from one address"),
        pytest.param([(f"u{at}", "1.1.1.1") for at in range(30)], 20, id="many names from one address"),
        pytest.param([("ada", f"1.1.1.{at}") for at in range(200)], 100, id="one name from many addresses"),
    ],
)
def test_attempts_are_limited(clock, tries, most) -> None:
    attempts = Attempts(clock)
    assert [attempts.begin(*each) for each in tries].count(0) == most
    assert attempts.begin(*tries[-1]) == WINDOW
    clock.now += WINDOW
    assert attempts.begin(*tries[-1]) == 0


def test_an_attempt_that_succeeds_forgives_those_before(clock) -> None:
    attempts = Attempts(clock)
    for _ in range(12):
        assert attempts.begin("ada", "1.1.1.1") == 0
        attempts.succeed("ada", "1.1.1.1")


def test_the_key_is_for_its_owner_alone(tmp_path) -> None:
    path = tmp_path / "web" / "session.key"
    key = read_secret(path)
    assert len(key) == 32
    assert read_secret(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(("content", "mode", "fact"), [(b"k" * 32, 0o644, "others"), (b"k", 0o600, "damaged")])
def test_a_key_that_cannot_be_trusted_is_refused(tmp_path, content, mode, fact) -> None:
    path = tmp_path / "session.key"
    path.write_bytes(content)
    path.chmod(mode)
    with pytest.raises(SettingsError, match=fact):
        read_secret(path)


@pytest.mark.parametrize(
    ("authority", "local", "ours"),
    [
        ("127.0.0.1:8000", True, True),
        ("localhost:8000", True, True),
        ("[::1]:8000", True, True),
        ("evil.example:8000", True, False),
        ("192.0.2.7:8000", True, False),
        ("192.0.2.7:8000", False, True),
        ("cases.example.org", False, True),
        ("evil.example", False, False),
        ("127.0.0.1.evil.example", True, False),
        ("", True, False),
        ("[", True, False),
    ],
)
def test_a_name_that_can_be_made_to_lead_here_is_not_ours(authority, local, ours) -> None:
    assert is_ours(authority, {"cases.example.org"}, local=local) is ours


@pytest.mark.parametrize(
    ("origin", "same"),
    [
        ("http://127.0.0.1:8000", True),
        ("https://127.0.0.1:8000", True),
        ("http://127.0.0.1:9000", False),
        ("http://evil.example", False),
        ("null", False),
        ("", False),
        ("file://127.0.0.1:8000", False),
        ("http://[", False),
    ],
)
def test_only_the_page_itself_is_of_the_same_origin(origin, same) -> None:
    assert is_same_origin(origin, "127.0.0.1:8000") is same
