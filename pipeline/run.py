"""The job: every source looked through, its new pages milled, stored, indexed and released."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import ceil
from time import monotonic

from sqlalchemy import Engine as Store

from extractors.sections.catalogue import load_templates
from models.errors import SettingsError
from models.frozen import revise
from models.report import RunReport, RunState, SourceCounts
from pipeline.arrivals import Arrival, Lookout, new_pages
from pipeline.clock import now
from pipeline.decisions.settling import settle
from pipeline.doubts.following import catch_up
from pipeline.durable import sweep
from pipeline.fingerprint import fingerprint, mill_key
from pipeline.gates.judging import Judgement, judge
from pipeline.index.follow import follow
from pipeline.journal.adoption import adopt
from pipeline.journal.entries import Gone
from pipeline.journal.writing import Journal, bury_killed, told_end
from pipeline.lock import locked
from pipeline.lookouts import lookout_of
from pipeline.milling import Batch, Engine, drawn, mill, workshop_of
from pipeline.pool import local_engine
from pipeline.progress import Progress, Step, silent
from pipeline.rebuilding.swap import sweep_beside
from pipeline.release import Release, latest_release, plan, publish, sweep_drafts
from pipeline.settings import Settings
from pipeline.sources import SourceSettings, load_sources
from pipeline.store.cases import count_live, finding_counts, quarantined_pages
from pipeline.store.database import opened, reading
from pipeline.store.pages import mark_gone, unmet_uris
from pipeline.store.runs import add_counts, counts_of

_BATCHES_A_WORKER = 4
_LEAST_BATCH = 8
_REPORTED_PAGES = 100


@dataclass(frozen=True)
class Job:
    """A run in progress: its journal, and its sources by name, with where their pages come from."""

    settings: Settings
    journal: Journal
    arrivals: Mapping[str, Arrival]
    lookouts: Mapping[str, Lookout]


def run(
    settings: Settings, names: Sequence[str] = (), *, engine: Engine | None = None, progress: Progress = silent
) -> RunReport:
    """What the run did with the sources `names` (default: all). It may be killed at any time, and repeated.

    Raises UsageError where settings, sources or templates are wrong, and BusyError where another run is at work.
    """
    return work(
        settings, runnable_sources(settings, names), engine or local_engine(settings.workers, isolate=True), progress
    )


def work(settings: Settings, sources: Sequence[SourceSettings], engine: Engine, progress: Progress) -> RunReport:
    """What a run of the sources did; without any it takes the decisions of curators in, and releases."""
    began = monotonic()
    with locked(settings.processed), opened(settings.database_url) as store:
        sweep(settings.raw)
        sweep_beside(settings)
        sweep_drafts(settings.processed)
        job = _begin(settings, store, sources)
        with told_end(store, job.journal, began):
            _mill(job, store, engine, progress)
            curated = _settle(job, store, progress)
            judgement, release = _conclude(job, store, progress)
            progress(Step(doing="queue of curators", total=0))
            catch_up(store, settings.own_templates)
            spent = monotonic() - began
            job.journal.end(store, RunState.DONE, at=now(), seconds=spent, release=release, gates=judgement.gates)
        report = _report(job, store, release, seconds=monotonic() - began)
        return revise(report, curated=curated, drift=judgement.drift, gates=judgement.gates)


def runnable_sources(settings: Settings, names: Sequence[str]) -> tuple[SourceSettings, ...]:
    """The sources that a run of `names` works on. Raises UsageError where one of them cannot be run."""
    sources = load_sources(settings.home, names)
    if not sources:
        raise SettingsError(f"{settings.home / 'sources'}: there is no source; add NAME.toml with `kind` and `path`")
    templates = load_templates(settings.own_templates)
    for source in sources:
        if source.template and source.template not in templates:
            there = ", ".join(templates)
            raise SettingsError(f"sources/{source.name}.toml: template: no {source.template}; there are: {there}")
    return sources


def _begin(settings: Settings, store: Store, sources: Sequence[SourceSettings]) -> Job:
    base = fingerprint(settings)
    lookouts = {source.name: lookout_of(source, settings, store, (settings.raw,)) for source in sources}
    adopt(store, settings, {source.name: source.hints for source in load_sources(settings.home)})
    if bury_killed(store, settings):
        # What a killed run has put into the archive is taken as found, so it must be on the disk.
        os.sync()
    journal = Journal.begin(store, settings.raw, sources, fingerprint=base, at=now())
    arrivals = {
        source.name: Arrival(source=source, journal=journal, mill_key=mill_key(base, source.hints))
        for source in sources
    }
    return Job(settings=settings, journal=journal, arrivals=arrivals, lookouts=lookouts)


def _mill(job: Job, store: Store, engine: Engine, progress: Progress) -> None:
    settings = job.settings
    total = sum(lookout.total() for lookout in job.lookouts.values())
    even = ceil(total / (settings.workers * _BATCHES_A_WORKER))
    size = min(settings.batch_size, max(_LEAST_BATCH, even))
    workshop = workshop_of(settings)

    def batches() -> Iterator[Batch]:
        for name, arrival in job.arrivals.items():
            for news in new_pages(store, settings.raw, arrival, job.lookouts[name], batch_size=size):
                progress(Step(doing="looking for news", pages=news.seen, total=total))
                if news.batches:
                    progress(Step(doing="loading models", total=total))
                yield from news.batches

    with drawn(engine, partial(mill, workshop), batches()) as results:
        for result in results:
            counts = job.arrivals[result.batch.source].keep(store, result)
            progress(Step(doing=result.batch.source, pages=counts.pages, total=total))


def _settle(job: Job, store: Store, progress: Progress) -> int:
    """How many cases curators have changed; before, what the run has not met is gone."""
    run = job.journal.run
    with job.journal.transaction(store) as connection:
        for name in job.arrivals:
            uris = unmet_uris(connection, run, name)
            mark_gone(connection, run, name, uris)
            add_counts(connection, run, name, SourceCounts(gone=len(uris)), complete=True)
            if uris:
                job.journal.add(Gone(source=name, uris=uris))
    progress(Step(doing="decisions of curators", total=0))
    return settle(store, job.journal)


def _conclude(job: Job, store: Store, progress: Progress) -> tuple[Judgement, Release | None]:
    progress(Step(doing="search index", total=0))
    follow(job.settings.processed / "index", store, meaning=job.settings.meaning)
    with reading(store) as connection:
        planned = plan(connection, job.settings)
        progress(Step(doing="gates", total=0))
        judgement = judge(connection, job.settings, planned)
        if not planned.is_due or judgement.held:
            return judgement, None
        progress(Step(doing="release", total=0))
        return judgement, publish(connection, job.settings, job.journal.run, planned)


def _report(job: Job, store: Store, release: Release | None, *, seconds: float) -> RunReport:
    latest = release or latest_release(job.settings.processed)
    names = list(job.arrivals)
    with reading(store) as connection:
        return RunReport(
            run=job.journal.run,
            sources=counts_of(connection, job.journal.run),
            records=count_live(connection),
            released=release is not None,
            release=latest.run if latest else None,
            seconds=round(seconds, 2),
            findings=finding_counts(connection, names),
            quarantine=quarantined_pages(connection, names, limit=_REPORTED_PAGES),
        )
