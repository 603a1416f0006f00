import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from shutil import copytree, rmtree

import pytest
from sqlalchemy import select, update

from models.errors import UsageError
from models.report import RebuildReport
from pipeline import archive
from pipeline.journal.files import journals, stores
from pipeline.rebuilding.rebuild import rebuild
from pipeline.rebuilding.swap import beside
from pipeline.release import latest_release
from pipeline.run import run
from pipeline.settings import Settings, load_settings
from pipeline.store.cases import read_document
from pipeline.store.database import opened, reading, writing
from pipeline.store.tables import cases, pages, runs, versions
from tests.fake_mill import fake_engine
from tests.homes import make_home, set_pages
from tests.lives import released, rows, ticking
from tests.living import ROOT
from tests.postgresql import database

__all__ = ["ticking"]

A, B, C = "Alpha\nwords", "Beta\nwords", "Gamma\nwords"
NIGHTS: tuple[Mapping[str, str | bytes], ...] = (
    {"a.txt": A, "b.txt": B, "bad.txt": "EMPTY"},
    {"a.txt": A + " anew", "b.txt": B, "c.txt": C, "bad.txt": "EMPTY"},
    {"a.txt": A + " anew", "bad.txt": "Bad\nis mended", "worse.txt": "FAULT"},
    {"a.txt": A + " anew", "bad.txt": "Bad\nis mended", "worse.txt": "FAULT"},
    {"a.txt": A, "b.txt": B, "c.txt": "EMPTY"},
)


@pytest.fixture(scope="module")
def lived(ticking, tmp_path_factory) -> Path:
    home = tmp_path_factory.mktemp("lived") / "home"
    settings = make_home(home, {})
    for night in NIGHTS:
        set_pages(home, night)
        run(settings, engine=fake_engine)
    return home


@pytest.fixture
def settings(lived, tmp_path) -> Settings:
    return load_settings(copytree(lived, tmp_path / "home", symlinks=True))


def anew(settings: Settings, **options) -> RebuildReport:
    return rebuild(settings, engine=fake_engine, **options)


def lost(settings: Settings, text: str) -> Path:
    page = settings.home / "lost"
    page.write_text(text)
    return archive.address(settings.raw, archive.digest_of(page))


@pytest.mark.parametrize("gone", ["nothing", "index", "casemill.db", "latest", "releases", "processed"])
def test_what_is_rebuilt_equals_what_was_there_byte_for_byte(settings, gone):
    before = rows(settings), released(settings)
    path = settings.processed if gone == "processed" else settings.processed / gone
    if path.is_dir() and not path.is_symlink():
        rmtree(path)
    else:
        path.unlink(missing_ok=True)
    report = anew(settings)
    assert (report.same, report.lost, report.differs) == (True, (), ())
    assert (rows(settings), released(settings)) == before
    after = run(settings, engine=fake_engine)
    assert (after.total.new, after.total.changed, after.total.gone, after.released) == (0, 0, 0, False)


def test_a_rebuild_can_be_repeated_and_runs_go_on(settings):
    anew(settings)
    set_pages(settings.home, {"d.txt": "Delta\nwords"})
    run(settings, engine=fake_engine)
    before = rows(settings), released(settings)
    rmtree(settings.processed)
    assert anew(settings).same
    assert (rows(settings), released(settings)) == before


def test_damaged_and_missing_bytes_are_named_and_the_rest_is_made(settings):
    lost(settings, A).unlink()
    lost(settings, C).write_text("damaged")
    rmtree(settings.processed)
    report = anew(settings)
    assert [words.split(": ")[0] for words in report.lost] == ["notes/a.txt", "notes/c.txt"]
    assert (report.same, report.records) == (False, 2)
    assert latest_release(settings.processed).run == report.release


def test_what_has_lost_pages_does_not_take_the_place_of_a_whole_release(settings):
    before = released(settings)
    lost(settings, A).unlink()
    anew(settings)
    assert released(settings) == before
    with opened(settings.database_url) as store, reading(store) as connection:
        assert connection.execute(select(pages.c.state).where(pages.c.uri == "a.txt")).scalar() == "quarantined"


def test_a_page_whose_bytes_were_lost_is_healed_by_the_next_run(settings):
    lost(settings, A).unlink()
    anew(settings)
    assert run(settings, engine=fake_engine).total.changed == 1
    assert anew(settings).lost == ()


def test_another_casemill_is_told_and_begins_a_history_of_its_own(settings, monkeypatch):
    before = latest_release(settings.processed)
    monkeypatch.setattr("pipeline.rebuilding.rebuild.fingerprint", lambda _: "another")
    monkeypatch.setattr("tests.fake_mill.SUFFIX", "!")
    report = anew(settings)
    assert not report.same
    assert report.store != before.store
    assert "5 of 5 runs had another casemill" in report.differs[0]
    assert latest_release(settings.processed).before == before.run
    monkeypatch.setattr("pipeline.run.fingerprint", lambda _: "another")
    assert run(settings, engine=fake_engine).total.changed == 0
    assert anew(settings).store == report.store


def test_a_store_that_was_tampered_with_is_told_and_mended(settings):
    before = rows(settings)
    with opened(settings.database_url) as store, writing(store) as connection:
        connection.execute(update(cases).where(cases.c.uri == "a.txt").values(title="tampered"))
    assert anew(settings).differs == ("cases: 4 before, 4 now; 3 are the same",)
    assert rows(settings) == before


def test_a_damaged_database_is_set_aside(settings):
    before = rows(settings)
    (settings.processed / "casemill.db").write_bytes(b"no database at all" * 100)
    assert anew(settings).same
    assert rows(settings) == before
    assert (settings.processed / "casemill.db.damaged").exists()


