import gzip
import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from pipeline.settings import load_settings
from tests.fetch.nights import CASES, CRAWL, POLITENESS
from tests.fetch.trap_site import (
    WORDS,
    case,
    cut_short,
    dripping,
    endless,
    first,
    listing,
    packed,
    plain,
    redirect,
    refresh,
    served,
    slow,
    status,
)  # fmt: skip


def in_a_second() -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=1), usegmt=True)


UNSAID = case("Unsaid").encode()
TRAPS = {
    "dripping": (dripping, "unreachable"),
    "endless": (endless, "oversized"),
    "cut short": (cut_short, "unreachable"),
    "packed twice": (packed(gzip.compress(b" " * 9_000_000), "gzip", said="gzip, gzip"), "oversized"),
    "no kind": (plain(UNSAID, ""), ""),
    "busy until a date": (first(status(429, Retry_After=in_a_second()), then=plain(UNSAID)), ""),
    "to ftp": (redirect("ftp://127.0.0.1/x"), "forbidden_address"),
    "to a script": (redirect("javascript:x()"), "forbidden_address"),
    "nowhere at all": (status(302), "denied"),
    "with blanks": (redirect("/else where"), ""),
    "with strange letters": (redirect("/évry?q=ö"), ""),
    "without a server": (redirect("//"), "redirects"),
    "sent on": (refresh("/elsewhere"), ""),
    "sent on to within": (refresh("http://127.0.0.2/"), "forbidden_address"),
    "sent on in a circle": (refresh("/cases/b"), "redirects"),
    "read first": (case("Read first") + refresh("/elsewhere", seconds=60), ""),
    "sent on without scripts": (case("Scripted").replace("<head>", f"<head>{refresh('/no', inside='noscript')}"), ""),
}  # fmt: skip


@pytest.mark.parametrize(("page", "code"), TRAPS.values(), ids=TRAPS)
def test_a_trap_is_told(night, site, page, code):
    around = {"/else%20where": case("A"), "/%C3%A9vry?q=%C3%B6": case("B"), "/elsewhere": case("C")}
    site.pages = around | {"/cases/a": page, "/cases/b": refresh("/cases/a"), "/cases/good": case("Good")}
    nights = night('kind = "urls"\nurls = ["SITE/cases/a", "SITE/cases/good"]\n')
    (nights.settings.home / "casemill.toml").write_text("models = false\nmax_page_bytes = 200000\n")
    nights.settings = load_settings(nights.settings.home)
    nights.run()
    assert nights.quarantine() == ({"/cases/a": code} if code else {})
    assert ("/cases/a" in nights.records()) is not bool(code)
    assert "/cases/good" in nights.records()


def test_a_page_that_is_sent_on_is_that_to_which_it_leads(night, site):
    site.pages = {"/cases/a": refresh("/elsewhere"), "/elsewhere": case("Elsewhere")}
    nights = night('kind = "urls"\nurls = ["SITE/cases/a"]\n')
    nights.run()
    assert "Elsewhere" in nights.records()["/cases/a"]["text"]
    assert nights.counts() == {"pages": 1, "unchanged": 1}
    site.pages["/elsewhere"] = case("Changed")
    assert nights.counts() == {"pages": 1, "changed": 1}


def test_a_redirect_to_another_host_is_followed_where_it_may_be_reached(night, site):
    with served() as other:
        other.pages = {"/x": case("There"), "/robots.txt": "User-agent: *\nDisallow: /no"}
        site.pages = {"/a": redirect(other.url("/x")), "/b": redirect(other.url("/no"))}
        nights = night('kind = "urls"\nurls = ["SITE/a", "SITE/b"]\n', POLITENESS)
        source = nights.settings.home / "sources" / "notes.toml"
        assert nights.counts() == {"pages": 2, "quarantined": 2}
        assert (other.asked, set(nights.quarantine().values())) == ([], {"forbidden_address"})
        source.write_text(source.read_text().replace("allow_hosts = [", f'allow_hosts = ["{other.host}", '))
        assert nights.counts() == {"pages": 2, "new": 1, "quarantined": 1}
        assert (other.paths, nights.quarantine()) == (["/robots.txt", "/x"], {"/b": "robots"})


