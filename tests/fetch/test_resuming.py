import signal
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

import pytest

from pipeline.run import run
from pipeline.settings import Settings
from pipeline.store.cases import live_documents
from pipeline.store.database import opened, reading
from tests.fake_mill import fake_engine
from tests.fetch.trap_site import Site, case, listing, plain, served
from tests.homes import make_home

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = {f"/cases/{number:03}": case(f"Case {number}") for number in range(60)}


@pytest.fixture
def site():
    with served() as site:
        site.pages = PAGES | {"/list": listing(*PAGES), "/robots.txt": ""}
        yield site


def home_of(site: Site, folder: Path) -> Settings:
    source = f'kind = "site"\nstart = ["{site.url("/list")}"]\nfollow = ["/cases/*"]\n[politeness]\ndelay = 0\n'
    return make_home(folder, {}, source=f'{source}allow_hosts = ["{site.host}"]\n')


def count(settings: Settings) -> int:
    with opened(settings.database_url) as store, reading(store) as connection:
        return sum(1 for _ in live_documents(connection))


@pytest.mark.parametrize(
    ("sent", "code"), [(signal.SIGKILL, -9), (signal.SIGTERM, 130), (signal.SIGINT, 130)], ids=["kill", "term", "int"]
)
def test_a_crawl_that_is_ended_goes_on_with_hardly_a_request_more(site, tmp_path, sent, code):
    last = 20
    settings = home_of(site, tmp_path / "home")
    process: list[subprocess.Popen[bytes]] = []
    reached = threading.Event()

    def kill(request):
        reached.set()
        process[0].send_signal(sent)
        return plain(PAGES[request.path_qs].encode())(request)

    site.pages[f"/cases/{last:03}"] = kill
    with subprocess.Popen([sys.executable, "-m", "tests.fetch.slow_crawl", str(settings.home)], cwd=ROOT) as started:
        process.append(started)
    assert reached.is_set()
    assert started.returncode == code
    site.pages[f"/cases/{last:03}"] = PAGES[f"/cases/{last:03}"]
    counts = run(settings, engine=fake_engine).sources["notes"]
    assert (counts.pages, counts.new + counts.unchanged, count(settings)) == (60, 60, 60)
    asked = Counter(site.paths)
    assert set(asked) == {"/robots.txt", "/list", *PAGES}
    # The one that was under way, and robots.txt, which each process reads for itself.
    assert sum(asked.values()) <= len(asked) + 2


def test_a_crawl_that_ended_is_begun_anew_the_next_night(site, tmp_path):
    settings = home_of(site, tmp_path / "home")
    for _ in range(2):
        site.forget()
        run(settings, engine=fake_engine)
        assert len(site.asked) == 62
