"""Whenever a run is killed, the next ends with exactly what an undisturbed one gives."""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice, pairwise, takewhile
from pathlib import Path
from random import Random
from shutil import copytree

import pytest

from pipeline.rebuilding.rebuild import rebuild
from pipeline.settings import load_settings
from tests.crash.outcome import differing, ends, outcome
from tests.crash.victim import PHASES, Moment, census, killed
from tests.fake_mill import fake_engine
from tests.fetch.trap_site import case, listing, served
from tests.homes import make_home, set_pages

KILLS = int(os.environ.get("KILLS", "16"))
SEED = int(os.environ.get("KILL_SEED", "20300101"))
# The longest that an undisturbed run keeps a processor at work; later moments find it over.
SECONDS = 0.3

FIRST: dict[str, str | bytes] = {f"{number:02}.txt": f"Page {number}\nwords of the first night" for number in range(14)}
FIRST |= {"empty.txt": "EMPTY", "mended.txt": "EMPTY", "broken.txt": "Broken\nwords to lose", "fault.txt": "FAULT"}
SECOND = {uri: text for uri, text in FIRST.items() if uri > "03.txt"}
SECOND |= {f"{number:02}.txt": f"Page {number}\nother words" for number in range(4, 9)}
SECOND |= {f"new/{number}.txt": f"New {number}\nwords of the second night" for number in range(6)}
SECOND |= {"mended.txt": "Mended\nwords at last", "broken.txt": "EMPTY"}

CASES = {f"/cases/{number}": case(f"Case {number}") for number in range(10)}
LATER = {path: page for path, page in CASES.items() if path > "/cases/1"}
LATER |= {"/cases/5": case("Case 5", "Other words."), "/cases/new": case("New", "Fresh words.")}


@dataclass(frozen=True)
class Nights:
    """Homes on two evenings and the morning after, undisturbed; `fall` lets the evening of a night come."""

    homes: tuple[Path, Path, Path]
    outcomes: tuple[dict[str, object], ...]
    lines: Counter[str]
    fall: Callable[[Path, int], None]

    def evening(self, folder: Path, number: int) -> Path:
        """A home before the first or second night."""
        copytree(self.homes[number], folder, symlinks=True)
        self.fall(folder, number)
        return folder

    def moments(self, phases: list[str]) -> Iterator[Moment]:
        """Moments in all phases in turn; in the phase without a name, by the processor's time."""
        choose = Random(SEED)  # noqa: S311
        while True:
            for phase in choose.sample(phases, len(phases)):
                if phase:
                    yield Moment(phase, line=choose.randint(1, self.lines[phase]))
                else:
                    yield Moment(seconds=choose.uniform(0.001, SECONDS))


def undisturbed(folder: Path, source: str, fall: Callable[[Path, int], None]) -> Nights:
    homes = (folder / "none", folder / "first", folder / "second")
    make_home(homes[0], {}, source=source)
    (homes[0] / "casemill.toml").write_text("models = false\nworkers = 2\nbatch_size = 4\n")
    lines: Counter[str] = Counter()
    for number, (before, after) in enumerate(pairwise(homes)):
        copytree(before, after, symlinks=True)
        fall(after, number)
        lines = census(after)
    return Nights(homes, tuple(map(outcome, homes[1:])), lines, fall)


@pytest.fixture(scope="module")
def nights(tmp_path_factory) -> Nights:
    def fall(home: Path, number: int) -> None:
        set_pages(home, (FIRST, SECOND)[number])

    return undisturbed(tmp_path_factory.mktemp("nights"), 'kind = "folder"\npath = "pages"\n', fall)


@pytest.fixture(scope="module")
def crawls(tmp_path_factory) -> Iterator[Nights]:
    with served() as site:

        def fall(_: Path, number: int) -> None:
            pages = (CASES, LATER)[number]
            site.pages = pages | {"/list": listing(*pages), "/robots.txt": ""}

        source = f'kind = "site"\nstart = ["{site.url("/list")}"]\nfollow = ["/cases/*"]\n[politeness]\ndelay = 0\n'
        folder = tmp_path_factory.mktemp("crawls")
        yield undisturbed(folder, f'{source}allow_hosts = ["{site.host}"]\n', fall)


def endure(nights: Nights, folder: Path, moments: Iterator[Moment], kills: int) -> Path:
    """Runs of one home after the other are killed, some several times in a row; then one is left in peace.

    The last of the homes.
    """
    choose, struck, trial = Random(SEED), 0, 0  # noqa: S311
    while struck < kills:
        home = nights.evening(folder / str(trial), trial % 2)
        # A run that was over before its moment is the one that is left in peace.
        told = list(takewhile(partial(killed, home), islice(moments, choose.choice((1, 1, 2, 3, 5)))))
        if ends(home).count("done") == trial % 2:
            assert not killed(home)
        assert differing(outcome(home), nights.outcomes[trial % 2]) == [], told
        struck, trial = struck + len(told), trial + 1
    return home


def test_the_next_run_ends_as_an_undisturbed_one_whenever_runs_are_killed(nights, tmp_path):
    phases = [phase for phase in PHASES if phase != "fetch"]
    home = endure(nights, tmp_path, nights.moments([*phases, "", ""]), KILLS)
    assert rebuild(load_settings(home), engine=fake_engine).same


def test_a_crawl_ends_as_an_undisturbed_one_whenever_it_is_killed(crawls, tmp_path):
    endure(crawls, tmp_path, crawls.moments(["fetch", "fetch", "storing", "index", "ledger"]), max(1, KILLS // 8))


@pytest.mark.parametrize(("whom", "is_killed"), [("group", True), ("parent", True), ("child", False)])
def test_a_run_with_workers_ends_as_one_without(nights, tmp_path, whom, is_killed):
    home = nights.evening(tmp_path / "home", 1)
    moment = Moment("storing", line=nights.lines["storing"] // 3, whom=whom)
    assert killed(home, moment, workers=2) is is_killed
    killed(home)
    assert differing(outcome(home), nights.outcomes[1]) == []