def test_an_address_in_many_forms_is_one_page(night, site):
    forms = ["one", "one#part", "one?utm_source=x&fbclid=1", "../cases/./one"]
    site.pages = CASES | {"/list": listing(*(f"/cases/{form}" for form in forms))}
    nights = night(CRAWL)
    assert nights.counts() == {"pages": 1, "new": 1}
    assert list(nights.records()) == ["/cases/one"]


@pytest.mark.parametrize(
    "other",
    [
        redirect("/cases/one"),
        redirect("/cases/one?utm_medium=x"),
        refresh("/cases/one"),
        f'<link rel="canonical" href="/cases/one">{CASES["/cases/one"]}',
    ],
    ids=["redirect", "tracked", "refresh", "canonical"],
)
def test_a_page_that_lies_at_another_listed_address_is_one_case(night, site, other):
    site.pages = CASES | {"/list": listing("/cases/one/", "/cases/one?print=1", "/cases/one")}
    site.pages |= {"/cases/one?utm_medium=x": CASES["/cases/one"], "/cases/one/": other, "/cases/one?print=1": other}
    nights = night(CRAWL)
    assert nights.counts() == {"pages": 1, "new": 1, "skipped": 2}
    assert nights.counts() == {"pages": 1, "unchanged": 1, "skipped": 2}
    assert list(nights.records()) == ["/cases/one"]


def test_pages_that_call_each_other_their_own_are_one_case(night, site):
    def own(path: str) -> str:
        return f'<link rel="canonical" href="{path}">{case("One")}'

    site.pages = {"/list": listing("/cases/a", "/cases/a/"), "/cases/a": own("/cases/a/"), "/cases/a/": own("/cases/a")}
    nights = night(CRAWL)
    assert nights.counts() == {"pages": 1, "new": 1, "skipped": 1}
    assert nights.counts() == {"pages": 1, "unchanged": 1, "skipped": 1}


@pytest.mark.parametrize("wrong", ["/", "/cases/one", "/cases/absent", "https://example.org/cases/x", "http://["])
def test_a_wrong_canonical_link_loses_no_page(night, site, wrong):
    pages = {path: f'<link rel="canonical" href="{wrong}">{page}' for path, page in CASES.items()}
    site.pages = pages | {"/list": listing(*CASES)}
    assert night(CRAWL).counts() == {"pages": 3, "new": 3}


def test_a_page_whose_other_address_fails_stands_itself(night, site):
    site.pages = CASES | {"/list": listing("/cases/one", "/cases/one?print=1")}
    site.pages["/cases/one?print=1"] = f'<link rel="canonical" href="/cases/one">{CASES["/cases/one"]}'
    nights = night(CRAWL + "gone_after = 1\n")
    nights.run()
    del site.pages["/cases/one"]
    assert nights.counts() == {"pages": 1, "new": 1, "gone": 1}
    assert list(nights.records()) == ["/cases/one?print=1"]


def test_an_endless_calendar_ends_at_the_limit_and_keeps_no_page_away(night, site):
    def month(request):
        number = int(request.query["month"])
        return plain(listing(f"/list?month={number + 1}", f"/list?month={number + 2}").encode())(request)

    site.pages = CASES | {"/list": listing("/list?month=0", *CASES), "/robots.txt": ""}
    site.otherwise = month
    crawl = CRAWL.replace("/list?page=*", "/list?month=*")
    nights = night(crawl, POLITENESS + "max_pages = 30\n")
    for state in ("new", "unchanged"):
        counts = nights.counts()
        assert (counts["pages"], counts[state]) == (3, 3)
        assert counts["skipped"] > 0
        assert len(site.asked) <= 31


def test_what_a_listing_calls_its_next_page_is_none_of_the_cases(night, site):
    site.pages = CASES | {
        "/list": listing("/cases/one", following="/cases/page/2"),
        "/cases/page/2": listing("/cases/two", "/cases/three"),
        "/cases/one": case("One").replace("<p>", '<a rel="next" href="/cases/two">next</a><p>'),
    }
    assert night(CRAWL).counts() == {"pages": 3, "new": 3}


def test_a_page_that_becomes_a_listing_is_no_case_any_more(night, site):
    site.pages = CASES | {"/list": listing("/cases/one", "/cases/two")}
    nights = night(CRAWL)
    assert nights.counts() == {"pages": 2, "new": 2}
    site.pages |= {"/list": listing("/cases/one", following="/cases/two"), "/cases/two": listing("/cases/three")}
    assert nights.counts() == {"pages": 2, "new": 1, "unchanged": 1, "gone": 1}
    assert sorted(nights.records()) == ["/cases/one", "/cases/three"]


