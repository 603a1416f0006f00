"""What a run would change. Pages are looked at and milled as in a run; nothing is stored."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from time import monotonic

from sqlalchemy import Engine as Store

from extractors.identity import case_id
from models.report import PlannedPage, Rehearsal, SourceCounts
from pipeline import archive
from pipeline.arrivals import Look, Lookout, batch_of, chunks, task_of
from pipeline.decisions.teaching import last_vocabulary
from pipeline.fingerprint import fingerprint, mill_key
from pipeline.lookouts import lookout_of, passing_store, remember
from pipeline.milling import Batch, BatchResult, Engine, Refused, drawn, mill, workshop_of
from pipeline.pool import local_engine
from pipeline.progress import Progress, Step, silent
from pipeline.run import runnable_sources
from pipeline.settings import Settings
from pipeline.sources import SourceSettings
from pipeline.store.curation import unsettled
from pipeline.store.database import opened, reading
from pipeline.store.decisions import count_lines
from pipeline.store.pages import PageState, known_pages, live_uris
from pipeline.store.results import states_of
from pipeline.store.settlement import planned_changes

_BATCH_SIZE = 16
_LISTED = 1_000


def rehearse(
    settings: Settings, names: Sequence[str] = (), *, engine: Engine | None = None, progress: Progress = silent
) -> Rehearsal:
    """What a run of the sources `names` (default: all) would do now. Raises UsageError as a run does."""
    began = monotonic()
    sources = runnable_sources(settings, names)
    with opened(settings.database_url) as store, passing_store() as (passing, raw):
        for source in sources:
            remember(store, passing, source)
        raws = (raw, settings.raw)
        lookouts = {source.name: lookout_of(source, settings, passing, raws) for source in sources}
        plan = _Plan(settings, store, raws)
        batches = (batch for source in sources for batch in plan.batches(source, lookouts[source.name], progress))
        with drawn(engine or local_engine(settings.workers), partial(mill, workshop_of(settings)), batches) as results:
            for result in results:
                plan.states(result.batch.source, result)
        return plan.report(sources, seconds=monotonic() - began)


class _Plan:
    """What was met so far."""

    def __init__(self, settings: Settings, store: Store, raws: Sequence[Path]) -> None:
        self._base = fingerprint(settings)
        self._store = store
        self._raws = raws
        self._states: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._met: defaultdict[str, set[str]] = defaultdict(set)
        self._pages: list[PlannedPage] = []
        with reading(store) as connection:
            self._decided = count_lines(connection)
            self._unsettled = set(unsettled(connection, until=self._decided))
            self._vocabulary = last_vocabulary(connection, settings.raw)

    def batches(self, source: SourceSettings, lookout: Lookout, progress: Progress) -> Iterator[Batch]:
        """The pages that a run would mill."""
        total = lookout.total()
        for look in lookout.looks():
            progress(Step(doing=f"looking at {source.name}", pages=look.pages, total=total))
            self._hear(source.name, look)
            key = mill_key(self._base, source.hints)
            with reading(self._store) as connection:
                known = known_pages(connection, source.name, look.copies)
            held = {uri: page for uri, page in known.items() if page.holds(look.copies[uri].sha256, key)}
            quiet = sum(page.state is PageState.QUARANTINED for page in held.values())
            self._states[source.name].update(unchanged=len(held) - quiet, quarantined=quiet)
            kept, lost = lookout.keep({uri: copy for uri, copy in look.copies.items() if uri not in held})
            for failure in lost:
                self._add(source.name, failure.uri, PageState.QUARANTINED, failure.message)
            paths = {uri: archive.find(copy.sha256, *self._raws) for uri, copy in kept.items()}
            tasks = [task_of(path, uri, kept[uri]) for uri, path in paths.items() if path]
            yield from (batch_of(source, chunk, vocabulary=self._vocabulary) for chunk in chunks(tasks, _BATCH_SIZE))

    def _hear(self, source: str, look: Look) -> None:
        self._met[source].update(look.copies, look.missing, (failure.uri for failure in look.failures))
        self._states[source].update(missing=len(look.missing), skipped=look.skipped)
        for failure in (*look.failures, *look.lost_leads):
            self._add(source, failure.uri, PageState.QUARANTINED, failure.message)

    def states(self, source: str, result: BatchResult) -> None:
        """What milled pages would become."""
        reasons = {
            task.uri: outcome.message
            for task, outcome in zip(result.batch.tasks, result.outcomes, strict=True)
            if isinstance(outcome, Refused)
        }
        with reading(self._store) as connection:
            states = states_of(connection, result, decided=self._decided)
        for uri, state in states.items():
            self._add(source, uri, state, reasons.get(uri))
            self._unsettled.discard(case_id(source, uri))

    def _add(self, source: str, uri: str, state: PageState, reason: str | None = None) -> None:
        self._states[source][state.value] += 1
        if state is not PageState.UNCHANGED and len(self._pages) < _LISTED:
            self._pages.append(PlannedPage(source=source, uri=uri, state=state.value, reason=reason))

    def report(self, sources: Sequence[SourceSettings], *, seconds: float) -> Rehearsal:
        """What a run would tell."""
        for source in sources:
            with reading(self._store) as connection:
                gone = live_uris(connection, source.name) - self._met[source.name]
            for uri in sorted(gone):
                self._add(source.name, uri, PageState.GONE)
                self._unsettled.discard(case_id(source.name, uri))
        with reading(self._store) as connection:
            curated = sum(
                planned_changes(connection, some, decided=self._decided)
                for some in chunks(sorted(self._unsettled), _BATCH_SIZE)
            )
        return Rehearsal(
            sources={source.name: _counts(self._states[source.name]) for source in sources},
            pages=tuple(self._pages),
            curated=curated,
            seconds=round(seconds, 2),
        )


def _counts(states: Counter[str]) -> SourceCounts:
    pages = sum(states[name] for name in ("new", "changed", "unchanged", "quarantined"))
    return SourceCounts(pages=pages, **states)
