import json
from shutil import copy

import pytest
from sqlalchemy import update

from models.decision import Undo
from models.errors import StoreError
from models.report import RunState
from pipeline.decisions import settling
from pipeline.decisions.applying import apply_now
from pipeline.decisions.journal import journal_of
from pipeline.decisions.taking import take
from pipeline.index.search import search
from pipeline.rehearsal import rehearse
from pipeline.run import run
from pipeline.settings import Settings
from pipeline.store.database import opened, reading, writing
from pipeline.store.documents import pack
from pipeline.store.runs import recent_runs
from pipeline.store.tables import changes, decisions, fates, machines, pages, versions
from tests.curated_homes import decide_on, journal_lines, page_case, retitle, rows_of, stored
from tests.curating import decided
from tests.fake_mill import fake_engine
from tests.homes import make_home, set_pages

A, B, C = "Alpha\nwords", "Beta\nwords", "Gamma\nwords"


@pytest.fixture
def settings(tmp_path) -> Settings:
    settings = make_home(tmp_path / "home", {"a.txt": A, "b.txt": B, "c.txt": C})
    night(settings)
    return settings


def night(settings: Settings):
    return run(settings, engine=fake_engine)


def test_a_decision_becomes_a_version_a_change_a_hit_and_a_release_of_a_run_with_nothing_new(settings):
    decision = retitle(settings, "a.txt", "Otters")
    report = night(settings)
    assert (report.curated, report.total.changed, report.total.unchanged, report.released) == (1, 0, 3, True)
    assert stored(settings, "a.txt").title == "Otters"
    assert rows_of(settings, changes, "operation", "version")[-1] == ("MOD", 2)
    assert rows_of(settings, fates) == [(page_case("a.txt"), decision.id, "applied", None)]
    assert json.loads((settings.processed / "latest" / "release.json").read_text())["changes"]["MOD"] == 1
    with opened(settings.database_url) as store:
        assert [hit.title for hit in search(settings.processed, store, "otters").hits] == ["Otters"]
    again = night(settings)
    assert (again.curated, again.released) == (0, False)


def test_decisions_are_taken_in_without_looking_at_any_source(settings):
    retitle(settings, "a.txt", "Otters")
    set_pages(settings.home, {})
    report = apply_now(settings)
    assert (report.sources, report.curated, report.records, report.released) == ({}, 1, 3, True)
    assert {state for _, state in rows_of(settings, pages, "uri", "state")} == {"new"}
    assert apply_now(settings).curated == 0


def test_what_is_decided_while_a_run_works_waits_for_the_next(settings):
    def hear(step):
        if step.doing == "decisions of curators":
            retitle(settings, "a.txt", "Otters")

    assert run(settings, engine=fake_engine, progress=hear).curated == 0
    assert stored(settings, "a.txt").title == "Alpha"
    assert night(settings).curated == 1


def test_a_page_that_changes_is_curated_where_it_is_stored(settings):
    retitle(settings, "a.txt", "Otters")
    set_pages(settings.home, {"a.txt": "Alpha\nother words", "b.txt": B, "c.txt": C})
    report = night(settings)
    assert (report.curated, report.total.changed) == (0, 1)
    assert (stored(settings, "a.txt").title, stored(settings, "a.txt").sections[0].text) == ("Otters", "other words")
    assert sorted(rows_of(settings, versions, "number")) == [(1,), (1,), (1,), (2,)]


def test_what_is_undone_is_as_the_machine_says(settings):
    first = retitle(settings, "a.txt", "Otters")
    night(settings)
    decide_on(settings, "a.txt", lambda page: decided(page, Undo(decision=first.id), minute=1))
    assert night(settings).curated == 1
    assert stored(settings, "a.txt").title == "Alpha"
    assert [outcome for (outcome,) in rows_of(settings, fates, "outcome")].count("undone") == 1


def test_decisions_on_a_page_that_is_gone_wait_for_it(settings):
    set_pages(settings.home, {"b.txt": B, "c.txt": C})
    night(settings)
    retitle(settings, "a.txt", "Otters")
    assert night(settings).curated == 0
    assert rows_of(settings, fates) == []
    set_pages(settings.home, {"a.txt": A, "b.txt": B, "c.txt": C})
    assert night(settings).total.new == 1
    assert stored(settings, "a.txt").title == "Otters"


