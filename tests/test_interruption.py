import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.report import RunState, SourceCounts
from pipeline.run import run
from pipeline.settings import Settings
from pipeline.status import read_status
from pipeline.store.cases import last_change, live_documents
from pipeline.store.database import opened, reading
from pipeline.store.runs import last_run
from tests.fake_mill import fake_engine
from tests.homes import make_home

ROOT = Path(__file__).resolve().parent.parent
PAGES = {f"{number:02}.txt": f"Page {number}\nSLOW words" for number in range(60)}
SLOW = {uri: f"SLOW {text}" for uri, text in PAGES.items()}


@pytest.fixture
def settings(tmp_path) -> Settings:
    return make_home(tmp_path / "home", SLOW)


@pytest.fixture
def process(settings) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-m", "tests.slow_run", str(settings.home)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as started:
        assert started.stdout
        started.stdout.readline()
        yield started
        started.kill()


def records(settings: Settings) -> list[dict]:
    with opened(settings.database_url) as store, reading(store) as connection:
        found = [json.loads(document) for document in live_documents(connection)]
    return [{**record, "source": {**record["source"], "captured_at": None}} for record in found]


def ending_of(settings: Settings) -> RunState | None:
    with opened(settings.database_url) as store, reading(store) as connection:
        last = last_run(connection, "notes")
    return last[0] if last else None


def undisturbed(tmp_path: Path) -> list[dict]:
    settings = make_home(tmp_path / "undisturbed", SLOW)
    run(settings, engine=fake_engine)
    return records(settings)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr("tests.fake_mill.SLOWNESS", 0)


def wait_for_end(group: int) -> None:
    # The workers of a killed run must not outlive it.
    end = time.monotonic() + 10
    while time.monotonic() < end:
        if not subprocess.run(["ps", "-o", "pid=", "-g", str(group)], capture_output=True, check=False).stdout:
            return
        time.sleep(0.05)
    pytest.fail("workers are left")


def test_a_killed_run_is_finished_by_the_next_with_nothing_lost_or_doubled(settings, process, tmp_path):
    process.kill()
    process.wait()
    wait_for_end(process.pid)
    done = len(records(settings))
    assert 0 < done < len(PAGES)
    assert ending_of(settings) is RunState.RUNNING
    assert read_status(settings).runs[0].state is RunState.KILLED
    finished = run(settings, engine=fake_engine).total
    assert finished == SourceCounts(pages=len(PAGES), new=len(PAGES) - done, unchanged=done)
    assert records(settings) == undisturbed(tmp_path)
    with opened(settings.database_url) as store, reading(store) as connection:
        assert last_change(connection) == len(PAGES)


@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_and_sigterm_end_in_peace_and_the_next_run_finishes(settings, process, tmp_path, asked):
    os.killpg(process.pid, asked)
    _, words = process.communicate(timeout=10)
    assert process.returncode == 130
    assert words == "casemill: Interrupted. What is done is kept; run again to finish.\n"
    assert ending_of(settings) is RunState.INTERRUPTED
    run(settings, engine=fake_engine)
    assert records(settings) == undisturbed(tmp_path)
