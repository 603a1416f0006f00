import json
from dataclasses import dataclass
from pathlib import Path

import pytest
import zstandard

from models.errors import BusyError, SettingsError
from models.report import RunReport, SourceCounts
from pipeline.archive import digest_of, read
from pipeline.lock import locked
from pipeline.release import RECORDS
from pipeline.run import run
from pipeline.settings import Settings, load_settings
from pipeline.store.cases import changes_since, live_documents, quarantined_pages, read_document
from pipeline.store.database import opened, reading
from tests.fake_mill import fake_engine, fake_pool
from tests.homes import make_home, set_pages

PAGES = {"a.txt": "Alpha\nfirst words", "b.txt": "Beta\nsecond words", "sub/c.txt": "Gamma\nthird words"}


@dataclass
class Mill:
    settings: Settings

    def run(self, pages: dict[str, str | bytes] | None = None, engine=fake_engine) -> RunReport:
        if pages is not None:
            set_pages(self.settings.home, pages)
        return run(self.settings, engine=engine)

    def counts(self, pages: dict[str, str | bytes] | None = None) -> dict[str, int]:
        counts = self.run(pages).sources["notes"].model_dump()
        return {name: count for name, count in counts.items() if count}

    def records(self) -> dict[str, dict]:
        with opened(self.settings.database_url) as store, reading(store) as connection:
            records = [json.loads(document) for document in live_documents(connection)]
        return {record["source"]["uri"]: record for record in records}

    def quarantine(self) -> dict[str, str]:
        with opened(self.settings.database_url) as store, reading(store) as connection:
            return {page.uri: page.code for page in quarantined_pages(connection, ["notes"])}


@pytest.fixture
def home(tmp_path) -> Mill:
    return Mill(make_home(tmp_path / "home", PAGES))


def released(path: Path) -> list[dict]:
    lines = zstandard.ZstdDecompressor().decompressobj().decompress((path / RECORDS).read_bytes()).splitlines()
    return [json.loads(line) for line in lines]


def test_each_page_becomes_a_record(home):
    assert home.counts() == {"pages": 3, "new": 3}
    assert {uri: record["title"] for uri, record in home.records().items()} == {
        "a.txt": "Alpha",
        "b.txt": "Beta",
        "sub/c.txt": "Gamma",
    }


def test_a_second_run_changes_nothing(home):
    first = home.run()
    before = home.records()
    second = home.run()
    assert second.total == SourceCounts(pages=3, unchanged=3)
    assert (second.released, second.release) == (False, first.release)
    assert home.records() == before


def test_a_changed_page_is_a_new_version_of_the_same_case(home):
    home.run()
    before = home.records()["a.txt"]
    assert home.counts({**PAGES, "a.txt": "Alpha\nother words"}) == {"pages": 3, "changed": 1, "unchanged": 2}
    after = home.records()["a.txt"]
    assert after["id"] == before["id"]
    assert after["text"] == "Alpha\nother words"


def test_a_vanished_page_is_gone_and_comes_back_as_new(home):
    home.run()
    case_id = home.records()["a.txt"]["id"]
    rest = {uri: text for uri, text in PAGES.items() if uri != "a.txt"}
    assert home.counts(rest) == {"pages": 2, "unchanged": 2, "gone": 1}
    assert "a.txt" not in home.records()
    assert home.counts(rest) == {"pages": 2, "unchanged": 2}
    with opened(home.settings.database_url) as store, reading(store) as connection:
        assert json.loads(read_document(connection, case_id))["title"] == "Alpha"
    assert home.counts(PAGES) == {"pages": 3, "new": 1, "unchanged": 2}


def test_pages_that_cannot_be_milled_are_quarantined_with_their_bytes(home):
    bad: dict[str, str | bytes] = {"empty.txt": "EMPTY", "fault.txt": "FAULT"}
    assert home.counts({**PAGES, **bad}) == {"pages": 5, "new": 3, "quarantined": 2}
    assert home.quarantine() == {"empty.txt": "empty", "fault.txt": "fault"}
    kept = digest_of(home.settings.home / "pages" / "empty.txt")
    assert read(home.settings.raw, kept) == b"EMPTY"


