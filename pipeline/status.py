"""How the sources stand."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection

from models.frozen import revise
from models.report import HeldGate, RunState, SourceStatus, StatusReport
from pipeline.cron import next_due
from pipeline.gates.verdicts import accepting, source_of
from pipeline.lock import is_locked
from pipeline.proposals import proposals
from pipeline.settings import Settings
from pipeline.sources import SourceKind, SourceSettings, load_sources
from pipeline.store.cases import count_live, quarantine_counts
from pipeline.store.curation import Unapplied, Why, unapplied
from pipeline.store.database import opened, reading
from pipeline.store.frontier import count_missing
from pipeline.store.holds import holding
from pipeline.store.runs import last_run, recent_runs

_RUNS = 5
_ENDINGS = {RunState.INTERRUPTED: "interrupted", RunState.KILLED: "killed", RunState.FAILED: "ended by a fault"}


def read_status(settings: Settings) -> StatusReport:
    """How each source stands, and what the last runs did, the newest first.

    A run that no process is at any more was killed, though only the next one writes it down.
    """
    # On a server, the run may be at work on another machine.
    at_work = not settings.database_url.startswith("sqlite") or is_locked(settings.processed)

    def seen(state: RunState) -> RunState:
        return RunState.KILLED if state is RunState.RUNNING and not at_work else state

    with opened(settings.database_url) as store, reading(store) as connection:
        held, decided = holding(connection), unapplied(connection)
        sources = {source.name: source for source in load_sources(settings.home)}
        return StatusReport(
            sources={
                name: _curated(_status(connection, settings, source, held, seen), source, decided)
                for name, source in sources.items()
            },
            attention=tuple(_words(each) for each in decided if each.source not in sources),
            runs=tuple(revise(each, state=seen(each.state)) for each in recent_runs(connection, limit=_RUNS)),
        )


def _status(
    connection: Connection,
    settings: Settings,
    source: SourceSettings,
    held: Sequence[HeldGate],
    seen: Callable[[RunState], RunState],
) -> SourceStatus:
    last = last_run(connection, source.name)
    begun = datetime.fromisoformat(last[1]) if last else None
    due = next_due(source.schedule, begun)
    quarantined = quarantine_counts(connection, source.name)
    return SourceStatus(
        last_run=last[1] if last else None,
        due=due.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if due else None,
        records=count_live(connection, source.name),
        quarantined=sum(quarantined.values()),
        held=tuple(gate for gate in held if source_of(gate.gate) == source.name),
        attention=(
            *_held(source, held),
            *_attention(settings, source, seen(last[0]) if last else None, quarantined),
            *_missing(connection, source),
        ),
    )


def _curated(status: SourceStatus, source: SourceSettings, decided: Sequence[Unapplied]) -> SourceStatus:
    own = [each for each in decided if each.source == source.name]
    stale = sum(each.number for each in own if each.why is Why.STALE)
    return revise(
        status,
        stale=stale,
        waiting=sum(each.number for each in own) - stale,
        attention=(*status.attention, *map(_words, own)),
    )


def _words(unapplied: Unapplied) -> str:
    decisions = "1 decision" if unapplied.number == 1 else f"{unapplied.number:,} decisions"
    match unapplied.why:
        case Why.STALE:
            return f"set aside: {decisions} that fit the page no more; see casemill decisions check"
        case Why.DUE:
            return f"not in the data set yet: {decisions}; take in: casemill decisions apply"
        case Why.GONE:
            return f"waiting for a page that is gone: {decisions}; see casemill decisions check"
        case Why.UNKNOWN:
            return f"waiting for a case that never was: {decisions}; see casemill decisions check"


def _held(source: SourceSettings, held: Sequence[HeldGate]) -> Iterator[str]:
    own = [gate for gate in held if source_of(gate.gate) == source.name]
    for gate in own:
        since = gate.since.replace("T", " ")[:16]
        yield f"{gate.gate} holds the release back since {since}: {gate.reason}"
    if own:
        yield f"if that is as it should be: {accepting(gate.gate for gate in held)}"


def _missing(connection: Connection, source: SourceSettings) -> Iterator[str]:
    if missing := count_missing(connection, source.name, gone_after=source.gone_after):
        pages = "1 page" if missing == 1 else f"{missing} pages"
        yield f"not there: {pages}; gone after {source.gone_after} nights in a row, their records stand until then"


def _attention(
    settings: Settings, source: SourceSettings, state: RunState | None, quarantined: Mapping[str, int]
) -> Iterator[str]:
    again = f"casemill run {source.name}"
    if source.kind is SourceKind.FOLDER and not (settings.home / (source.path or "")).is_dir():
        yield f"the folder {source.path} is not there"
    if source.kind is SourceKind.WARC and not (settings.home / (source.path or "")).exists():
        yield f"{source.path} is not there"
    if state is None:
        yield f"never run: {again}"
    elif state not in {RunState.DONE, RunState.RUNNING}:
        yield f"the last run was {_ENDINGS[state]}; finish it: {again}"
    for name in {source.name, f"{source.name}-new"}.intersection(proposals(settings)):
        yield f"a template is proposed: look at it, then casemill template accept {name}"
    if quarantined:
        codes = ", ".join(f"{count} {code}" for code, count in quarantined.items())
        yield f"in quarantine: {codes}; see casemill quarantine list {source.name}"
