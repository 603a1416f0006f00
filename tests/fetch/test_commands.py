import json

import pytest

from pipeline import cli
from pipeline.settings import Settings
from tests.fake_mill import fake_engine, fake_mill
from tests.fetch.trap_site import Site, case, listing, served, status
from tests.homes import make_home

PAGES = {f"/cases/{number}": case(f"Case {number}") for number in range(6)}


@pytest.fixture
def site():
    with served() as site:
        site.pages = PAGES | {"/list": listing(*PAGES)}
        yield site


@pytest.fixture
def settings(site, tmp_path) -> Settings:
    source = f'kind = "site"\nstart = ["{site.url("/list")}"]\nfollow = ["/cases/*"]\n[politeness]\ndelay = 0\n'
    return make_home(tmp_path / "home", {}, source=f'{source}backoff = 0\nallow_hosts = ["{site.host}"]\n')


@pytest.fixture
def call(settings, capfd, monkeypatch):
    monkeypatch.setattr("pipeline.run.local_engine", lambda *_, **__: fake_engine)
    for module in ("rehearsal", "trial"):
        monkeypatch.setattr(f"pipeline.{module}.mill", lambda _, batch: fake_mill(batch))

    def called(*arguments: str) -> tuple[int, str, str]:
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main(["--home", str(settings.home), *arguments])
        return int(ended.value.code or 0), *capfd.readouterr()

    return called


def kept(settings: Settings) -> list[str]:
    folder = settings.home
    return sorted(path.as_posix() for path in folder.rglob("*") if path.is_file() and "casemill.db" not in path.name)


def test_a_few_pages_are_tried_and_nothing_is_stored(call, settings, site: Site):
    before = kept(settings)
    code, out, _ = call("sources", "try", "notes", "--json")
    uris = [json.loads(line)["source"]["uri"] for line in out.splitlines()]
    assert (code, uris) == (0, [site.url(f"/cases/{number}") for number in range(3)])
    assert site.paths == ["/robots.txt", "/list", *list(PAGES)[:3]]
    assert kept(settings) == before


def test_a_page_that_cannot_be_tried_is_told(call, site):
    site.pages["/cases/1"] = status(403)
    code, out, words = call("sources", "try", "notes", "--json")
    assert code == 4
    assert len(out.splitlines()) == 2
    assert "answers 403: see whether it is meant for the public" in words


def test_a_source_that_leads_nowhere_is_told_when_tried(call, site):
    del site.pages["/list"]
    code, _, words = call("sources", "try", "notes")
    assert code == 4
    assert "is not there (404)" in words


def test_pages_of_a_folder_can_be_tried_too(call, settings):
    (settings.home / "sources" / "notes.toml").write_text('kind = "folder"\npath = "pages"\n')
    (settings.home / "pages" / "a.txt").write_text("Alpha\nwords")
    assert call("sources", "try", "notes", "--json")[1].count("Alpha") >= 1


def test_a_dry_run_tells_what_the_run_then_does(call, settings, site):
    before = kept(settings)
    told = json.loads(call("run", "--dry-run", "--json")[1])
    assert kept(settings) == before
    assert json.loads(call("run", "--json")[1])["sources"] == told["sources"]
    site.pages |= {"/cases/0": case("Other"), "/cases/9": case("New"), "/list": listing(*PAGES, "/cases/9")}
    del site.pages["/cases/1"]
    source = settings.home / "sources" / "notes.toml"
    source.write_text("gone_after = 1\n" + source.read_text())
    site.forget()
    told = json.loads(call("run", "--dry-run", "--json")[1])
    assert {path for path, conditional in site.asked if not conditional} == {"/robots.txt", "/cases/9"}
    assert [(page["uri"].removeprefix(site.url("")), page["state"]) for page in told["pages"]] == [
        ("/cases/0", "changed"),
        ("/cases/9", "new"),
        ("/cases/1", "gone"),
    ]
    assert json.loads(call("run", "--json")[1])["sources"] == told["sources"]


