import gzip
import zlib
from datetime import UTC, datetime

import brotli
import pytest

from pipeline.fetch.hosts import Host
from pipeline.fetch.links import read_links
from pipeline.fetch.patterns import Patterns
from pipeline.fetch.politeness import user_agent
from pipeline.fetch.retrying import backoff, retry_after
from pipeline.fetch.robots import parse_robots
from pipeline.fetch.sitemaps import read_sitemap
from pipeline.fetch.unpacking import DamagedError, OverLimitError, unpack

NOW = datetime(2030, 1, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None), ("120", 120), (" 0 ", 0), ("soon", None), ("-3", None), ("", None),
        ("Tue, 01 Jan 2030 12:01:30 GMT", 90), ("Tue, 01 Jan 2030 11:00:00 GMT", 0),
        ("Tuesday, 01-Jan-30 12:00:10 GMT", 10),
    ],
)  # fmt: skip
def test_servers_say_when_to_come_back(header, seconds):
    assert retry_after(header, now=NOW) == seconds


def test_waits_double_and_differ_by_chance():
    for attempt in (1, 2, 3):
        least = 2.0 * 2 ** (attempt - 1)
        waits = {backoff(2.0, attempt) for _ in range(20)}
        assert all(least <= wait <= 1.5 * least for wait in waits)
        assert len(waits) > 1


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress), ("x-gzip", gzip.compress), ("br", brotli.compress), ("deflate", zlib.compress),
        ("deflate", lambda body: zlib.compress(body)[2:-4]), ("identity", bytes), ("", bytes),
        ("gzip", lambda body: gzip.compress(body[:50]) + gzip.compress(body[50:]) + b"\0" * 20),
        ("deflate, gzip", lambda body: gzip.compress(zlib.compress(body))),
    ],
)  # fmt: skip
def test_bodies_are_unpacked_up_to_a_limit(encoding, pack):
    body = b"words, " * 1000
    assert unpack(pack(body), encoding.split(","), limit=len(body)) == body
    with pytest.raises(OverLimitError):
        unpack(pack(body), encoding.split(","), limit=len(body) - 1)


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate", "zstd"])
def test_what_is_not_packed_as_said_is_damaged(encoding):
    with pytest.raises(DamagedError):
        unpack(b"\x1f\x8bwords", [encoding], limit=1000)
    with pytest.raises(DamagedError):
        unpack(brotli.compress(b"words" * 100)[:-3] if encoding == "br" else b"", ["zstd", encoding], limit=1000)


