import json
import os
import threading
from pathlib import Path
from shutil import rmtree

import pytest
from sqlalchemy import select

from models.errors import UsageError
from pipeline import archive
from pipeline.backup.making import back_up
from pipeline.backup.manifest import MANIFEST
from pipeline.backup.restoring import restore
from pipeline.rebuilding.rebuild import rebuild
from pipeline.run import run
from pipeline.settings import Settings, load_settings
from pipeline.store.database import opened, reading
from pipeline.store.tables import metadata
from tests.fake_mill import fake_engine
from tests.homes import make_home, set_pages
from tests.postgresql import database

PAGES: dict[str, str | bytes] = {"a.txt": "Alpha\nwords", "b.txt": "Beta\nwords", "c.txt": "EMPTY"}


@pytest.fixture
def settings(tmp_path) -> Settings:
    settings = make_home(tmp_path / "home", PAGES)
    run(settings, engine=fake_engine)
    return settings


def rows(settings: Settings) -> dict[str, list[tuple]]:
    with opened(settings.database_url) as store, reading(store) as connection:
        return {
            table.name: sorted(connection.execute(select(table)).tuples(), key=repr) for table in metadata.sorted_tables
        }


def restored(source: Path, home: Path) -> Settings:
    assert restore(home, source).damaged == ()
    return load_settings(home)


@pytest.mark.parametrize("name", ["backups", "home.tar", "home.tar.zst"])
def test_what_is_restored_is_what_was_there_and_a_run_finds_nothing_new(settings, tmp_path, name):
    back_up(settings, tmp_path / "safe" / name)
    back = restored(tmp_path / "safe" / name, tmp_path / "back")
    assert rows(back) == rows(settings)
    assert (back.processed / "latest" / "release.json").read_bytes() == (
        settings.processed / "latest" / "release.json"
    ).read_bytes()
    after = run(back, engine=fake_engine)
    assert (after.total.new, after.total.changed, after.total.gone, after.released) == (0, 0, 0, False)
    assert rebuild(back, engine=fake_engine).same


def test_a_backup_in_a_folder_is_a_home_itself(settings, tmp_path):
    place = Path(back_up(settings, tmp_path / "backups").path)
    assert rows(load_settings(place)) == rows(settings)
    assert (place / "processed" / "latest").readlink() == (settings.processed / "latest").readlink()


def test_the_next_backup_shares_what_has_not_changed(settings, tmp_path):
    first = back_up(settings, tmp_path / "backups")
    set_pages(settings.home, {**PAGES, "d.txt": "Delta\nwords"})
    run(settings, engine=fake_engine)
    second = back_up(settings, tmp_path / "backups")
    assert first.written == first.files
    assert second.written < second.files
    digest = archive.digest_of(settings.home / "pages" / "a.txt")
    one, other = (archive.address(Path(each.path) / "raw", digest) for each in (first, second))
    assert one.stat().st_ino == other.stat().st_ino
    assert one.stat().st_ino != archive.address(settings.raw, digest).stat().st_ino
    assert len(rows(restored(tmp_path / "backups", tmp_path / "back"))["captures"]) == 4


@pytest.mark.parametrize("name", ["backups", "home.tar"])
def test_a_backup_made_while_a_run_writes_is_whole(tmp_path, name):
    settings = make_home(tmp_path / "home", {f"{n:03}.txt": f"Page {n}\nwords" for n in range(120)})
    begun, stop = threading.Event(), threading.Event()

    def slowly(mill, batches):
        for result in fake_engine(mill, batches):
            yield result
            # It is asked for the next one once this one is stored.
            begun.set()
            stop.wait(0.4)

    writer = threading.Thread(target=run, args=(settings,), kwargs={"engine": slowly})
    writer.start()
    begun.wait(10)
    for _ in range(3):
        report = back_up(settings, tmp_path / name)
    stop.set()
    writer.join()
    assert report.words == ()
    back = restored(tmp_path / name, tmp_path / "back")
    captured = rows(back)["captures"]
    assert 0 < len(captured) < 120
    assert all(archive.is_whole(back.raw, row[2]) for row in captured)
    assert run(back, engine=fake_engine).records == 120
    assert rebuild(back, engine=fake_engine).differs == ()


def test_damaged_files_are_named_and_the_rest_is_restored(settings, tmp_path):
    place = Path(back_up(settings, tmp_path / "backups").path)
    digest = archive.digest_of(settings.home / "pages" / "a.txt")
    archive.address(place / "raw", digest).write_bytes(b"damaged")
    (place / "sources" / "notes.toml").unlink()
    report = restore(tmp_path / "back", place)
    lost = archive.address(Path("raw"), digest).as_posix()
    assert report.damaged == (lost, "sources/notes.toml")
    assert not (tmp_path / "back" / lost).exists()
    assert (tmp_path / "back" / "casemill.toml").exists()