def test_a_home_of_an_earlier_casemill_is_rebuilt_from_what_its_store_remembers(settings):
    before = rows(settings)
    rmtree(settings.raw / "journal")
    with opened(settings.database_url) as store, writing(store) as connection:
        connection.execute(update(runs).values(journal=None))
    assert anew(settings).differs == ()
    now = rows(settings)
    assert {name: now[name] for name in ("cases", "versions", "changes", "case_values", "runs", "run_sources")} == {
        **{name: before[name] for name in ("cases", "versions", "changes", "case_values", "run_sources")},
        "runs": now["runs"],
    }


@pytest.mark.parametrize("moment", ["_finish", "swap"])
def test_a_rebuild_that_ends_before_its_time_leaves_the_old_in_place(settings, monkeypatch, moment):
    before = rows(settings), released(settings)
    with monkeypatch.context() as patched:
        patched.setattr(f"pipeline.rebuilding.rebuild.{moment}", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            anew(settings)
    assert (rows(settings), released(settings)) == before
    run(settings, engine=fake_engine)
    assert not beside(settings).exists()


@pytest.mark.parametrize("moment", ["_take_store", "replace_index", "settle_folder", "point"])
def test_a_rebuild_that_was_ready_is_finished_by_the_next_run(settings, monkeypatch, moment):
    before = rows(settings), released(settings)
    rmtree(settings.processed)
    with monkeypatch.context() as patched:
        patched.setattr(f"pipeline.rebuilding.swap.{moment}", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            anew(settings)
    run(settings, engine=fake_engine)
    rebuilt = rows(settings)
    assert {name: rebuilt[name] for name in ("cases", "versions", "changes")} == {
        name: before[0][name] for name in ("cases", "versions", "changes")
    }
    assert released(settings) == before[1]


KILLED_AT = """
import os, sys
from pathlib import Path
import pipeline.rebuilding.{module} as module
from pipeline.rebuilding.rebuild import rebuild
from pipeline.settings import load_settings
from tests.fake_mill import fake_engine

asked = module.{name}

def dies(*arguments, **options):
    asked(*arguments, **options)
    os.kill(os.getpid(), 9)

module.{name} = dies
rebuild(load_settings(Path(sys.argv[1])), engine=fake_engine)
"""


@pytest.mark.parametrize("moment", ["replay.store_result", "swap.copy_rows", "swap.replace_index"])
def test_a_rebuild_killed_at_any_moment_leaves_what_was_there_and_the_next_run_goes_on(settings, moment):
    before = rows(settings), released(settings)
    module, name = moment.split(".")
    told = KILLED_AT.format(module=module, name=name)
    assert subprocess.run([sys.executable, "-c", told, settings.home], cwd=ROOT, check=False).returncode == -9
    assert (rows(settings), released(settings)) == before
    after = run(settings, engine=fake_engine)
    assert (after.total.new, after.total.changed, after.total.gone, after.released) == (0, 0, 0, False)
    assert not beside(settings).exists()
    assert anew(settings).same


def test_a_damaged_line_and_a_missing_journal_are_named(settings):
    files = journals(settings.raw, stores(settings.raw)[0])
    files[0].path.write_bytes(files[0].path.read_bytes().replace(b'"stored"', b'"st"', 1))
    files[3].path.unlink()
    rmtree(settings.processed)
    words = anew(settings).lost
    assert "line 2 cannot be read" in words[0]
    assert f"before run {files[4].run}" in words[1]


def test_the_history_of_an_earlier_store_can_be_had_again(settings):
    (first,) = stores(settings.raw)
    before = rows(settings)
    rmtree(settings.processed)
    run(settings, engine=fake_engine)
    second = stores(settings.raw)[0]
    assert anew(settings).store == second != first
    assert anew(settings, store=first).store == first
    assert rows(settings)["versions"] == before["versions"]


def test_a_release_that_cannot_be_made_again_as_it_was_is_told(settings, monkeypatch):
    before = latest_release(settings.processed)
    rmtree(settings.processed)
    monkeypatch.setattr("pipeline.release.publishing.FORM", 99)
    report = anew(settings)
    assert f"cannot be made again as they were: {before.run}"[:40] in report.differs[-1]
    assert (report.store, report.remade) == (before.store, ())
    assert latest_release(settings.processed).run == report.release != before.run


def test_a_store_in_postgresql_is_rebuilt_in_place(settings, monkeypatch):
    expected = rows(settings)
    with database() as url:
        monkeypatch.setenv("CASEMILL_DATABASE", url)
        there = load_settings(settings.home)
        assert anew(there).same
        assert rows(there) == expected
        set_pages(there.home, {"d.txt": "Delta\nwords"})
        assert run(there, engine=fake_engine).total.new == 1
        before = rows(there), released(there)
        with opened(there.database_url) as store, writing(store) as connection:
            connection.execute(update(cases).values(title="tampered"))
        assert anew(there).same is False
        assert (rows(there), released(there)) == before


def test_a_home_where_nothing_was_ever_run_is_told(tmp_path):
    with pytest.raises(UsageError, match="nothing was ever run here"):
        anew(make_home(tmp_path / "home", {}))


def test_documents_are_those_that_were_shown(settings):
    def shown() -> Iterator[bytes]:
        with opened(settings.database_url) as store, reading(store) as connection:
            for case_id in connection.execute(select(versions.c.case_id).distinct()).scalars():
                yield read_document(connection, case_id)

    before = sorted(shown())
    rmtree(settings.processed)
    anew(settings)
    assert sorted(shown()) == before
