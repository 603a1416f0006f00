import gzip
import json
from datetime import UTC, datetime

import pytest

from pipeline.archive import read
from pipeline.milling import Task
from pipeline.run import run
from tests.fetch.nights import CASES, CRAWL, POLITENESS, Night
from tests.fetch.trap_site import (
    case,
    dated,
    first,
    listing,
    packed,
    plain,
    redirect,
    slow,
    status,
    torn,
)  # fmt: skip


def test_listed_addresses_become_cases_and_the_second_night_only_asks_whether_they_changed(night, site):
    site.pages = {**CASES, "/robots.txt": "User-agent: *\nDisallow: /private"}
    urls = [f"SITE{path}" for path in CASES]
    nights = night(f'kind = "urls"\nurls = {json.dumps(urls)}\n')
    assert nights.counts() == {"pages": 3, "new": 3}
    assert {path: record["source"]["uri"] for path, record in nights.records().items()} == {
        path: site.url(path) for path in CASES
    }
    assert nights.counts() == {"pages": 3, "unchanged": 3}
    assert sorted(site.asked) == sorted((path, True) for path in ["/robots.txt", *CASES])


def test_a_site_is_walked_by_its_pages_and_the_second_night_only_conditionally(night, site):
    site.pages = {
        **CASES,
        "/robots.txt": "",
        "/list": listing("/cases/one", "/about", "/list?page=2", "http://elsewhere.example.org/cases/x"),
        "/list?page=2": listing("/cases/two", "/cases/two#part", following="/further"),
        "/further": listing("cases/three", "/list"),
    }
    nights = night(CRAWL)
    assert nights.counts() == {"pages": 3, "new": 3}
    assert sorted(nights.records()) == sorted(CASES)
    everything = {"/robots.txt", "/list", "/list?page=2", "/further", *CASES}
    assert sorted(site.paths) == sorted(everything)
    assert nights.counts() == {"pages": 3, "unchanged": 3}
    assert {path for path, conditional in site.asked if conditional} == everything == set(site.paths)


def test_a_site_is_walked_by_its_map(night, site):
    def urlset(*paths: str) -> str:
        return "<urlset>" + "".join(f"<url><loc>{site.url(path)}</loc></url>" for path in paths) + "</urlset>"

    site.pages = {
        **CASES,
        "/map.xml": f"<?xml version='1.0'?><sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
        f"<sitemap><loc>{site.url('/a.xml')}</loc></sitemap><sitemap><loc>{site.url('/b.xml.gz')}</loc></sitemap>"
        "</sitemapindex>",
        "/a.xml": "<?xml version='1.0'?>" + urlset("/cases/one", "/about"),
        "/b.xml.gz": plain(gzip.compress(urlset("/cases/two", "/cases/three").encode()), "application/gzip"),
    }
    nights = night('kind = "site"\nsitemap = "SITE/map.xml"\nfollow = ["/cases/"]\n')
    assert nights.counts() == {"pages": 3, "new": 3}


TRAPS = {
    "/cases/good": (case("Good"), ""),
    "/cases/absent": (status(404), "not_found"),
    "/cases/gone": (status(410), "not_found"),
    "/cases/broken": (status(500), "unreachable"),
    "/cases/hidden": (status(403), "denied"),
    "/cases/slow": (slow, "unreachable"),
    "/cases/huge": (plain(b"<html>" + b"x" * 300_000), "oversized"),
    "/cases/bomb": (packed(b" " * 3_000_000, "gzip"), "oversized"),
    "/cases/bomb-br": (packed(b" " * 3_000_000, "br"), "oversized"),
    "/cases/torn": (torn, "unreadable"),
    "/cases/packed": (packed(case("Packed").encode(), "gzip"), ""),
    "/cases/packed-br": (packed(case("Packed").encode(), "br"), ""),
    "/cases/loop": (redirect("/cases/loop"), "redirects"),
    "/cases/moved": (redirect("/elsewhere"), ""),
    "/cases/within": (redirect("http://127.0.0.2/"), "forbidden_address"),
    "/cases/beside": (redirect("http://127.0.0.1:9/"), "forbidden_address"),
    "/cases/metadata": (redirect("http://169.254.169.254/latest/"), "forbidden_address"),
    "/cases/file": (redirect("file:///etc/hostname"), "forbidden_address"),
    "/cases/private": (redirect("/private/x"), "robots"),
    "/cases/busy": (first(status(429, Retry_After="0"), then=plain(case("Busy").encode())), ""),
    "/cases/login": (case("Please log in", "Your account"), "soft_error"),
    "/cases/charset": (plain(case("Café à Évry").encode(), "text/html; charset=utf-16"), ""),
    "/cases/nowhere": (redirect("http://nowhere.invalid/"), "forbidden_address"),
}  # fmt: skip