def test_a_dry_run_of_a_folder_tells_what_the_run_then_does(call, settings):
    (settings.home / "sources" / "notes.toml").write_text('kind = "folder"\npath = "pages"\n')
    for name, text in {"a.txt": "Alpha\nwords", "b.txt": "EMPTY", "c.txt": "Gamma\nwords"}.items():
        (settings.home / "pages" / name).write_text(text)
    for _ in range(2):
        code, out, _ = call("run", "--dry-run", "--json")
        assert code == 4
        assert json.loads(out)["sources"] == json.loads(call("run", "--json")[1])["sources"]
        (settings.home / "pages" / "a.txt").write_text("Alpha\nother words")
        (settings.home / "pages" / "c.txt").unlink(missing_ok=True)
    assert "2 pages looked at; nothing is stored" in call("run", "--dry-run")[1]


def test_sources_are_checked_one_by_one(call, settings):
    folder = settings.home / "sources"
    (folder / "wrong.toml").write_text('kind = "urls"\nurls = ["http://127.1/"]\n')
    (folder / "odd.toml").write_text('kind = "urls"\nurls = ["https://example.org/"]\n[politeness]\ndealy = 2\n')
    code, out, words = call("sources", "check")
    assert code == 2
    assert out.startswith("notes: begins at http://127.0.0.1:")
    assert "wrong.toml: urls: http://127.1/ may not be fetched: the address 127.0.0.1 is loopback" in words
    assert "odd.toml: politeness.dealy: no such key; there are: allow_hosts, attempts, " in words
    assert "notes.toml: politeness.contact: name an address" in words


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('follow = ["/cases/("]', "follow: '/cases/(' is no regular expression"),
        ("gone_after = 0", "gone_after: "),
        ("[politeness]\ndelay = -1", "politeness.delay: "),
        ('[politeness]\ncontact = "a b"', "politeness.contact: "),
    ],
)
def test_wrong_values_are_told_with_the_path_to_them(call, settings, line, told):
    (settings.home / "sources" / "notes.toml").write_text(f'kind = "site"\nstart = ["https://example.org/"]\n{line}\n')
    code, _, words = call("sources", "check")
    assert code == 2
    assert told in words


def test_the_status_tells_of_pages_that_are_not_there(call, site):
    call("run")
    del site.pages["/cases/1"]
    call("run")
    (words,) = json.loads(call("status", "--json")[1])["sources"]["notes"]["attention"]
    assert words == "not there: 1 page; gone after 3 nights in a row, their records stand until then"


POLITE = '[politeness]\ndelay = 0\ncontact = "ops@example.org"\nallow_hosts = ["HOST"]\n'
KINDS = {
    "folder": 'kind = "folder"\npath = "pages"\n',
    "warc": 'kind = "warc"\npath = "pages.warc.gz"\n',
    "urls": f'kind = "urls"\nurls = {json.dumps([f"SITE{path}" for path in PAGES])}\n{POLITE}',
    "listing": f'kind = "site"\nstart = ["SITE/list"]\nfollow = ["/cases/"]\n{POLITE}',
    "map": f'kind = "site"\nsitemap = "SITE/map.txt"\nfollow = ["/cases/"]\n{POLITE}',
    "robots": f'kind = "site"\nsitemap = "SITE/robots.txt"\nfollow = ["/cases/"]\n{POLITE}',
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_source_is_checked_tried_and_rehearsed(call, settings, site, kind):
    site.pages |= {"/map.txt": "\n".join(map(site.url, PAGES)), "/robots.txt": f"Sitemap: {site.url('/map.txt')}"}
    for path, page in PAGES.items():
        (settings.home / "pages" / f"{path.rpartition('/')[2]}.html").write_text(page)
    call("run")
    call("sources", "export", "notes", str(settings.home / "pages.warc.gz"))
    (settings.home / "sources" / "notes.toml").unlink()
    written = KINDS[kind].replace("SITE", site.url("")).replace("HOST", site.host)
    (settings.home / "sources" / "other.toml").write_text(written)
    assert call("sources", "check")[0] == 0
    before = kept(settings)
    code, out, _ = call("sources", "try", "other", "--json")
    assert (code, len(out.splitlines())) == (0, 3)
    for state in ("new", "unchanged"):
        told = json.loads(call("run", "--dry-run", "--json")[1])["sources"]["other"]
        assert (told["pages"], told[state]) == (6, 6)
        assert kept(settings) == before
        assert json.loads(call("run", "--json")[1])["sources"]["other"] == told
        before = kept(settings)