def test_a_damaged_store_is_rebuilt(settings, tmp_path):
    place = Path(back_up(settings, tmp_path / "backups").path)
    (place / "processed" / "casemill.db").write_bytes(b"damaged")
    report = restore(tmp_path / "back", place)
    assert report.words == ("the store is damaged: casemill rebuild makes it anew",)
    back = load_settings(tmp_path / "back")
    assert rebuild(back, engine=fake_engine).same
    assert {**rows(back), "pages": []} == {**rows(settings), "pages": []}


def test_a_home_that_is_not_empty_is_refused(settings, tmp_path):
    back_up(settings, tmp_path / "backups")
    with pytest.raises(UsageError, match=r"is not empty \(casemill.toml"):
        restore(settings.home, tmp_path / "backups")


@pytest.mark.parametrize(
    ("content", "told"),
    [({}, "there is no backup"), ({"x/manifest.json": "{"}, "cannot be read"), ({"x.tar": "torn"}, "no whole tar")],
)
def test_what_is_no_backup_is_told(tmp_path, content, told):
    source = tmp_path / "source"
    source.mkdir()
    for name, text in content.items():
        (source / name).parent.mkdir(exist_ok=True)
        (source / name).write_text(text)
    with pytest.raises(UsageError, match=told):
        restore(tmp_path / "back", next(source.glob("*.tar"), source))


def test_a_torn_tar_file_is_told_and_leaves_the_home_empty(settings, tmp_path):
    back_up(settings, tmp_path / "home.tar.zst")
    whole = (tmp_path / "home.tar.zst").read_bytes()
    (tmp_path / "home.tar.zst").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UsageError, match="name a backup that is whole"):
        restore(tmp_path / "back", tmp_path / "home.tar.zst")
    back_up(settings, tmp_path / "home.tar.zst")
    restored(tmp_path / "home.tar.zst", tmp_path / "back")


def test_a_backup_that_was_killed_leaves_the_earlier_ones_and_is_swept(settings, tmp_path, monkeypatch):
    back_up(settings, tmp_path / "backups")
    before = sorted(path.name for path in (tmp_path / "backups").iterdir())
    (tmp_path / "backups" / ".incoming-backup" / "raw").mkdir(parents=True)
    back_up(settings, tmp_path / "backups")
    after = sorted(path.name for path in (tmp_path / "backups").iterdir())
    assert len(after) == 2
    assert set(before) <= set(after)


def test_what_is_not_in_a_backup_is_said(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a.txt").write_text("Alpha\nwords")
    settings = make_home(tmp_path / "home", {}, source=f'kind = "folder"\npath = "{tmp_path / "elsewhere"}"\n')
    run(settings, engine=fake_engine)
    assert "lies outside the home" in back_up(settings, tmp_path / "backups").words[0]


def test_nobody_else_can_read_a_backup(settings, tmp_path):
    back_up(settings, tmp_path / "backups")
    back_up(settings, tmp_path / "home.tar")
    assert oct((tmp_path / "backups").stat().st_mode & 0o777) == "0o700"
    assert oct((tmp_path / "home.tar").stat().st_mode & 0o777) == "0o600"


def test_a_page_that_cannot_be_read_is_named(settings, tmp_path, monkeypatch):
    (settings.home / "pages" / "lost.txt").symlink_to("nowhere")
    odd = os.fsencode(settings.home / "pages") + b"/\xe9.txt"
    Path(os.fsdecode(odd)).write_text("odd")
    words = back_up(settings, tmp_path / "backups").words
    assert words == ("pages/\\udce9.txt: the name is no UTF-8; left out",)


def test_the_manifest_tells_every_file(settings, tmp_path):
    place = Path(back_up(settings, tmp_path / "backups").path)
    files = json.loads((place / MANIFEST).read_bytes())["files"]
    there = {path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file()}
    assert (
        there - set(files) - {MANIFEST}
        == {path.relative_to(place).as_posix() for path in (place / "processed" / "latest").glob("*")} & there
    )
    assert all(archive.digest_of(place / name) == facts["sha256"] for name, facts in files.items())


def test_a_store_in_postgresql_goes_into_the_backup_and_back_to_either(settings, tmp_path, monkeypatch):
    with database() as url, database() as empty:
        expected = rows(settings)
        monkeypatch.setenv("CASEMILL_DATABASE", url)
        there = load_settings(settings.home)
        rmtree(settings.processed)
        rebuild(there, engine=fake_engine)
        back_up(there, tmp_path / "backups")
        with pytest.raises(UsageError, match="is not empty: name an empty database"):
            restore(tmp_path / "full", tmp_path / "backups")
        monkeypatch.setenv("CASEMILL_DATABASE", empty)
        again = restored(tmp_path / "backups", tmp_path / "again")
        assert {**rows(again), "pages": []} == {**expected, "pages": []}
        set_pages(again.home, {**PAGES, "d.txt": "Delta\nwords"})
        assert run(again, engine=fake_engine).total.new == 1
        monkeypatch.delenv("CASEMILL_DATABASE")
        assert len(rows(restored(tmp_path / "backups", tmp_path / "file"))["captures"]) == 3
