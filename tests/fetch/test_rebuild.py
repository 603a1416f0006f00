from shutil import rmtree

import pytest
from sqlalchemy import select

from pipeline.rebuilding.rebuild import rebuild
from pipeline.run import run
from pipeline.settings import Settings
from pipeline.store.database import opened, reading
from pipeline.store.tables import changes, quarantine, versions
from tests.fake_mill import fake_engine
from tests.fetch.trap_site import case, listing, served, status
from tests.homes import make_home

LEFT = {"/a.html": case("Alpha"), "/b.html": case("Beta"), "/old.html": case("Old")}


@pytest.fixture
def site():
    with served() as site:
        yield site


@pytest.fixture
def settings(site, tmp_path) -> Settings:
    where = f'kind = "site"\nstart = ["{site.url("/")}"]\ngone_after = 9\n\n'
    politeness = f'[politeness]\ndelay = 0\nattempts = 1\nbackoff = 0\nallow_hosts = ["{site.host}"]\n'
    settings = make_home(tmp_path / "home", {}, source=where + politeness)
    site.pages = {"/": listing("/a.html", "/b.html", "/old.html", "/never.html"), **LEFT}
    run(settings, engine=fake_engine)
    # The list forgets a page that is there still; another one cannot be had tonight.
    site.pages |= {
        "/": listing("/a.html", "/b.html", "/never.html"),
        "/a.html": case("Alpha", "anew"),
        "/b.html": status(500),
    }
    run(settings, engine=fake_engine)
    return settings


def told(settings: Settings) -> list[list[tuple]]:
    with opened(settings.database_url) as store, reading(store) as connection:
        return [sorted(connection.execute(select(table)).tuples()) for table in (versions, changes, quarantine)]


@pytest.mark.parametrize("gone", [True, False])
def test_fetched_pages_are_rebuilt_and_the_next_crawl_loses_none(settings, site, gone):
    before = told(settings)
    assert [len(rows) for rows in before] == [4, 4, 2]
    if gone:
        rmtree(settings.processed)
    assert rebuild(settings, engine=fake_engine).same
    assert told(settings) == before
    site.pages["/b.html"] = LEFT["/b.html"]
    after = run(settings, engine=fake_engine).total
    assert (after.new, after.changed, after.gone) == (0, 0, 0)