def test_decisions_on_a_case_that_never_was_wait_and_are_kept(settings, tmp_path):
    other = make_home(tmp_path / "other", {"d.txt": "Delta\nwords"})
    night(other)
    decision = retitle(other, "d.txt", "Otters")
    with opened(settings.database_url) as store:
        take(store, settings.raw, [decision])
    assert night(settings).curated == 0
    assert rows_of(settings, decisions, "id", "line") == [(decision.id, 1)]
    set_pages(settings.home, {"a.txt": A, "b.txt": B, "c.txt": C, "d.txt": "Delta\nwords"})
    night(settings)
    assert stored(settings, "d.txt").title == "Otters"


def test_a_run_that_ends_in_the_midst_of_settling_is_finished_by_the_next(settings, monkeypatch):
    for minute, (uri, title) in enumerate({"a.txt": "Otters", "b.txt": "Herons", "c.txt": "Newts"}.items()):
        retitle(settings, uri, title, minute=minute)
    monkeypatch.setattr(settling, "_AT_ONCE", 1)
    left = iter([settling.settle_cases, settling.settle_cases])
    with monkeypatch.context() as patched:
        patched.setattr(settling, "settle_cases", lambda *given: next(left)(*given))
        with pytest.raises(StopIteration):
            night(settings)
    assert night(settings).curated == 1
    assert {stored(settings, f"{name}.txt").title for name in "abc"} == {"Otters", "Herons", "Newts"}
    assert sorted(rows_of(settings, versions, "number")) == [(1,)] * 3 + [(2,)] * 3
    with opened(settings.database_url) as store, reading(store) as connection:
        assert [each.state for each in recent_runs(connection, limit=2)] == [RunState.DONE, RunState.FAILED]


def test_a_fault_of_applying_sets_the_decisions_aside_and_ends_no_run(settings, monkeypatch):
    decision = retitle(settings, "a.txt", "Otters")
    with monkeypatch.context() as patched:
        patched.setattr("pipeline.decisions.curating.apply", lambda *_: {}["what"])
        assert night(settings).curated == 0
    reason = "casemill met a fault when it applied the case's decisions (KeyError: 'what'): please report it"
    assert rows_of(settings, fates) == [(page_case("a.txt"), decision.id, "stale", reason)]
    monkeypatch.setattr("pipeline.decisions.curating.code_digest", lambda: "mended")
    assert night(settings).curated == 1


def test_other_code_curates_anew_and_makes_no_version_where_all_is_the_same(settings, monkeypatch):
    retitle(settings, "a.txt", "Otters")
    night(settings)
    monkeypatch.setattr("pipeline.decisions.curating.code_digest", lambda: "another")
    report = night(settings)
    assert (report.curated, report.released) == (0, False)
    assert rows_of(settings, machines, "curation") == [("another-1",)]


def test_a_record_in_the_form_of_another_casemill_is_left_until_its_page_is_milled(settings):
    retitle(settings, "a.txt", "Otters")
    with opened(settings.database_url) as store, writing(store) as connection:
        connection.execute(update(versions).values(document=pack(b'{"id": "of another form"}')))
    assert apply_now(settings).curated == 0
    assert rows_of(settings, machines) == []


def test_a_rehearsal_tells_which_cases_curators_would_change(settings):
    retitle(settings, "a.txt", "Otters")
    retitle(settings, "b.txt", "Herons")
    retitle(settings, "c.txt", "Newts")
    set_pages(settings.home, {"a.txt": A, "b.txt": "Beta\nother words"})
    report = rehearse(settings, engine=fake_engine)
    assert (report.curated, report.total.changed, report.total.gone) == (1, 1, 1)
    assert night(settings).curated == 1


def test_an_older_store_takes_in_what_the_journal_has_beyond_it(settings):
    first = retitle(settings, "a.txt", "Otters")
    file = settings.processed / "casemill.db"
    with opened(settings.database_url):
        pass
    copy(file, settings.home / "older.db")
    second = retitle(settings, "b.txt", "Herons", minute=1)
    for part in settings.processed.glob("casemill.db*"):
        part.unlink()
    (settings.home / "older.db").rename(file)
    third = retitle(settings, "c.txt", "Newts", minute=2)
    assert night(settings).curated == 3
    assert dict(rows_of(settings, decisions, "id", "line")) == {first.id: 1, second.id: 2, third.id: 3}
    assert [json.loads(line)["id"] for line in journal_lines(settings.raw)] == [first.id, second.id, third.id]


def test_a_journal_that_cannot_be_written_is_told(settings):
    retitle(settings, "a.txt", "Otters")
    journal_of(settings.raw).unlink()
    journal_of(settings.raw).mkdir()
    with pytest.raises(StoreError, match="cannot be written"):
        night(settings)
