"""The ledger of runs: what each did in each source, committed together with what it did."""

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, func, insert, select, update

from models.frozen import Frozen
from models.report import PastRun, RunState, SourceCounts
from pipeline.store.rows import execute_many
from pipeline.store.tables import changes, crawls, run_sources, runs

_COUNTS = tuple(SourceCounts.model_fields)


class Met(Frozen):
    """What a run met in a source; `complete`: it was seen to its end."""

    counts: SourceCounts
    complete: bool


def name_run(connection: Connection, *, at: str) -> str:
    """The name of a run that begins at that time: the time, and a number where that second has had one."""
    stem = at.replace("-", "").replace(":", "")
    taken = connection.execute(select(func.count()).where(runs.c.id.like(f"{stem}%"))).scalar_one()
    return f"{stem}-{taken + 1}" if taken else stem


def begin_run(connection: Connection, run: str, *, sources: Iterable[str], fingerprint: str, at: str) -> None:
    """The run has begun."""
    connection.execute(
        insert(runs).values(id=run, state=RunState.RUNNING.value, started_at=at, fingerprint=fingerprint)
    )
    blank = {"run_id": run, "complete": False, **SourceCounts().model_dump()}
    execute_many(connection, insert(run_sources), [{**blank, "source": source} for source in sources])


def running(connection: Connection) -> tuple[tuple[str, int], ...]:
    """The runs that have not said that they are over, and how far the journal of each is true."""
    rows = connection.execute(select(runs.c.id, runs.c.journal).where(runs.c.state == RunState.RUNNING.value))
    return tuple((row.id, row.journal or 0) for row in rows)


def finish_run(
    connection: Connection,
    run: str,
    state: RunState,
    *,
    at: str | None,
    seconds: float | None,
    release: str | None = None,
) -> None:
    """The run is over, and with it, where all was done, the crawls of its sources.

    They end no sooner: one begun anew after a killed run would find the vanished pages missing twice in a night.
    """
    took = None if seconds is None else round(seconds, 2)
    done = {"state": state.value, "finished_at": at, "seconds": took, "release": release}
    connection.execute(update(runs).where(runs.c.id == run).values(done))
    if state is RunState.DONE:
        seen = select(run_sources.c.source).where(run_sources.c.run_id == run, run_sources.c.complete)
        connection.execute(update(crawls).where(crawls.c.source.in_(seen)).values(finished_at=at))


def set_met(connection: Connection, run: str, met: Mapping[str, Met]) -> None:
    """What the run has met in all."""
    for source, each in met.items():
        row = (run_sources.c.run_id == run, run_sources.c.source == source)
        values = {**each.counts.model_dump(), "complete": each.complete}
        connection.execute(update(run_sources).where(*row).values(values))


def count_runs(connection: Connection) -> int:
    """How many runs there have been."""
    return int(connection.execute(select(func.count()).select_from(runs)).scalar_one())


def mark_journaled(connection: Connection, run: str, length: int) -> None:
    """The rows of this transaction stand in the run's journal, whose first `length` bytes are true."""
    connection.execute(update(runs).where(runs.c.id == run).values(journal=length))


def add_counts(connection: Connection, run: str, source: str, counts: SourceCounts, *, complete: bool = False) -> None:
    """What was met since the last call; `complete`: the source has been seen to its end."""
    sums = {name: run_sources.c[name] + getattr(counts, name) for name in _COUNTS if getattr(counts, name)}
    if sums or complete:
        where = (run_sources.c.run_id == run, run_sources.c.source == source)
        connection.execute(update(run_sources).where(*where).values({**sums, "complete": complete}))


def counts_of(connection: Connection, run: str) -> Mapping[str, SourceCounts]:
    """What the run has met, by source, in the order of their names."""
    rows = connection.execute(select(run_sources).where(run_sources.c.run_id == run).order_by(run_sources.c.source))
    return {row["source"]: SourceCounts(**{name: row[name] for name in _COUNTS}) for row in rows.mappings()}


def met_by(connection: Connection, run: str) -> Mapping[str, Met]:
    """What the run has met, and whether it came to the end, by source."""
    query = select(run_sources.c.source, run_sources.c.complete).where(run_sources.c.run_id == run)
    complete = {row.source: row.complete for row in connection.execute(query)}
    return {name: Met(counts=counts, complete=complete[name]) for name, counts in counts_of(connection, run).items()}


def last_run(connection: Connection, source: str) -> tuple[RunState, str] | None:
    """How the newest run that looked through the source ended and when it began; None where there was none."""
    newest = (
        select(runs.c.state, runs.c.started_at)
        .join(run_sources, run_sources.c.run_id == runs.c.id)
        .where(run_sources.c.source == source, run_sources.c.complete | (runs.c.state != RunState.DONE.value))
        .order_by(runs.c.started_at.desc(), runs.c.id.desc())
        .limit(1)
    )
    row = connection.execute(newest).first()
    return (RunState(row.state), str(row.started_at)) if row else None


def recent_runs(connection: Connection, *, limit: int) -> tuple[PastRun, ...]:
    """The last runs, the newest first."""
    newest = select(runs).order_by(runs.c.started_at.desc(), runs.c.id.desc()).limit(limit)
    rows = connection.execute(newest).all()
    counts = {row.id: sum(counts_of(connection, row.id).values(), start=SourceCounts()) for row in rows}
    changed = _changed(connection, counts)
    return tuple(
        PastRun(
            run=row.id,
            state=RunState(row.state),
            started_at=row.started_at,
            seconds=row.seconds,
            release=row.release,
            counts=counts[row.id],
            curated=max(0, changed.get(row.id, 0) - counts[row.id].changed),
        )
        for row in rows
    )


def _changed(connection: Connection, names: Collection[str]) -> Mapping[str, int]:
    """How many cases changed in each of the runs, be it by their pages or by decisions of curators."""
    query = select(changes.c.run_id, func.count().label("total")).where(changes.c.operation == "MOD")
    rows = connection.execute(query.where(changes.c.run_id.in_(names)).group_by(changes.c.run_id))
    return {row.run_id: int(row.total) for row in rows}
