"""Prefect's server as a child of ours: quiet, offline, on this machine only, with all its files under the home.

This module imports no Prefect. What imports it reads the environment at once, so that comes first.
"""

import atexit
import os
import socket
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path

from models.errors import CasemillError, UsageError
from pipeline.children import Child, started
from pipeline.lock import locked

_STARTUP_SECONDS = 120
# What goes wrong is told by casemill itself, in one line.
_QUIET = {
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_INTERNAL_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_ROOT_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
}


def start_temporary_server(processed: Path) -> None:
    """A server for this process's flows until it ends; none where the environment names one (`PREFECT_API_URL`).

    Raises BusyError where the home has such a server already, CasemillError where it does not come up.
    """
    folder = processed / "prefect" / "once"
    if "PREFECT_API_URL" in os.environ:
        folder.mkdir(parents=True, exist_ok=True)
        os.environ.update({**_environment(folder), **_QUIET, **os.environ})
        return
    with ExitStack() as stack:
        _, environment = stack.enter_context(server(folder, _free_port()))
        os.environ.update({**environment, **_QUIET})
        # Prefect's threads have last words for the server, and say them before what is registered here.
        atexit.register(stack.pop_all().close)


@contextmanager
def server(folder: Path, port: int) -> Iterator[tuple[Child, Mapping[str, str]]]:
    """A server with its files in `folder`, and the environment of its clients; it answers.

    Raises BusyError where the folder has a server already, CasemillError where this one does not come up.
    """
    with locked(folder):
        api = f"http://127.0.0.1:{port}/api"
        environment = {**os.environ, **_environment(folder), "PREFECT_API_URL": api}
        command = ("prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port))
        with started("Prefect's server", *command, environment=environment, log=folder / "server.log") as child:
            _await_answer(child, f"{api}/health")
            yield child, environment


def require_prefect() -> None:
    """Raises UsageError where Prefect, an extra, is not installed."""
    if find_spec("prefect") is None:
        raise UsageError(
            "Prefect is not installed; `pip install 'casemill[schedule]'` (a plain `casemill run` needs none)"
        )


def refuse_taken(port: int) -> None:
    """Raises UsageError where a server cannot have the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            fact = f"port {port} of this machine cannot be used ({error.strerror})"
            raise UsageError(f"{fact}; name another with --port") from error


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _environment(folder: Path) -> Mapping[str, str]:
    return {
        "PREFECT_HOME": str(folder),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
        "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "100",
        # A run that is fetched ahead of its time would find nothing due yet.
        "PREFECT_WORKER_PREFETCH_SECONDS": "0",
        "DO_NOT_TRACK": "1",
    }


def _await_answer(child: Child, address: str) -> None:
    end = time.monotonic() + _STARTUP_SECONDS
    while time.monotonic() < end:
        child.refuse_end()
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 -- our own server on this machine
                return
        except OSError:
            time.sleep(0.2)
    raise CasemillError(f"{child.name} gave no answer in {_STARTUP_SECONDS} s; its last words stand in {child.log}")