@pytest.fixture
def trapped(night, site) -> Night:
    site.pages = {path: page for path, (page, _) in TRAPS.items()} | {
        "/robots.txt": "User-agent: casemill\nDisallow: /private\n",
        "/list": listing(*TRAPS),
        "/elsewhere": case("Moved"),
        "/private/x": case("Private"),
    }
    nights = night(CRAWL)
    (nights.settings.home / "casemill.toml").write_text(
        'models = false\nworkers = 2\nmax_page_bytes = 200000\ncontact = "ops@example.org"\n'
    )
    from pipeline.settings import load_settings

    return Night(load_settings(nights.settings.home), site)


def test_every_trap_is_told_and_stops_nothing_else(trapped, site):
    report = trapped.run()
    bad = {path: code for path, (_, code) in TRAPS.items() if code}
    assert trapped.quarantine() == bad
    assert sorted(trapped.records()) == sorted(TRAPS.keys() - bad.keys())
    assert report.total.quarantined == len(bad)
    assert "/private/x" not in site.paths
    assert site.paths.count("/cases/busy") == 2
    assert site.paths.count("/cases/loop") == 6
    assert site.most_busy == 1
    assert all(agent.startswith("casemill/") and "(+ops@example.org)" in agent for agent in site.agents)


def test_traps_that_are_mended_become_cases(trapped, site):
    trapped.run()
    site.pages |= {path: case(path) for path in TRAPS}
    assert trapped.counts() == {"pages": len(TRAPS), "changed": 6, "new": len(TRAPS) - 6}
    assert trapped.quarantine() == {}


def test_a_changed_page_is_a_new_version_and_its_neighbours_cost_nothing(night, site):
    changed = datetime(2020, 1, 1, tzinfo=UTC)
    site.pages = CASES | {
        "/list": listing(*CASES, "/cases/dated"),
        "/cases/dated": dated(case("Dated").encode(), changed),
    }
    nights = night(CRAWL)
    nights.run()
    before = nights.records()["/cases/one"]["id"]
    site.pages["/cases/one"] = case("One again")
    assert nights.counts() == {"pages": 4, "changed": 1, "unchanged": 3}
    assert nights.records()["/cases/one"]["id"] == before
    assert "One again" in nights.records()["/cases/one"]["text"]


def test_a_vanished_page_is_gone_only_after_some_nights_and_comes_back(night, site):
    site.pages = CASES | {"/list": listing(*CASES)}
    nights = night(CRAWL + "gone_after = 2\n")
    nights.run()
    page = site.pages.pop("/cases/two")
    site.pages["/list"] = listing("/cases/one", "/cases/three")
    assert nights.counts() == {"pages": 2, "unchanged": 2, "missing": 1}
    assert "/cases/two" in nights.records()
    assert nights.counts() == {"pages": 2, "unchanged": 2, "gone": 1}
    assert "/cases/two" not in nights.records()
    assert nights.counts() == {"pages": 2, "unchanged": 2}
    site.pages["/cases/two"] = page
    assert nights.counts() == {"pages": 3, "unchanged": 2, "new": 1}


def test_a_page_that_is_no_longer_listed_but_there_stays(night, site):
    site.pages = CASES | {"/list": listing(*CASES)}
    nights = night(CRAWL)
    nights.run()
    site.pages["/list"] = listing("/cases/one")
    assert nights.counts() == {"pages": 3, "unchanged": 3}


def test_an_address_that_the_source_no_longer_lists_is_gone(night, site):
    site.pages = dict(CASES)
    nights = night('kind = "urls"\nurls = ["SITE/cases/one", "SITE/cases/two"]\n')
    nights.run()
    source = nights.settings.home / "sources" / "notes.toml"
    source.write_text(source.read_text().replace(f', "{site.url("/cases/two")}"', ""))
    assert nights.counts() == {"pages": 1, "unchanged": 1, "gone": 1}


def test_a_page_that_cannot_be_had_keeps_its_record_and_is_told_until_it_can(night, site):
    site.pages = CASES | {"/list": listing(*CASES)}
    nights = night(CRAWL)
    nights.run()
    good = site.pages["/cases/one"]
    for trap, code in ((status(503), "unreachable"), (case("Just a moment...", "Wait."), "soft_error")):
        site.pages["/cases/one"] = trap
        assert nights.counts() == {"pages": 3, "unchanged": 2, "quarantined": 1}
        assert nights.quarantine() == {"/cases/one": code}
        assert len(nights.records()) == 3
    site.pages["/cases/one"] = good
    assert nights.counts() == {"pages": 3, "unchanged": 3}
    assert nights.quarantine() == {}