def test_an_unchanged_night_asks_only_whether_and_writes_nothing(night, site):
    site.pages = CASES | {
        "/robots.txt": "",
        "/list": listing(*CASES, "/cases/absent", "/cases/moved", "/cases/slow"),
        "/cases/moved": redirect("/elsewhere"),
        "/elsewhere": case("Elsewhere"),
        "/cases/slow": slow,
    }
    nights = night(CRAWL)
    nights.run()
    before = nights.kept()
    report = nights.run()
    assert not report.released
    assert nights.kept() == before
    assert {path for path, conditional in site.asked if not conditional} == {"/cases/absent", "/cases/slow"}


ROBOTS = {
    "absent": (status(404), True),
    "hidden": (status(403), True),
    "gone": (status(410), True),
    "in trouble": (status(500), False),
    "down": (status(503), False),
    "too busy": (status(429, Retry_After="0"), False),
    "elsewhere": (redirect("/robots"), False),
    "far elsewhere": (redirect("/robots?hop=1"), False),
    "in a circle": (redirect("/robots.txt"), True),
    "within": (redirect("http://127.0.0.2/"), False),
    "damaged": (plain(b"\xff\xfe\x00<html>"), True),
    "for others": ("User-agent: other\nDisallow: /", True),
    "for us": ("User-agent: other\nUser-agent: CaseMill\nDisallow: /", False),
    "for all but us": ("User-agent: *\nDisallow: /\n\nUser-agent: casemill\nDisallow: /x", True),
    "in two groups": ("User-agent: casemill\nDisallow: /x\n\nUser-agent: casemill\nDisallow: /cases", False),
    "as long": ("User-agent: *\nDisallow: /cases/\nAllow: /cases/", True),
    "in other letters": ("User-agent: *\nDisallow: /c%61ses/", False),
}  # fmt: skip


@pytest.mark.parametrize(("robots", "allowed"), ROBOTS.values(), ids=ROBOTS)
def test_robots_files_are_heeded_as_the_standard_says(night, site, robots, allowed):
    chain = {f"/robots?hop={hop}": redirect(f"/robots?hop={hop + 1}") for hop in range(1, 4)}
    site.pages = CASES | chain | {"/robots?hop=4": "User-agent: *\nDisallow: /cases", "/robots.txt": robots}
    site.pages["/robots"] = "User-agent: *\nDisallow: /cases"
    nights = night('kind = "urls"\nurls = ["SITE/cases/one"]\n')
    assert nights.counts() == {"pages": 1, "new" if allowed else "quarantined": 1}
    assert ("/cases/one" in site.paths) is allowed


def test_a_robots_file_may_name_the_maps(night, site):
    site.pages = CASES | {
        "/robots.txt": f"Sitemap: {site.url('/a.txt')}\nSitemap: {site.url('/b.txt')}\n",
        "/a.txt": f"{site.url('/cases/one')}\n{site.url('/cases/two')}",
        "/b.txt": f"{site.url('/cases/three')}",
    }
    nights = night('kind = "site"\nsitemap = "SITE/robots.txt"\n')
    assert nights.counts() == {"pages": 3, "new": 3}
    assert nights.counts() == {"pages": 3, "unchanged": 3}
    site.pages["/robots.txt"] = ""
    assert nights.counts() == {"pages": 4, "unchanged": 3, "quarantined": 1}
    assert nights.quarantine() == {"/robots.txt": "not_found"}


def test_words_of_a_case_are_not_taken_for_a_notice(night, site):
    words = {
        "login": f"Users log in with their card; who cannot log in asks the desk. {WORDS}",
        "later": f"The service was temporarily unavailable in 2012, and members had to try again later. {WORDS}",
        "cookies": f"The bakery sells cookies; accept all cookies, says its banner. {WORDS}",
    }
    site.pages = {f"/cases/{name}": case(f"The {name} project", text) for name, text in words.items()}
    urls = json.dumps([f"SITE{path}" for path in site.pages])
    assert night(f'kind = "urls"\nurls = {urls}\n').counts() == {"pages": 3, "new": 3}