ROBOTS = b"""\xef\xbb\xbf# a comment
User-agent: other
Disallow: /

User-Agent: CaseMill
Disallow: /private/
Allow: /private/open
Disallow: /*.pdf$
Crawl-delay: 3

Sitemap: https://example.org/map.xml
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [("/", True), ("/private/x", False), ("/private/open", True), ("/a.pdf", False), ("/a.pdf?x", True)],
)
def test_robots_rules_are_those_for_us_and_the_longest_wins(path, allowed):
    assert parse_robots(ROBOTS).allow(f"https://example.org{path}") is allowed


def test_robots_may_ask_for_a_pace_and_name_maps():
    assert parse_robots(ROBOTS).delay == 3
    assert parse_robots(ROBOTS).sitemaps == ("https://example.org/map.xml",)
    assert parse_robots(b"User-agent: *\nRequest-rate: 1/5").delay == 5
    assert parse_robots(b"\xff\xfe<html>no rules</html>").allow("https://example.org/x")


def test_only_the_beginning_of_an_endless_robots_file_counts():
    endless = b"User-agent: *\nDisallow: /a\n" + b"# words\n" * 70_000 + b"Disallow: /b\n"
    rules = parse_robots(endless)
    assert (rules.allow("https://example.org/a"), rules.allow("https://example.org/b")) == (False, True)


@pytest.mark.parametrize(
    ("pattern", "url", "meant"),
    [
        ("/cases/*", "https://example.org/cases/a", True),
        ("/cases/*", "https://example.org/cases", False),
        ("/cases/*", "https://other.example.org/cases/a", False),
        ("/cases/", "https://example.org/cases/a?b=c", True),
        ("/cases/*.html", "https://example.org/cases/a.html", True),
        ("/cases/*.html", "https://example.org/cases/a.html?print=1", False),
        ("/list?page=*", "https://example.org/list?page=2", True),
        ("/list?page=*", "https://example.org/listXpage=2", False),
        (r"/case/\d+$", "https://example.org/en/case/12", True),
        (r"^/case/\d+$", "https://example.org/en/case/12", False),
        ("https://other.example.org/*", "https://other.example.org/x", True),
        ("https://*.example.org/cases/*", "https://x.example.org/cases/y", True),
        (r"^https?://other\.example\.org/", "http://other.example.org/x", True),
    ],
)
def test_patterns_mean_addresses(pattern, url, meant):
    assert Patterns([pattern], frozenset({"example.org"})).match(url) is meant


def test_links_are_read_as_a_browser_reads_them():
    page = b"""<html><head><base href="/deep/"><link rel="stylesheet" href="x.css"><link rel=next href="?page=2"></head>
    <a href="a.html#top">a</a> <a href=" b c.html
    ">b</a> <a href="a.html">again</a> <a href="mailto:x@example.org">m</a> <a href="javascript:x()">j</a>
    <a href="//other.example.org/x">o</a> <area href="/\xc3\xa9"> <a rel="nofollow NEXT" href="z">z</a> <a>none</a>
    <a href="http://[broken/">broken</a>"""
    links = read_links(page, "https://example.org/list")
    assert links.all == (
        "https://example.org/deep/?page=2", "https://example.org/deep/a.html", "https://example.org/deep/b%20c.html",
        "https://other.example.org/x", "https://example.org/%C3%A9", "https://example.org/deep/z",
    )  # fmt: skip
    assert links.following == ("https://example.org/deep/?page=2", "https://example.org/deep/z")


def test_maps_are_xml_or_lines_packed_or_not():
    plain = b"https://example.org/a\n\nnot an address\nhttps://example.org/b\n"
    spaced = b"\xef\xbb\xbf <?xml version='1.0'?><urlset><url><loc> https://example.org/a </loc></url></urlset>"
    assert read_sitemap(plain, "https://example.org/m", limit=999).pages[0] == "https://example.org/a"
    assert read_sitemap(gzip.compress(spaced), "https://example.org/m", limit=999).pages == ("https://example.org/a",)
    index = b"<sitemapindex><sitemap><loc>https://example.org/n.xml</loc></sitemap></sitemapindex>"
    assert read_sitemap(index, "https://example.org/m", limit=999).maps == ("https://example.org/n.xml",)


def test_a_map_resolves_nothing_and_unpacks_no_bomb():
    told = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    told += b"<urlset><url><loc>http://x.org/&e;</loc></url></urlset>"
    assert all("hostname" not in page for page in read_sitemap(told, "https://example.org/m", limit=999).pages)
    for content in (gzip.compress(b" " * 9999), b"<html><body>no map</body></html>"):
        with pytest.raises(ValueError, match=r"cannot be unpacked|no map"):
            read_sitemap(content, "https://example.org/m", limit=999)


def test_a_host_is_left_alone_after_failures_in_a_row():
    host = Host()
    for down in (True, True, True, True, None, True, True, True, True, False):
        host.answered() if down is None else host.failed("x", down=down)
        assert host.closed is None
    assert host.is_ailing
    host.failed("no answer", down=True)
    assert host.closed == "6 pages in a row could not be had, the last since no answer"


def test_the_user_agent_says_who_asks_and_where_to_complain():
    assert user_agent("library@example.org").endswith(" (+library@example.org)")
    assert user_agent(None).startswith("casemill/")
