"""What curators teach in one night helps the next, and is the same when all is made again."""

from pathlib import Path
from shutil import copytree, rmtree

import pytest

from models.record import CaseRecord
from pipeline.archive import address
from pipeline.decisions.teaching import last_vocabulary
from pipeline.pool import local_engine
from pipeline.rebuilding.rebuild import rebuild
from pipeline.run import run
from pipeline.settings import Settings, load_settings
from pipeline.store.cases import live_documents
from pipeline.store.database import opened, reading
from tests.curated_homes import decide_on
from tests.curating import actor, added
from tests.homes import make_home, set_pages

FIRST = "Harbour gardens\n\nIn spring the town met the people of Mélèze Vif there."
NEXT = "Hill gardens\n\nIn autumn the town went with Mélèze Vif to the mill."


ENGINE = local_engine(1)


@pytest.fixture(scope="module")
def lived(tmp_path_factory) -> Path:
    settings = make_home(tmp_path_factory.mktemp("lived") / "home", {"a.txt": FIRST})
    run(settings, engine=ENGINE)
    decide_on(settings, "a.txt", lambda page: added(page, actor("Mélèze Vif", "civil_society"), "Mélèze Vif"))
    set_pages(settings.home, {"a.txt": FIRST, "b.txt": NEXT})
    run(settings, engine=ENGINE)
    return settings.home


@pytest.fixture
def settings(lived, tmp_path) -> Settings:
    return load_settings(copytree(lived, tmp_path / "home", symlinks=True))


def who_found(settings: Settings) -> dict[str, set[tuple[str, str]]]:
    with opened(settings.database_url) as store, reading(store) as connection:
        records = [CaseRecord.model_validate_json(each) for each in live_documents(connection)]
    return {
        record.source.uri: {
            (str(each.sector), mention.extractor)
            for each in record.actors
            if each.name == "Mélèze Vif"
            for mention in each.mentions
        }
        for record in records
    }


def test_what_is_decided_in_one_case_is_known_on_the_next_page(settings):
    assert who_found(settings) == {
        "a.txt": {("civil_society", "curator")},
        "b.txt": {("civil_society", "curators")},
    }


def test_a_rebuild_mills_with_what_was_known_then(settings):
    before = who_found(settings)
    rmtree(settings.processed)
    assert rebuild(settings, engine=ENGINE).same
    assert who_found(settings) == before


def test_a_vocabulary_that_is_lost_is_told(settings):
    with opened(settings.database_url) as store, reading(store) as connection:
        digest = last_vocabulary(connection, settings.raw)
    address(settings.raw, digest).unlink()
    report = rebuild(settings, engine=ENGINE)
    assert not report.same
    assert [line for line in report.lost if "what curators taught is missing" in line]
    assert who_found(settings)["b.txt"] != {("civil_society", "curators")}


def test_a_run_without_news_learns_nothing_twice(settings):
    note = settings.raw / "decisions" / "taught"
    before = note.stat().st_mtime_ns
    run(settings, engine=ENGINE)
    assert note.stat().st_mtime_ns == before
