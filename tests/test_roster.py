import os
import shutil
import stat
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import CasemillError, StoreError
from pipeline import cli, roster
from pipeline.backup.making import back_up
from pipeline.backup.restoring import restore
from pipeline.rebuilding.rebuild import rebuild
from pipeline.roster import changing, reconcile, roster_file
from pipeline.run import run
from pipeline.settings import Settings, load_settings
from pipeline.store.database import opened, reading
from tests.fake_mill import fake_engine
from tests.homes import make_home
from web.access import users as users_module
from web.access.users import (
    Role,
    add_user,
    all_users,
    find_user,
    mint_token,
    remove_user,
    revoke_tokens,
    user_and_password,
    user_of_token,
)

AT = "2026-01-01T00:00:00Z"
NAMES = ("ada", "bob")


@pytest.fixture(autouse=True)
def _cheap_digests(monkeypatch):
    monkeypatch.setattr(users_module, "digest_of", lambda password: f"digest of {password}")


def act(home: Settings, deed: str, name: str) -> str | None:
    """Does it as the commands do; the token, where one is made."""
    with opened(home.database_url) as store, changing(store, home.raw) as connection:
        if deed == "add":
            add_user(connection, name, Role.CURATOR, "seven quiet herons", at=AT)
        elif deed == "remove":
            remove_user(connection, name)
        elif deed == "token":
            return mint_token(connection, find_user(connection, name), at=AT)
        else:
            revoke_tokens(connection, find_user(connection, name))
    return None


def known(home: Settings) -> set[str]:
    with opened(home.database_url) as store:
        reconcile(store, home.raw)
        with reading(store) as connection:
            return {each.name for each in all_users(connection)}


def test_users_and_tokens_come_back_where_the_store_is_lost(tmp_path):
    home = make_home(tmp_path / "home", {"a.txt": "Alpha\nWords."})
    run(home, engine=fake_engine)
    act(home, "add", "ada")
    token = act(home, "token", "ada")
    kept = roster_file(home.raw)
    assert (stat.S_IMODE(kept.stat().st_mode), stat.S_IMODE(kept.parent.stat().st_mode)) == (0o600, 0o700)
    assert token not in kept.read_text()
    shutil.rmtree(home.processed)
    assert rebuild(home, engine=fake_engine).lost == ()
    with opened(home.database_url) as store, reading(store) as connection:
        user, digest = user_and_password(connection, "ada")
        assert digest == "digest of seven quiet herons"
        assert user_of_token(connection, token) == user


def test_a_store_that_is_made_by_something_else_has_them_when_it_is_served(tmp_path):
    home = make_home(tmp_path / "home", {})
    act(home, "add", "ada")
    shutil.rmtree(home.processed)
    assert known(home) == {"ada"}


def test_users_of_an_earlier_casemill_are_written_down(tmp_path):
    home = make_home(tmp_path / "home", {})
    act(home, "add", "ada")
    shutil.rmtree(home.raw)
    assert known(home) == {"ada"}
    assert roster_file(home.raw).exists()


def test_a_list_that_nobody_can_read_is_told_and_the_rest_is_rebuilt(tmp_path):
    home = make_home(tmp_path / "home", {"a.txt": "Alpha\nWords."})
    run(home, engine=fake_engine)
    act(home, "add", "ada")
    roster_file(home.raw).write_text("{")
    shutil.rmtree(home.processed)
    (lost,) = rebuild(home, engine=fake_engine).lost
    assert "users.json: this list of users is damaged; restore it from a backup, or remove it and add" in lost
    with pytest.raises(StoreError, match="damaged"):
        known(home)


@pytest.mark.parametrize("name", ["safe", "safe.tar", "safe.tar.zst"])
def test_a_backup_has_them_for_their_owners_eyes_alone(tmp_path, name):
    home = make_home(tmp_path / "home", {"a.txt": "Alpha\nWords."})
    act(home, "add", "ada")
    assert not [each for each in back_up(home, tmp_path / name).words if "damaged" in each]
    restore(tmp_path / "other", tmp_path / name)
    other = load_settings(tmp_path / "other")
    kept = roster_file(other.raw)
    assert (stat.S_IMODE(kept.stat().st_mode), stat.S_IMODE(kept.parent.stat().st_mode)) == (0o600, 0o700)
    shutil.rmtree(other.processed)
    assert known(other) == {"ada"}


def test_what_failed_is_in_neither(tmp_path, monkeypatch):
    home = make_home(tmp_path / "home", {})

    def fail(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(roster, "_write", fail)
        with pytest.raises(StoreError, match=r"users\.json cannot be written"):
            act(home, "add", "ada")
    assert known(home) == set()
    with pytest.raises(CasemillError, match="no user is called bob"):
        act(home, "remove", "bob")
    assert known(home) == set()


# Where a process is killed: before the file is written, before the store keeps the change, and after.
MOMENTS: dict[str, Callable[[], tuple[str, object]]] = {
    "file": lambda: ("_write", lambda *_: os._exit(9)),
    "store": lambda: ("_write", _written_then_killed),
    "end": lambda: ("settle", lambda *_: os._exit(9)),
}
_really_write = roster._write


def _written_then_killed(path: Path, content: bytes) -> None:
    _really_write(path, content)
    os._exit(9)


def killed(home: Settings, deed: str, name: str, moment: str) -> None:
    child = os.fork()
    if not child:
        try:
            setattr(roster, *MOMENTS[moment]())
            act(home, deed, name)
        finally:
            os._exit(1)
    os.waitpid(child, 0)


DEEDS = st.tuples(st.sampled_from(["add", "remove"]), st.sampled_from(NAMES), st.sampled_from([None, None, *MOMENTS]))


@settings(max_examples=12, deadline=None)
@given(st.lists(DEEDS, min_size=2, max_size=6), st.booleans())
def test_whoever_is_killed_a_user_is_there_or_not_and_stays_so(deeds, is_lost):
    with TemporaryDirectory() as folder:
        home = make_home(Path(folder) / "home", {})
        expected: set[str] = set()
        for deed, name, moment in deeds:
            after = expected | {name} if deed == "add" else expected - {name}
            if moment:
                killed(home, deed, name, moment)
                there = known(home)
                assert there in (expected, after)
                expected = there
            elif after != expected:
                act(home, deed, name)
                expected = after
            assert known(home) == expected
        if is_lost:
            shutil.rmtree(home.processed)
        assert known(home) == expected


def test_the_commands_write_users_down(tmp_path, capfd, monkeypatch):
    home = make_home(tmp_path / "home", {})

    def call(*arguments: str) -> str:
        monkeypatch.setattr("sys.stdin", StringIO("seven quiet herons\n"))
        with pytest.raises(SystemExit) as ended:
            cli.main(["--home", str(home.home), "users", *arguments])
        assert not ended.value.code
        return capfd.readouterr().out

    call("add", "ada", "--role", "curator")
    token = call("token", "ada").strip()
    shutil.rmtree(home.processed)
    assert '"role": "curator"' in call("list", "--json")
    with opened(home.database_url) as store, reading(store) as connection:
        assert user_of_token(connection, token) == find_user(connection, "ada")
    call("token", "ada", "--revoke")
    assert '"tokens": []' in roster_file(home.raw).read_text()
    call("remove", "ada")
    shutil.rmtree(home.processed)
    assert call("list", "--json") == ""
