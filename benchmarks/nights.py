"""A night on which nothing has changed: seconds beside a bare loop over the same pages, and memory as they pass."""

import asyncio
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import aiohttp

from benchmarks.memory import resident
from pipeline.progress import Step
from pipeline.run import run
from pipeline.settings import load_settings
from tests.fake_mill import fake_engine

_POLITENESS = '[politeness]\ndelay = 0\nallow_hosts = ["127.0.0.1"]\n'


@dataclass(frozen=True)
class Night:
    """Seconds for all pages of a source; resident memory in MB after the first tenth of them, and at the end."""

    source: str
    pages: int
    peer: float
    seconds: float
    early: float
    late: float

    @property
    def ratio(self) -> float:
        """How many times as long as the peer."""
        return self.seconds / self.peer


def measure(count: int) -> Iterator[Night]:
    """The second night of each kind of source with `count` pages; the first one is not measured."""
    with TemporaryDirectory() as folder, _site(count) as site:
        home = Path(folder)
        _write_files(home / "pages", count)
        for name, source in _sources(site, home / "pages", count).items():
            yield _night(home / name, name, source, count, site)


def _sources(site: str, pages: Path, count: int) -> Mapping[str, str]:
    addresses = ", ".join(f'"{site}/cases/{number:06}"' for number in range(count))
    return {
        "addresses": f'kind = "urls"\nurls = [{addresses}]\n{_POLITENESS}',
        "map": f'kind = "site"\nsitemap = "{site}/map.txt"\nfollow = ["/cases/"]\n{_POLITENESS}',
        "listings": f'kind = "site"\nstart = ["{site}/list/0"]\nfollow = ["/cases/"]\n{_POLITENESS}',
        "folder": f'kind = "folder"\npath = "{pages}"\n',
    }


def _night(home: Path, name: str, source: str, count: int, site: str) -> Night:
    (home / "sources").mkdir(parents=True)
    (home / "sources" / f"{name}.toml").write_text(source)
    (home / "casemill.toml").write_text("models = false\n")
    settings = load_settings(home)
    run(settings, engine=fake_engine)
    asyncio.run(_ask(site, 100))
    peer = _seconds(lambda: _hash(home.parent / "pages") if name == "folder" else asyncio.run(_ask(site, count)))
    marks: list[float] = []
    done = 0

    def progress(step: Step) -> None:
        nonlocal done
        done += step.pages
        if done >= count / 10:
            marks.append(resident())

    seconds = _seconds(lambda: run(settings, engine=fake_engine, progress=progress))
    return Night(name, count, peer, seconds, early=marks[0], late=marks[-1])


async def _ask(site: str, count: int) -> None:
    """The peer of a fetched source: aiohttp alone, one page after the other, as one host is asked."""
    async with aiohttp.ClientSession() as session:
        for number in range(count):
            path = f"/cases/{number:06}"
            async with session.get(site + path, headers={"If-None-Match": f'"{path}"'}) as response:
                await response.read()


def _hash(pages: Path) -> None:
    """The peer of a folder: each file read and hashed."""
    for path in sorted(pages.iterdir()):
        sha256(path.read_bytes()).hexdigest()


@contextmanager
def _site(count: int) -> Iterator[str]:
    """The address of a site of so many pages, served by a process of its own."""
    command = [sys.executable, "-m", "benchmarks.site", str(count)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            port = process.stdout.readline().strip() if process.stdout else ""
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _write_files(pages: Path, count: int) -> None:
    pages.mkdir()
    for number in range(count):
        (pages / f"{number:06}.txt").write_text(f"Case {number:06}\n\nWords of {number}.\n")


def _seconds(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began
