"""Scheduled runs in the foreground: a Prefect server, a work pool with one worker, and a nightly deployment.

This module imports no Prefect: what needs it runs in child processes, which are ended in order.
"""

import time
from collections.abc import Callable
from contextlib import ExitStack

from models.errors import UsageError
from pipeline.children import Child, started
from pipeline.cron import NIGHTLY
from pipeline.orchestrator import refuse_taken, require_prefect, server
from pipeline.settings import Settings
from pipeline.sources import load_sources

PORT = 4200
WORK_POOL = "casemill"


def schedule(settings: Settings, *, port: int = PORT, say: Callable[[str], None]) -> None:
    """Runs what is due, when it is due, until interrupted (KeyboardInterrupt); `say` gets words for the operator.

    Raises UsageError where Prefect is missing, no source is there or the port is taken; BusyError where this home
    is scheduled already; CasemillError where a child ends by itself.
    """
    require_prefect()
    crons = _crons(settings)
    refuse_taken(port)
    folder = settings.processed / "prefect"
    say(f"Starting Prefect for {settings.home} (up to a minute). Ctrl-C ends it, now or later.")
    with ExitStack() as children:
        parent, environment = children.enter_context(server(folder, port))

        def start(name: str, log: str, *module: str) -> Child:
            return children.enter_context(started(name, *module, environment=environment, log=folder / log))

        start("the deployment", "deployment.log", "pipeline.deployment", str(settings.home), *crons).await_end()
        command = ("prefect", "worker", "start", "--pool", WORK_POOL, "--type", "process", "--limit", "1")
        worker = start("Prefect's worker", "worker.log", *command)
        say(_manual(settings, crons, port))
        while True:
            parent.refuse_end()
            worker.refuse_end()
            time.sleep(1)


def _crons(settings: Settings) -> list[str]:
    sources = load_sources(settings.home)
    if not sources:
        raise UsageError(
            f"{settings.home / 'sources'}: no source to schedule; add NAME.toml with at least kind and path"
        )
    return sorted({NIGHTLY, *(source.schedule for source in sources if source.schedule)})


def _manual(settings: Settings, crons: list[str], port: int) -> str:
    times = ", ".join(f'"{cron}"' for cron in crons)
    return f"""Scheduled runs are on.
  what    each source is milled when its own `schedule` says so, by night where it names none; one run at a time
  when    looked at {times} (cron, UTC); a source that missed its time is milled at the next look
  watch   http://127.0.0.1:{port} (from this machine only)
  logs    {settings.processed / "prefect"}
  stop    Ctrl-C; a run in the middle is ended, and the next one finishes its work"""
