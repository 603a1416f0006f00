"""Scheduled runs in the foreground: a Prefect server, a work pool with one worker, and a nightly deployment.

This module imports no Prefect: what needs it runs in child processes, each the leader of a group of its own, so that
Ctrl-C reaches this process alone and it ends them in order.
"""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

from models.errors import CasemillError, UsageError
from pipeline.cron import NIGHTLY
from pipeline.lock import locked
from pipeline.settings import Settings
from pipeline.sources import load_sources

PORT = 4200
WORK_POOL = "casemill"
_STARTUP_SECONDS = 120
_FAREWELL_SECONDS = 15


def require_prefect() -> None:
    """Raises UsageError where Prefect, an extra, is not installed."""
    if find_spec("prefect") is None:
        raise UsageError(
            "Prefect is not installed; `pip install 'casemill[schedule]'` (a plain `casemill run` needs none)"
        )


def prefect_environment(processed: Path, *, api: str | None = None, log_level: str = "CRITICAL") -> Mapping[str, str]:
    """Variables that keep Prefect quiet, offline and under `processed`; without `api` it starts a temporary server."""
    address = {"PREFECT_API_URL": api} if api else {}
    return {
        **address,
        "PREFECT_HOME": str(processed / "prefect"),
        "PREFECT_LOGGING_LEVEL": log_level,
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": str(_STARTUP_SECONDS),
        "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "100",
        # A run that is fetched ahead of its time would find nothing due yet.
        "PREFECT_WORKER_PREFETCH_SECONDS": "0",
        "DO_NOT_TRACK": "1",
    }


def schedule(settings: Settings, *, port: int = PORT, say: Callable[[str], None]) -> None:
    """Runs what is due, when it is due, until interrupted (KeyboardInterrupt); `say` gets words for the operator.

    Raises UsageError where Prefect is missing, no source is there or the port is taken; BusyError where this home
    is scheduled already; CasemillError where a child ends by itself.
    """
    require_prefect()
    crons = _crons(settings)
    _refuse_taken(port)
    folder = settings.processed / "prefect"
    api = f"http://127.0.0.1:{port}/api"
    environment = {**os.environ, **prefect_environment(settings.processed, api=api, log_level="INFO")}
    with locked(folder), ExitStack() as children:

        def start(name: str, *arguments: str) -> "Child":
            return children.enter_context(_started(name, arguments, environment, folder / f"{name}.log"))

        say(f"Starting Prefect for {settings.home} (up to a minute). Ctrl-C ends it, now or later.")
        server = start("server", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port))
        _await_answer(server, f"{api}/health")
        _await_end(start("deployment", "pipeline.deployment", str(settings.home), *crons))
        worker = start("worker", "prefect", "worker", "start", "--pool", WORK_POOL, "--type", "process", "--limit", "1")
        say(_manual(settings, crons, port))
        _watch(server, worker)


class Child:
    """A process that this one started, with the file of its words."""

    def __init__(self, name: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
        self.name, self.process, self.log = name, process, log

    def refuse_end(self) -> None:
        """Raises CasemillError where the process is over."""
        if (code := self.process.poll()) is not None:
            raise CasemillError(
                f"the {self.name} of Prefect ended by itself (code {code}); its last words stand in {self.log}"
            )

    def end(self) -> None:
        """Asks the process to end and waits; then ends what is left of its group."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(_FAREWELL_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)


@contextmanager
def _started(name: str, arguments: tuple[str, ...], environment: Mapping[str, str], log: Path) -> Iterator[Child]:
    command = [sys.executable, "-m", *arguments]
    with log.open("wb") as words:
        process = subprocess.Popen(  # noqa: S603 -- our own interpreter and modules
            command, env=environment, stdin=subprocess.DEVNULL, stdout=words, stderr=words, start_new_session=True
        )
    child = Child(name, process, log)
    try:
        yield child
    finally:
        child.end()


def _crons(settings: Settings) -> list[str]:
    sources = load_sources(settings.home)
    if not sources:
        raise UsageError(
            f"{settings.home / 'sources'}: no source to schedule; add NAME.toml with at least kind and path"
        )
    return sorted({NIGHTLY, *(source.schedule for source in sources if source.schedule)})


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise UsageError(
                f"port {port} of this machine cannot be used ({error.strerror}); name another with --port"
            ) from error


def _await_answer(server: Child, address: str) -> None:
    end = time.monotonic() + _STARTUP_SECONDS
    while time.monotonic() < end:
        server.refuse_end()
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 -- our own server on this machine
                return
        except OSError:
            time.sleep(0.2)
    raise CasemillError(
        f"Prefect's server gave no answer in {_STARTUP_SECONDS} s; its last words stand in {server.log}"
    )


def _await_end(child: Child) -> None:
    if code := child.process.wait():
        raise CasemillError(f"the {child.name} could not be registered (code {code}); see {child.log}")


def _watch(*children: Child) -> None:
    while True:
        for child in children:
            child.refuse_end()
        time.sleep(1)


def _manual(settings: Settings, crons: list[str], port: int) -> str:
    times = ", ".join(f'"{cron}"' for cron in crons)
    return f"""Scheduled runs are on.
  what    each source is milled when its own `schedule` says so, by night where it names none; one run at a time
  when    looked at {times} (cron, UTC); a source that missed its time is milled at the next look
  watch   http://127.0.0.1:{port} (from this machine only)
  logs    {settings.processed / "prefect"}
  stop    Ctrl-C; a run in the middle is ended, and the next one finishes its work"""