def test_a_listing_that_is_lost_is_told_and_its_pages_stay(night, site):
    site.pages = CASES | {"/list": listing(*CASES)}
    nights = night(CRAWL)
    nights.run()
    good = site.pages.pop("/list")
    assert nights.counts() == {"pages": 4, "unchanged": 3, "quarantined": 1}
    assert nights.quarantine() == {"/list": "not_found"}
    site.pages["/list"] = good
    assert nights.counts() == {"pages": 3, "unchanged": 3}
    assert nights.quarantine() == {}


def test_a_site_whose_robots_file_fails_is_left_alone(night, site):
    site.pages = CASES | {"/list": listing(*CASES), "/robots.txt": status(500)}
    nights = night(CRAWL)
    assert nights.counts() == {"pages": 1, "quarantined": 1}
    assert set(site.paths) == {"/robots.txt"}


def test_a_host_that_is_down_is_left_alone_after_a_few_pages(night, site):
    urls = [f"/cases/{number}" for number in range(40)]
    site.pages = dict.fromkeys(urls, status(503))
    nights = night(f'kind = "urls"\nurls = {json.dumps([f"SITE{url}" for url in urls])}\n')
    assert nights.counts() == {"pages": 40, "quarantined": 40}
    assert len(site.asked) == 1 + 5 * 2


def test_broken_pages_in_a_row_keep_no_other_page_away(night, site):
    broken = [f"/cases/{number}" for number in range(8)]
    site.pages = {**dict.fromkeys(broken, status(500)), "/cases/good": case("Good")}
    nights = night(f'kind = "urls"\nurls = {json.dumps([f"SITE{path}" for path in site.pages])}\n')
    assert nights.counts() == {"pages": 9, "new": 1, "quarantined": 8}
    assert site.paths == ["/robots.txt", *(path for path in broken[:5] for _ in "12"), *broken[5:], "/cases/good"]
    nights.run()
    assert site.paths[1:3] == ["/cases/good", "/cases/0"]


def test_a_host_that_asks_for_a_long_wait_is_left_alone(night, site):
    site.pages = {"/cases/one": status(429, Retry_After="9999"), "/cases/two": case("Two")}
    nights = night('kind = "urls"\nurls = ["SITE/cases/one", "SITE/cases/two"]\n')
    assert nights.counts() == {"pages": 2, "quarantined": 2}
    assert site.paths == ["/robots.txt", "/cases/one"]


def test_what_another_plan_means_is_found_anew_and_the_rest_is_gone(night, site):
    site.pages = CASES | {"/list": listing(*CASES)}
    nights = night(CRAWL)
    nights.run()
    source = nights.settings.home / "sources" / "notes.toml"
    source.write_text(source.read_text().replace("/cases/*", "/cases/t.*$"))
    assert nights.counts() == {"pages": 2, "unchanged": 2, "gone": 1}


def test_without_patterns_the_pages_below_the_start_are_meant(night, site):
    site.pages = CASES | {"/cases/": listing("/about", "/cases/one", "/cases/two", "http://127.0.0.1:9/cases/x")}
    nights = night('kind = "site"\nstart = ["SITE/cases/"]\n')
    assert nights.counts() == {"pages": 2, "new": 2}


def test_a_crawl_ends_at_its_limit_and_says_so(night, site):
    site.pages = CASES | {"/list": listing(*CASES)}
    assert night(CRAWL, POLITENESS + "max_pages = 3\n").counts() == {"pages": 2, "new": 2, "skipped": 1}


def test_bytes_are_kept_as_they_were_sent_with_what_was_declared(night, site):
    sent = "<p>Évry, by the river</p>".encode("cp1252")
    site.pages = {"/cases/one": plain(sent, "text/html; charset=windows-1252")}
    nights = night('kind = "urls"\nurls = ["SITE/cases/one"]\n')
    tasks: list[Task] = []

    def engine(mill, batches):
        tasks.extend(task for batch in batches for task in batch.tasks)
        return iter(())

    run(nights.settings, engine=engine)
    (task,) = tasks
    assert (task.media_type, task.charset) == ("text/html", "windows-1252")
    assert read(nights.settings.raw, task.sha256) == sent
