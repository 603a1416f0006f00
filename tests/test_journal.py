from pathlib import Path

import pytest
from sqlalchemy import select, update

from models.errors import StoreError
from models.report import RunState
from pipeline.journal.entries import Begun, Ended, Gone, Released, Stored
from pipeline.journal.files import entries, journals, stores
from pipeline.run import run
from pipeline.settings import Settings
from pipeline.store.database import opened, reading, writing
from pipeline.store.tables import runs
from tests.fake_mill import fake_engine
from tests.homes import make_home, set_pages

PAGES: dict[str, str | bytes] = {"a.txt": "Alpha\nwords", "b.txt": "Beta\nwords", "c.txt": "EMPTY"}


@pytest.fixture
def settings(tmp_path) -> Settings:
    return make_home(tmp_path / "home", PAGES)


def night(settings: Settings, pages: dict[str, str | bytes] | None = None) -> str:
    if pages is not None:
        set_pages(settings.home, pages)
    return run(settings, engine=fake_engine).run


def files(settings: Settings) -> list[Path]:
    (store,) = stores(settings.raw)
    return [file.path for file in journals(settings.raw, store)]


def kinds(path: Path) -> list[str]:
    return [entry.kind if entry else "?" for entry in entries(path)]


def test_a_night_is_told_page_by_page(settings):
    name = night(settings)
    begun, *stored, released, ended = entries(files(settings)[0])
    assert isinstance(begun, Begun)
    assert (begun.run, list(begun.sources)) == (name, ["notes"])
    assert [(page.uri, bool(page.digest), page.refused and page.refused.code) for page in stored] == [
        ("a.txt", True, None),
        ("b.txt", True, None),
        ("c.txt", False, "empty"),
    ]
    assert isinstance(released, Released)
    assert isinstance(ended, Ended)
    assert (ended.state, ended.sources["notes"].counts.new) == (RunState.DONE, 2)


def test_a_quiet_night_says_no_more_than_that_it_was(settings):
    night(settings)
    night(settings)
    assert kinds(files(settings)[1]) == ["begun", "ended"]


def test_what_is_gone_is_told(settings):
    night(settings)
    night(settings, {"a.txt": "Alpha\nwords"})
    gone = [entry for entry in entries(files(settings)[1]) if isinstance(entry, Gone)]
    assert [entry.uris for entry in gone] == [("b.txt", "c.txt")]


def test_journals_are_numbered_in_the_order_of_the_runs(settings):
    names = [night(settings) for _ in range(3)]
    assert [path.stem for path in files(settings)] == [f"00000{n}-{name}" for n, name in enumerate(names, start=1)]


def test_a_torn_last_line_is_passed_over_and_a_damaged_one_is_seen(settings):
    night(settings)
    path = files(settings)[0]
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"kind":"stor')
    assert kinds(path)[-1] == "ended"
    path.write_bytes(whole.replace(b'"stored"', b'"st\x00red"', 1))
    assert kinds(path)[1] == "?"


def test_what_the_store_has_not_committed_is_cut_off(settings):
    name = night(settings)
    path = files(settings)[0]
    true = path.read_bytes()
    path.write_bytes(true + Stored(source="notes", uri="z.txt", at="2030-01-01T00:00:00Z").model_dump_json().encode())
    with opened(settings.database_url) as store, writing(store) as connection:
        connection.execute(update(runs).where(runs.c.id == name).values(state="running"))
    night(settings)
    assert path.read_bytes().startswith(true)
    assert b"z.txt" not in path.read_bytes()
    assert kinds(path)[-1] == "ended"


def test_a_transaction_that_fails_leaves_no_line(settings, monkeypatch):
    night(settings)
    with monkeypatch.context() as patched:
        patched.setattr("pipeline.arrivals.store_result", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            night(settings, {**PAGES, "d.txt": "Delta\nwords"})
    assert kinds(files(settings)[1]) == ["begun", "ended"]


def test_an_archive_that_cannot_be_written_ends_the_run_with_a_word(settings):
    settings.raw.mkdir()
    (settings.raw / "journal").write_text("in the way")
    with pytest.raises(StoreError, match=r"jsonl cannot be written \(.*\): make room"):
        night(settings)


def test_a_home_without_journals_gets_them_at_the_next_run(settings):
    night(settings)
    night(settings, {**PAGES, "a.txt": "Alpha\nother words"})
    night(settings, {"a.txt": "Alpha\nother words"})
    written = {path.name: kinds(path) for path in files(settings)}
    for path in files(settings):
        path.unlink()
    with opened(settings.database_url) as store, writing(store) as connection:
        connection.execute(update(runs).values(journal=None))
    night(settings)
    adopted = {path.name: kinds(path) for path in files(settings)[:-1]}
    assert {name: sorted(told) for name, told in adopted.items()} == {
        name: sorted(told) for name, told in written.items()
    }


def test_a_run_of_an_earlier_casemill_that_was_killed_is_buried(settings):
    name = night(settings)
    files(settings)[0].unlink()
    with opened(settings.database_url) as store, writing(store) as connection:
        connection.execute(update(runs).where(runs.c.id == name).values(state="running", journal=None))
    night(settings)
    with opened(settings.database_url) as store, reading(store) as connection:
        states = connection.execute(select(runs.c.state).order_by(runs.c.id)).scalars().all()
    assert states == ["killed", "done"]
    assert kinds(files(settings)[0])[-1] == "ended"