def test_a_page_stays_in_quarantine_until_it_is_mended(home):
    home.run({"a.txt": "EMPTY"})
    assert home.counts() == {"pages": 1, "quarantined": 1}
    assert home.counts({"a.txt": "Alpha\nwords"}) == {"pages": 1, "new": 1}
    assert home.quarantine() == {}


def test_a_page_that_breaks_keeps_its_last_good_record(home):
    home.run()
    assert home.counts({**PAGES, "a.txt": "EMPTY"}) == {"pages": 3, "unchanged": 2, "quarantined": 1}
    assert home.records()["a.txt"]["title"] == "Alpha"
    assert home.counts({}) == {"gone": 3}
    assert (home.records(), home.quarantine()) == ({}, {})


def test_a_page_that_cannot_be_opened_is_told(home):
    (home.settings.home / "pages" / "lost.txt").symlink_to("nowhere")
    assert home.counts() == {"pages": 4, "new": 3, "quarantined": 1}
    assert home.quarantine() == {"lost.txt": "unreadable"}


def test_a_page_that_kills_its_process_is_found_among_its_neighbours(home):
    report = home.run({**PAGES, "d.txt": "KILL"}, engine=fake_pool(2))
    assert report.total == SourceCounts(pages=4, new=3, quarantined=1)
    assert home.quarantine() == {"d.txt": "killed"}


def test_files_that_are_no_pages_are_counted(home):
    assert home.counts({**PAGES, "a.gold.json": "{}"}) == {"pages": 3, "new": 3, "skipped": 1}


def test_other_code_or_templates_mill_pages_anew_and_equal_records_make_no_version(home, monkeypatch):
    home.run()
    monkeypatch.setattr("pipeline.run.fingerprint", lambda _: "another")
    milled = []
    assert home.run(engine=lambda mill, batches: fake_engine(mill, (milled.append(b) or b for b in batches))).total == (
        SourceCounts(pages=3, unchanged=3)
    )
    assert sum(len(batch.tasks) for batch in milled) == 3


def test_a_release_holds_the_records_by_id_and_latest_points_to_it(home):
    report = home.run()
    latest = home.settings.processed / "latest"
    assert latest.readlink() == Path("releases") / str(report.release)
    records = released(latest)
    assert [record["id"] for record in records] == sorted(record["id"] for record in records)
    assert {record["source"]["uri"]: record for record in records} == home.records()


def test_earlier_releases_stay(home):
    first = home.run()
    second = home.run({"a.txt": "Alpha\nnew words"})
    assert len(released(home.settings.processed / "releases" / str(first.release))) == 3
    assert len(released(home.settings.processed / "latest")) == 1
    assert first.release != second.release


def test_the_change_feed_tells_each_step(home):
    home.run({"a.txt": "Alpha\nx"})
    home.run({"a.txt": "Alpha\ny"})
    home.run({})
    with opened(home.settings.database_url) as store, reading(store) as connection:
        assert changes_since(connection, 0, limit=10)[0] == 3


def test_captured_times_stay_with_the_bytes(home, monkeypatch):
    times = iter(f"2030-01-01T00:00:{second:02}Z" for second in range(60))
    monkeypatch.setattr("pipeline.arrivals.now", lambda: next(times))
    home.run()
    before = home.records()
    monkeypatch.setattr("pipeline.run.fingerprint", lambda _: "another")
    home.run()
    assert home.records() == before


def test_two_runs_do_not_meet(home):
    with locked(home.settings.processed), pytest.raises(BusyError, match=r"process \d+ since"):
        home.run()


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ('kind = "folder"\npath = "nowhere"', "path: .*nowhere is no folder"),
        ('kind = "warc"\npath = "pages.warc"', "path: .*pages.warc is no WARC file"),
        ('kind = "folder"\npath = "pages"\ntemplate = "letter"', "template: no letter; there are: "),
    ],
)
def test_a_source_that_cannot_be_run_is_refused_before_anything_happens(tmp_path, source, told):
    settings = make_home(tmp_path / "home", {}, source=source)
    with pytest.raises(SettingsError, match=told):
        run(settings, engine=fake_engine)


def test_a_home_without_sources_is_told(tmp_path):
    with pytest.raises(SettingsError, match="no source"):
        run(load_settings(tmp_path))
