"""Faults of the machine: told in one line with the right exit code; nothing is half-written, the next run as ever."""

import shutil
import socket
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from shutil import copytree

import pytest
from sqlalchemy import text

from models.errors import StoreError
from pipeline.milling import Batch, BatchResult, Mill
from pipeline.run import run
from pipeline.settings import Settings, load_settings
from pipeline.store import database
from pipeline.store.database import opened, reading, writing
from tests import postgresql
from tests.crash.outcome import differing, outcome
from tests.crash.victim import killed, told
from tests.fake_mill import fake_engine, fake_mill
from tests.homes import make_home, set_pages

PAGES: dict[str, str | bytes] = {f"{number:02}.txt": f"Page {number}\n{'words ' * number}" for number in range(30)}
DISK = 2**24
# About what a run over the pages leaves on a disk.
NEEDED = 900_000


@pytest.fixture(scope="module")
def evening(tmp_path_factory) -> Path:
    home = tmp_path_factory.mktemp("evening") / "home"
    make_home(home, {})
    set_pages(home, PAGES)
    return home


@pytest.fixture(scope="module")
def undisturbed(evening, tmp_path_factory) -> dict[str, object]:
    home = tmp_path_factory.mktemp("undisturbed") / "home"
    copytree(evening, home, symlinks=True)
    killed(home)
    return outcome(home)


@pytest.fixture
def disk(tmp_path) -> Iterator[Path]:
    """A small disk of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "none", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nobody mount a disk")
    yield folder
    # The files of an index that was searched stay mapped for as long as Python keeps it.
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.mark.parametrize("share", [0, 0.1, 0.3, 0.5, 0.7, 0.8, 0.9])
def test_a_full_disk_is_told_and_with_room_again_the_run_is_as_ever(disk, evening, undisturbed, tmp_path, share):
    home = disk / "home"
    copytree(evening, home, symlinks=True)
    (disk / "filler").write_bytes(bytes(shutil.disk_usage(disk).free - int(share * NEEDED)))
    code, words = told(home, tmp_path / "words")
    (disk / "filler").unlink()
    assert (code, len(words.splitlines())) == (1, 1)
    assert "make room" in words
    killed(home)
    assert differing(outcome(home), undisturbed) == []


@pytest.fixture
def settings(evening, tmp_path) -> Settings:
    return load_settings(copytree(evening, tmp_path / "home", symlinks=True))


def at(settings: Settings, port: int) -> Settings:
    return settings.model_copy(update={"database": f"postgresql://casemill:secret@127.0.0.1:{port}/casemill"})


def test_a_database_that_does_not_answer_is_told(settings, monkeypatch):
    monkeypatch.setitem(database._LIMITS, "connect_timeout", 2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(StoreError, match=rf"127\.0\.0\.1:{port}/casemill: .*timeout.*; see that") as error:
            run(at(settings, port), engine=fake_engine)
        assert "secret" not in str(error.value)
    with pytest.raises(StoreError, match=r"refused.*; see that the database can be reached"):
        run(at(settings, port), engine=fake_engine)


def test_a_database_that_goes_away_in_the_midst_is_told_and_the_next_run_finishes(settings):
    def cut(mill: Mill, batches: Iterable[Batch]) -> Iterator[BatchResult]:
        for number, batch in enumerate(batches):
            if number == 2:
                end_connections(url)
            yield fake_mill(batch)

    with postgresql.database() as url:
        there = settings.model_copy(update={"database": url})
        with pytest.raises(StoreError, match="terminating connection"):
            run(there, engine=cut)
        counts = run(there, engine=fake_engine).total
    assert (counts.new, counts.unchanged) == (14, 16)


def end_connections(url: str) -> None:
    others = "datname = current_database() AND pid <> pg_backend_pid()"
    with opened(url) as store, reading(store) as connection:
        connection.execute(text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}"))  # noqa: S608


def test_a_database_that_another_program_holds_is_told_and_then_the_run_is_as_ever(settings, undisturbed, monkeypatch):
    with opened(settings.database_url) as store, writing(store):
        monkeypatch.setattr(database, "PATIENCE", 0.1)
        with pytest.raises(StoreError, match="is locked; another program writes to it"):
            run(settings, engine=fake_engine)
    assert not killed(settings.home)
    assert differing(outcome(settings.home), undisturbed) == []


def test_a_damaged_database_is_told(settings):
    killed(settings.home)
    path = settings.processed / "casemill.db"
    content = bytearray(path.read_bytes())
    content[4096 : len(content) // 2] = bytes(len(content) // 2 - 4096)
    path.write_bytes(content)
    with pytest.raises(StoreError, match="malformed; it is damaged: make it anew with `casemill rebuild`"):
        run(settings, engine=fake_engine)


def test_a_damaged_index_is_made_anew(settings, undisturbed):
    killed(settings.home)
    for path in (settings.processed / "index").rglob("*"):
        if path.suffix in {".idx", ".store", ".term"}:
            path.write_bytes(b"")
    set_pages(settings.home, PAGES | {"new.txt": "New\nwords"})
    assert not killed(settings.home)
    assert len(outcome(settings.home)["index"]) == len(undisturbed["index"]) + 1
