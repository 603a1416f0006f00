"""The journals of runs that have none, as far as the store remembers them: an earlier casemill wrote none."""

import json
from collections.abc import Iterator, Mapping
from itertools import groupby

from sqlalchemy import Connection, Engine, Row, func, select

from models.report import RunState
from pipeline.durable import write_whole
from pipeline.journal.entries import Begun, Ended, Entry, Failed, Gone, Released, Stored
from pipeline.journal.files import journals, path_of
from pipeline.milling import Refused
from pipeline.release.manifest import release_of
from pipeline.settings import Settings
from pipeline.sources import Hints
from pipeline.store.database import identity_of, reading, writing
from pipeline.store.decisions import lines_before
from pipeline.store.documents import unpack
from pipeline.store.runs import mark_journaled, met_by
from pipeline.store.tables import captures, cases, changes, machines, pages, quarantine, runs, versions
from pipeline.store.unfetched import Failure

_Capture = tuple[str, str, str | None]


def adopt(store: Engine, settings: Settings, hints: Mapping[str, Hints]) -> int:
    """How many runs of the store had no journal, or a shorter one than the store knows, and have one from now on.

    `hints` are those of today's sources: what they were then, nobody has written down. Call it under the lock.
    """
    with reading(store) as connection:
        identity = identity_of(connection)
        there = {file.run: file.path.stat().st_size for file in journals(settings.raw, identity)}
        order = connection.execute(select(runs).order_by(runs.c.started_at, runs.c.id)).all()
    orphans = [(number, run) for number, run in enumerate(order, start=1) if there.get(run.id, 0) < (run.journal or 1)]
    for number, run in orphans:
        with writing(store) as connection:
            entries = _entries(connection, settings, identity, run, hints)
            lines = b"".join(entry.model_dump_json(exclude_none=True).encode() + b"\n" for entry in entries)
            write_whole(path_of(settings.raw, identity, number, run.id), lines)
            mark_journaled(connection, run.id, len(lines))
    return len(orphans)


def _entries(
    connection: Connection, settings: Settings, store: str, run: Row[tuple[str]], hints: Mapping[str, Hints]
) -> Iterator[Entry]:
    met = met_by(connection, run.id)
    known = {name: hints.get(name, Hints()) for name in met}
    decided = lines_before(connection, run.started_at)
    yield Begun(store=store, run=run.id, at=run.started_at, fingerprint=run.fingerprint, sources=known, decided=decided)
    changed = list(_changed(connection, run.id, run.started_at))
    told = {(each.source, each.uri, each.sha256) for each in changed if isinstance(each, Stored)}
    yield from _unchanged(connection, run.id, run.started_at, told)
    yield from _failed(connection, run.id)
    yield from changed
    if run.release and (release := release_of(settings.processed, run.release)):
        yield Released(release=release)
    if run.state != RunState.RUNNING.value:
        yield Ended(state=RunState(run.state), at=run.finished_at, seconds=run.seconds, sources=met)


def _changed(connection: Connection, run: str, at: str) -> Iterator[Stored | Gone]:
    """What stands in the change feed, in its order. Of curated cases nobody knows what the machine said then."""
    later = changes.alias()
    newest = select(func.max(later.c.sequence)).where(later.c.case_id == changes.c.case_id).scalar_subquery()
    is_curated = machines.c.case_id.is_not(None).label("is_curated")
    columns = (changes.c.operation, cases.c.source, cases.c.uri, cases.c.updated_at, is_curated)
    query = (
        select(*columns, (changes.c.sequence == newest).label("is_newest"), versions)
        .join(cases, cases.c.id == changes.c.case_id)
        .join(versions, (versions.c.case_id == changes.c.case_id) & (versions.c.number == changes.c.version))
        .outerjoin(machines, machines.c.case_id == changes.c.case_id)
        .where(changes.c.run_id == run)
        .order_by(changes.c.sequence)
    )
    rows = connection.execute(query.execution_options(yield_per=200))
    for (gone, source), group in groupby(rows, key=lambda row: (row.operation == "DEL", row.source)):
        if gone:
            yield Gone(source=source, uris=tuple(row.uri for row in group))
        else:
            yield from (_milled(row, run, at) for row in group)


def _milled(row: Row[tuple[str]], run: str, at: str) -> Stored:
    told = json.loads(unpack(row.document))["source"]
    return Stored(
        source=row.source,
        uri=row.uri,
        # A case that came back as it was has no version of that moment.
        at=row.created_at if row.run_id == run else row.updated_at if row.is_newest else at,
        sha256=told["sha256"],
        captured_at=told["captured_at"],
        digest=None if row.is_curated else row.digest,
    )


def _unchanged(connection: Connection, run: str, at: str, told: set[_Capture]) -> Iterator[Stored]:
    """Bytes that changed no case: of another form, or refused."""
    ill = (quarantine.c.source == captures.c.source) & (quarantine.c.uri == captures.c.uri)
    query = (
        select(captures, quarantine.c.code, quarantine.c.message, quarantine.c.trace, quarantine.c.last_at)
        .outerjoin(quarantine, ill & (quarantine.c.sha256 == captures.c.sha256))
        .where(captures.c.run_id == run)
        .order_by(captures.c.source, captures.c.uri)
    )
    for row in connection.execute(query):
        if (row.source, row.uri, row.sha256) not in told:
            columns = ("source", "uri", "sha256", "captured_at", "media_type", "charset")
            refused = Refused(code=row.code, message=row.message, trace=row.trace) if row.code else None
            yield Stored(at=row.last_at or at, refused=refused, **{name: getattr(row, name) for name in columns})


def _failed(connection: Connection, run: str) -> Iterator[Stored | Failed]:
    """Pages that gave no bytes: those that never gave any, and the others."""
    page = (pages.c.source == quarantine.c.source) & (pages.c.uri == quarantine.c.uri)
    query = (
        select(quarantine, pages.c.uri.label("page"), pages.c.sha256.label("held"))
        .outerjoin(pages, page)
        .where(quarantine.c.run_id == run, quarantine.c.sha256.is_(None))
    )
    for row in connection.execute(query.order_by(quarantine.c.source, quarantine.c.uri)):
        if row.page and not row.held:
            refused = Refused(code=row.code, message=row.message, trace=row.trace)
            yield Stored(source=row.source, uri=row.uri, at=row.last_at, refused=refused)
        else:
            failure = Failure(uri=row.uri, code=row.code, message=row.message)
            yield Failed(source=row.source, at=row.last_at, failures=(failure,))
