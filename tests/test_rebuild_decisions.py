from pathlib import Path
from shutil import copytree, rmtree

import pytest

from models.decision import Undo
from pipeline.decisions.applying import apply_now
from pipeline.decisions.journal import journal_of
from pipeline.rebuilding.rebuild import rebuild
from pipeline.run import run
from pipeline.settings import Settings, load_settings
from pipeline.store.tables import decisions
from tests.curated_homes import decide_on, retitle, rows_of, stored
from tests.curating import decided
from tests.fake_mill import fake_engine
from tests.homes import make_home, set_pages
from tests.lives import released, rows, ticking
from tests.postgresql import database

__all__ = ["ticking"]

A, B, C = "Alpha\nwords", "Beta\nwords", "Gamma\nwords"


@pytest.fixture(scope="module")
def lived(ticking, tmp_path_factory) -> Path:
    """Pages decided on before they change, while they change, when they are gone, and undone."""
    settings = make_home(tmp_path_factory.mktemp("lived") / "home", {"a.txt": A, "b.txt": B})
    night(settings)
    retitle(settings, "b.txt", "Herons")
    first = retitle(settings, "a.txt", "Otters", minute=1)
    night(settings)
    set_pages(settings.home, {"a.txt": A + " anew", "c.txt": C})
    night(settings)
    retitle(settings, "b.txt", "Voles", minute=2)
    decide_on(settings, "a.txt", lambda page: decided(page, Undo(decision=first.id), minute=3))
    retitle(settings, "c.txt", "Newts", minute=4)
    apply_now(settings)
    set_pages(settings.home, {"a.txt": A + " anew", "b.txt": B, "c.txt": C})
    night(settings)
    retitle(settings, "c.txt", "Hares", minute=5)
    return settings.home


@pytest.fixture
def settings(lived, tmp_path) -> Settings:
    return load_settings(copytree(lived, tmp_path / "home", symlinks=True))


def night(settings: Settings):
    return run(settings, engine=fake_engine)


def anew(settings: Settings):
    return rebuild(settings, engine=fake_engine)


@pytest.mark.parametrize("gone", ["nothing", "casemill.db", "releases", "processed"])
def test_decisions_stand_in_what_is_rebuilt_as_they_stood(settings, gone):
    before = rows(settings), released(settings)
    path = settings.processed if gone == "processed" else settings.processed / gone
    if path.is_dir():
        rmtree(path)
    else:
        path.unlink(missing_ok=True)
    report = anew(settings)
    assert (report.same, report.lost, report.differs) == (True, (), ())
    assert (rows(settings), released(settings)) == before
    after = night(settings)
    assert (after.curated, after.total.changed, after.released) == (1, 0, True)
    assert stored(settings, "c.txt").title == "Hares"


def test_a_database_that_was_emptied_has_its_decisions_again(settings, monkeypatch):
    expected = rows(settings)
    with database() as url:
        monkeypatch.setenv("CASEMILL_DATABASE", url)
        there = load_settings(settings.home)
        assert anew(there).same
        assert rows(there) == expected
        assert night(there).curated == 1


def test_a_damaged_line_of_the_journal_is_told_and_nothing_else_is_lost(settings):
    path = journal_of(settings.raw)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([lines[0], b"#" * 40 + b"\n", *lines[2:]]))
    rmtree(settings.processed)
    report = anew(settings)
    assert f"{path}: line 2 cannot be read" in report.lost[0]
    assert [line for (line,) in rows_of(settings, decisions, "line")].count(2) == 0
    assert len(rows_of(settings, decisions, "id")) == len(lines) - 1
    retitle(settings, "a.txt", "Toads", minute=9)
    assert path.read_bytes().splitlines()[1:6] == [b"#" * 40, *(each.strip() for each in lines[2:])]
    assert night(settings).curated == 2
    assert (stored(settings, "b.txt").title, stored(settings, "c.txt").title) == ("Voles", "Hares")


def test_a_damaged_line_is_no_loss_where_the_store_has_it(settings):
    path = journal_of(settings.raw)
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"Otters", b"\xff\xff", 1))
    assert anew(settings).same
    assert path.read_bytes() == whole


def test_decisions_missing_at_the_end_of_the_journal_are_counted(settings):
    path = journal_of(settings.raw)
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:3]))
    rmtree(settings.processed)
    assert "2 decisions that runs held to are missing at its end" in anew(settings).lost[0]


def test_another_casemill_makes_a_history_in_which_decisions_stand(settings, monkeypatch):
    monkeypatch.setattr("pipeline.rebuilding.rebuild.fingerprint", lambda _: "another")
    monkeypatch.setattr("tests.fake_mill.SUFFIX", "!")
    report = anew(settings)
    assert not report.same
    assert "decisions of curators change" in " ".join(report.differs)
    monkeypatch.setattr("pipeline.run.fingerprint", lambda _: "another")
    assert night(settings).total.changed == 0
    assert anew(settings).same
