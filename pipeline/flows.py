"""The job as Prefect flows: order, retries, parallel work. What a page says is no business of this module.

Importing it loads Prefect, which takes seconds and reads its settings from the environment at once: see
`pipeline.orchestrator`.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from prefect import Task, flow, runtime, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.futures import PrefectFuture
from prefect.states import Completed

from models.report import RunReport
from pipeline.artifacts import artifacts_of, outcome
from pipeline.due import due_sources
from pipeline.milling import Batch, BatchResult, Engine, Mill
from pipeline.pool import Pool
from pipeline.run import run
from pipeline.settings import load_settings


def _machine_is_short(task: "Task[..., Any]", run: TaskRun, state: State[Any]) -> bool:  # noqa: ARG001 -- Prefect's own
    # Milling is pure and a page's fault comes back as a result: only a want of processes or memory may pass by itself.
    return isinstance(state.result(raise_on_failure=False), OSError)


@task(
    name="mill a batch",
    cache_policy=NO_CACHE,
    persist_result=False,
    retries=2,
    retry_delay_seconds=[1, 10],
    retry_condition_fn=_machine_is_short,
)
def mill_batch(work: Callable[[], BatchResult]) -> BatchResult:
    """What `work` gives, in a thread of its own. It is a call and not a batch, since Prefect walks through values."""
    return work()


def prefect_engine(workers: int) -> Engine:
    """An engine of `workers` processes of our own, each batch a Prefect task; to be used within a flow."""

    def engine(mill: Mill, batches: Iterable[Batch]) -> Iterator[BatchResult]:
        begun: deque[PrefectFuture[BatchResult]] = deque()
        with Pool(mill, workers) as pool:
            for batch in batches:
                label = f"{batch.source}: {len(batch.tasks)} pages from {batch.tasks[0].uri}"
                named = mill_batch.with_options(task_run_name=label)
                begun.append(named.submit(partial(pool.mill, batch)))
                if len(begun) > workers:
                    yield begun.popleft().result()
            while begun:
                yield begun.popleft().result()

    return engine


@flow(name="casemill run", persist_result=False, validate_parameters=False)
def run_flow(job: Callable[[Engine], RunReport], workers: int) -> RunReport:
    """What `job` reports, its pages milled by Prefect tasks. Raises what `job` raises."""
    return job(prefect_engine(workers))


def _due_name() -> str:
    """The flow run's name: the sources that are due, and when."""
    settings = load_settings(Path(runtime.flow_run.parameters["home"]))
    names = ", ".join(due_sources(settings)) or "nothing due"
    return f"{names} · {runtime.flow_run.scheduled_start_time:%Y-%m-%d %H:%M}"


@flow(name="casemill due", flow_run_name=_due_name, persist_result=False)
def run_due(home: str) -> State[Any]:
    """Mills the sources of the home that are due; the state's message says what came of it, its artifacts show it."""
    settings = load_settings(Path(home))
    names = due_sources(settings)
    if not names:
        return Completed(message="no source is due")
    report = run(settings, names, engine=prefect_engine(settings.workers))
    for each in artifacts_of(report):
        create_table_artifact(each.rows, key=each.key, description=each.description)
    return Completed(message=outcome(report))
