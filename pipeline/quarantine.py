"""Pages in quarantine: which there are, and milled once more on request."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from time import monotonic

from sqlalchemy import Engine as Store

from models.errors import UnknownNameError
from models.quarantine import HeldPage, RetriedPage, RetryReport
from models.report import RunState
from pipeline.archive import address
from pipeline.arrivals import Arrival, chunks
from pipeline.clock import now
from pipeline.fingerprint import fingerprint, mill_key
from pipeline.index.follow import follow
from pipeline.journal.writing import Journal, told_end
from pipeline.lock import locked
from pipeline.milling import ATTEMPTS, PASSING, BatchResult, Engine, Refused, Task, drawn, mill, workshop_of
from pipeline.pool import local_engine
from pipeline.progress import Progress, Step, silent
from pipeline.settings import Settings
from pipeline.sources import SourceSettings, load_sources
from pipeline.store.database import opened, reading
from pipeline.store.pages import known_pages
from pipeline.store.quarantine import HeldRow, held_rows


def held_pages(settings: Settings, names: Sequence[str] = ()) -> tuple[HeldPage, ...]:
    """The pages in quarantine that `names` (sources, `SOURCE/URI` or plain URIs) mean; all without names.

    Raises UnknownNameError for a name that means none.
    """
    sources = {source.name: source for source in load_sources(settings.home)}
    with opened(settings.database_url) as store:
        return tuple(_page(settings, row) for row in _chosen(store, sources, names))


def retry(
    settings: Settings, names: Sequence[str], *, engine: Engine | None = None, progress: Progress = silent
) -> RetryReport:
    """What came of milling the archived bytes of the pages that `names` mean, and of no others.

    They enter store and index as in a run; releases are made by the next run or `casemill publish`. Raises
    UnknownNameError as `held_pages` does, BusyError where a run is at work.
    """
    sources = {source.name: source for source in load_sources(settings.home)}
    with locked(settings.processed), opened(settings.database_url) as store:
        rows = _chosen(store, sources, names)
        none = [_retried(row, "no_bytes") for row in rows if row.sha256 is None]
        there = [row for row in rows if row.sha256 is not None]
        if not there:
            return RetryReport(run=None, pages=tuple(none))
        wanted = [sources[name] for name in dict.fromkeys(row.source for row in there)]
        began, base = monotonic(), fingerprint(settings)
        journal = Journal.begin(store, settings.raw, wanted, fingerprint=base, at=now())
        arrivals = {
            each.name: Arrival(source=each, journal=journal, mill_key=mill_key(base, each.hints)) for each in wanted
        }
        chosen = engine or local_engine(settings.workers, isolate=True)
        with told_end(store, journal, began):
            pages = _mill(settings, store, arrivals, there, chosen, progress)
            journal.end(store, RunState.DONE, at=now(), seconds=monotonic() - began)
        follow(settings.processed / "index", store, meaning=settings.meaning)
    return RetryReport(run=journal.run, pages=tuple(sorted([*none, *pages], key=lambda each: (each.source, each.uri))))


def _chosen(store: Store, sources: Mapping[str, SourceSettings], names: Sequence[str]) -> list[HeldRow]:
    with reading(store) as connection:
        rows = held_rows(connection, sources)
    wanted = set(names)
    meant = {name for row in rows for name in _names(row)} | set(sources)
    for name in names:
        if name not in meant:
            raise UnknownNameError(f"{name} is no source and no page in quarantine; see `casemill quarantine list`")
    return [row for row in rows if not wanted or not wanted.isdisjoint(_names(row))]


def _names(row: HeldRow) -> set[str]:
    return {row.source, row.uri, f"{row.source}/{row.uri}"}


def _page(settings: Settings, row: HeldRow) -> HeldPage:
    passes = row.sha256 is None or (row.code in PASSING and row.attempts < ATTEMPTS)
    return HeldPage(
        **row.model_dump(exclude={"captured_at", "media_type", "charset"}),
        path=str(address(settings.raw, row.sha256)) if row.sha256 else None,
        retried="next_run" if passes else "change",
    )


def _retried(row: HeldRow, state: str) -> RetriedPage:
    return RetriedPage.model_validate(
        {"source": row.source, "uri": row.uri, "state": state, "code": row.code, "message": row.message}
    )


def _mill(
    settings: Settings,
    store: Store,
    arrivals: Mapping[str, Arrival],
    rows: Sequence[HeldRow],
    engine: Engine,
    progress: Progress,
) -> list[RetriedPage]:
    progress(Step(doing="loading models", total=len(rows)))
    batches = (
        arrivals[name].batch([_task(settings, row) for row in some])
        for name, group in groupby(rows, key=lambda row: row.source)
        for some in chunks(group, settings.batch_size)
    )
    pages: list[RetriedPage] = []
    with drawn(engine, partial(mill, workshop_of(settings)), batches) as results:
        for result in results:
            counts = arrivals[result.batch.source].keep(store, result)
            pages += _came_of(store, result)
            progress(Step(doing=result.batch.source, pages=counts.pages, total=len(rows)))
    return pages


def _task(settings: Settings, row: HeldRow) -> Task:
    known = row.model_dump(include={"uri", "sha256", "captured_at", "media_type", "charset"})
    return Task(path=address(settings.raw, row.sha256 or ""), **known)


def _came_of(store: Store, result: BatchResult) -> Iterator[RetriedPage]:
    source = result.batch.source
    with reading(store) as connection:
        known = known_pages(connection, source, [task.uri for task in result.batch.tasks])
    for task, outcome in zip(result.batch.tasks, result.outcomes, strict=True):
        refused = outcome if isinstance(outcome, Refused) else None
        yield RetriedPage.model_validate(
            {
                "source": source,
                "uri": task.uri,
                "state": known[task.uri].state.value,
                "code": refused.code if refused else None,
                "message": refused.message if refused else None,
            }
        )
