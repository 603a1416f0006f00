"""What lies around curated cases: gates, drift, impact and status go by the machine; backups hold decisions."""

import json

import pytest

from models.claim import TitleClaim
from models.decision import Correct
from pipeline.backup.making import back_up
from pipeline.backup.restoring import restore
from pipeline.decisions.taking import take
from pipeline.impact import measure_impact
from pipeline.run import run
from pipeline.settings import Settings, load_settings
from pipeline.status import read_status
from pipeline.store.database import opened, reading
from pipeline.store.forms import records_since, records_until
from pipeline.store.tables import measures
from tests.curated_homes import decide_on, journal_lines, retitle, rows_of, stored
from tests.curating import anchor, decided
from tests.fake_mill import fake_engine
from tests.homes import make_home, set_pages

PAGES = {f"{name}.txt": f"Page {name}\nwords of {name}" for name in "abcdef"}


@pytest.fixture
def settings(tmp_path) -> Settings:
    settings = make_home(tmp_path / "home", PAGES)
    night(settings)
    return settings


def night(settings: Settings):
    return run(settings, engine=fake_engine)


def test_versions_of_curators_are_measured_as_the_extraction_beneath_them(settings):
    (first,) = set(rows_of(settings, measures, "run_id"))
    retitle(settings, "a.txt", "Otters")
    night(settings)
    assert set(rows_of(settings, measures, "run_id")) == {first}
    set_pages(settings.home, {**PAGES, "a.txt": "Page a\nother words"})
    last = night(settings).run
    assert set(rows_of(settings, measures, "number", "run_id")) == {(1, *first), (2, *first), (3, last)}


def test_a_changed_extraction_beneath_a_version_that_stays_is_measured_anew(settings, monkeypatch):
    retitle(settings, "a.txt", "Otters")
    night(settings)
    monkeypatch.setattr("tests.fake_mill.SUFFIX", "!")
    monkeypatch.setattr("pipeline.run.fingerprint", lambda _: "another")
    decide_on(settings, "a.txt", lambda page: titled(page, "Page a!"))
    report = night(settings)
    assert report.total.changed == len(PAGES) - 1
    assert stored(settings, "a.txt").title == "Otters"
    assert set(rows_of(settings, measures, "number", "run_id")) >= {(2, report.run)}


def titled(page, seen):
    act = Correct(anchor=anchor(page, "title", None), seen=TitleClaim(title=seen), value=TitleClaim(title=page.title))
    return decided(page, act, minute=5)


def test_drift_looks_at_what_the_machine_says(settings):
    retitle(settings, "a.txt", "Otters")
    last = night(settings).run
    with opened(settings.database_url) as store, reading(store) as connection:
        assert records_since(connection, "notes", "", limit=9)[0].title == "Page a"
        assert len(records_since(connection, "notes", "", limit=9)) == len(PAGES)
        assert len(records_until(connection, "notes", last, limit=99)) == len(PAGES)


def test_impact_compares_with_what_the_machine_said(settings):
    retitle(settings, "a.txt", "Otters")
    night(settings)
    report = measure_impact(settings, engine=fake_engine)
    assert (report.cases, report.changed, report.evidence) == (len(PAGES), 0, 0)


def test_status_tells_what_is_stale_and_what_waits(settings, tmp_path):
    stale = make_home(tmp_path / "other", {"a.txt": "Another title\nwords", "z.txt": "Page z\nwords"})
    night(stale)
    made = [retitle(stale, "a.txt", "Otters"), retitle(stale, "z.txt", "Herons")]
    with opened(settings.database_url) as store:
        take(store, settings.raw, made)
    night(settings)
    retitle(settings, "b.txt", "Newts")
    set_pages(settings.home, {name: text for name, text in PAGES.items() if name != "c.txt"})
    night(settings)
    retitle(settings, "c.txt", "Voles")
    retitle(settings, "d.txt", "Hares")
    report = read_status(settings)
    notes = report.sources["notes"]
    assert (notes.stale, notes.waiting) == (1, 2)
    assert notes.attention == (
        "set aside: 1 decision that fit the page no more; see casemill decisions check",
        "waiting for a page that is gone: 1 decision; see casemill decisions check",
        "not in the data set yet: 1 decision; take in: casemill decisions apply",
    )
    assert report.attention == ("waiting for a case that never was: 1 decision; see casemill decisions check",)
    assert [past.curated for past in report.runs] == [1, 0, 0]


def test_a_backup_brings_decisions_back(settings, tmp_path):
    decision = retitle(settings, "a.txt", "Otters")
    report = back_up(settings, tmp_path / "safe")
    assert report.words == ()
    restore(tmp_path / "anew", tmp_path / "safe")
    anew = load_settings(tmp_path / "anew")
    assert [json.loads(line)["id"] for line in journal_lines(anew.raw)] == [decision.id]
    assert night(anew).curated == 1
