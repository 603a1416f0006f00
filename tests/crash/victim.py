"""Runs that are killed: before a chosen line of casemill's own code, or after some time of the processor.

Each is forked from a server that has loaded all there is to load, so that a run takes as long as it works.
"""

import multiprocessing
import os
import signal
import sys
import threading
from collections import Counter
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, NamedTuple

import pipeline
from pipeline.exits import ending
from pipeline.run import run
from pipeline.settings import load_settings
from tests.fake_mill import fake_engine, fake_pool

CLOCK = {"SOURCE_DATE_EPOCH": "1893456000"}
_ROOT = f"{Path(pipeline.__path__[0])}{os.sep}"

# What casemill does, as the code that does it: files or folders, and functions in them.
PHASES = {
    "lookout": ("arrivals.py", "folder_lookout.py", "folder.py"),
    "archive": ("archive.py", "durable.py"),
    "milling": ("milling.py", "run.py:_mill"),
    "storing": ("store/results.py", "store/pages.py", "store/rows.py"),
    "ledger": ("store/runs.py", "run.py"),
    "index": ("index/",),
    "release": ("release/",),
    "latest": ("release/publishing.py:publish", "release/publishing.py:point", "release/publishing.py:_prune"),
    "fetch": ("fetch/", "store/frontier.py"),
}


# The same of what happens at the desk, and to what was decided there.
DESK = {
    "deciding": ("decisions/saving.py", "decisions/taking.py", "decisions/journal.py", "store/decisions.py"),
    "settling": ("decisions/settling.py", "decisions/curating.py", "store/settlement.py", "store/curation.py"),
    "storing": PHASES["storing"],
    "ledger": PHASES["ledger"],
    "release": PHASES["release"],
}
Job = Callable[[Path], None]


class Moment(NamedTuple):
    """Before the `line`th line of a phase (or, without one, after so many `seconds` of the processor) `whom` dies."""

    phase: str = ""
    line: int = 0
    seconds: float = 0.0
    whom: str = "group"


def census(home: Path, job: Job | None = None) -> Counter[str]:
    """How many lines each phase of an undisturbed run (or `job`) has; it is over when this returns."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    process = _server().Process(target=_counted, args=(home, theirs, job))
    process.start()
    counts = ours.recv()
    process.join()
    assert process.exitcode == 0
    return counts


def killed(home: Path, moment: Moment | None = None, *, workers: int = 0, job: Job | None = None) -> bool:
    """Whether a run (or `job`) of the home was killed at the moment; without one, or after its end, it ended."""
    return ended(begun(home, moment, workers=workers, job=job))


def begun(home: Path, moment: Moment | None = None, *, workers: int = 0, job: Job | None = None) -> Any:
    """The process of a run (or `job`), which dies at the moment."""
    process = _server().Process(target=_victim, args=(home, moment, workers, job))
    process.start()
    return process


def ended(process: Any) -> bool:
    """Whether it was killed, once it is over."""
    process.join()
    assert process.exitcode in {0, -signal.SIGKILL, -signal.SIGPROF}
    return process.exitcode != 0


def told(home: Path, words: Path) -> tuple[int, str]:
    """The exit code of a run, and its words for people, which go to `words`."""
    process = _server().Process(target=_spoken, args=(home, words))
    process.start()
    process.join()
    return process.exitcode, words.read_text()


def _server() -> Any:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.crash.loaded"])
    return context


def _job(home: Path, workers: int, job: Job | None = None) -> None:
    os.environ.update(CLOCK)
    os.setsid()
    if job:
        job(home)
    else:
        run(load_settings(home), engine=fake_pool(workers) if workers else fake_engine)


def _counted(home: Path, answer: Connection, job: Job | None) -> None:
    counts: Counter[str] = Counter()

    def count(code: CodeType) -> None:
        name = _name(code)
        counts.update(phase for phase, prefixes in (PHASES | DESK).items() if name.startswith(prefixes))

    _trace(lambda _: True, count)
    _job(home, 0, job)
    sys.settrace(None)
    answer.send(counts)


def _victim(home: Path, moment: Moment | None, workers: int, job: Job | None) -> None:
    if moment and moment.seconds:
        signal.setitimer(signal.ITIMER_PROF, moment.seconds)
    elif moment:
        left = moment.line

        def strike(_: CodeType) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                _kill(moment.whom)

        prefixes = (PHASES | DESK)[moment.phase]
        _trace(lambda code: _name(code).startswith(prefixes), strike)
    _job(home, workers, job)


def _spoken(home: Path, words: Path) -> None:
    with words.open("wb") as file:
        os.dup2(file.fileno(), 2)
    with ending([]):
        _job(home, 0)


def _kill(whom: str) -> None:
    if whom == "group":
        os.killpg(0, signal.SIGKILL)
    elif whom == "parent":
        os.kill(os.getpid(), signal.SIGKILL)
    else:
        multiprocessing.active_children()[0].kill()


def _name(code: CodeType) -> str:
    return f"{code.co_filename.removeprefix(_ROOT)}:{code.co_qualname}"


def _trace(wanted: Callable[[CodeType], bool], met: Callable[[CodeType], None]) -> None:
    def line(frame: FrameType, event: str, _: object) -> Any:
        if event == "line":
            met(frame.f_code)
        return line

    def call(frame: FrameType, _: str, __: object) -> Any:
        code = frame.f_code
        return line if code.co_filename.startswith(_ROOT) and wanted(code) else None

    threading.settrace(call)
    sys.settrace(call)
