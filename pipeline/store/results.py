"""What milling gave, put into the store: one transaction a batch."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection, bindparam, delete, insert, select

from models.frozen import Frozen
from models.report import SourceCounts
from pipeline.milling import ATTEMPTS, PASSING, BatchResult, Milled, Refused, Task
from pipeline.store.documents import pack
from pipeline.store.pages import KnownPage, PageState, known_pages
from pipeline.store.rows import Row, execute_many, upsert
from pipeline.store.runs import add_counts
from pipeline.store.tables import captures, case_values, cases, changes, measures, pages, quarantine, versions


class Stamp(Frozen):
    """What rows of one run bear."""

    run: str
    mill_key: str
    at: str


class _CurrentCase(Frozen):
    version: int
    digest: str
    live: bool


class _Step(Frozen):
    """What a record means for its case; `operation` is that of the change feed, None where nothing changes."""

    task: Task
    milled: Milled
    version: int
    operation: str | None
    content_changed: bool

    @property
    def state(self) -> PageState:
        """The page's state."""
        return {"ADD": PageState.NEW, "MOD": PageState.CHANGED, None: PageState.UNCHANGED}[self.operation]


def store_result(connection: Connection, stamp: Stamp, result: BatchResult) -> SourceCounts:
    """What the batch adds to its source's counts; records, quarantine, change feed and ledger go in together."""
    source = result.batch.source
    outcomes = list(zip(result.batch.tasks, result.outcomes, strict=True))
    known = known_pages(connection, source, [task.uri for task, _ in outcomes])
    milled = [(task, outcome) for task, outcome in outcomes if isinstance(outcome, Milled)]
    refused = [(task, outcome) for task, outcome in outcomes if isinstance(outcome, Refused)]
    steps = _steps(connection, milled)
    rows = [*_quarantine(connection, stamp, source, refused, known), *_recorded(stamp, source, steps)]
    _store_captures(connection, stamp, source, result.batch.tasks)
    _store_pages(connection, source, rows)
    _store_cases(connection, stamp, source, steps)
    states = Counter(str(row["state"]) for row in rows)
    counts = SourceCounts(pages=len(rows), **states)
    add_counts(connection, stamp.run, source, counts)
    return counts


def states_of(connection: Connection, result: BatchResult) -> Mapping[str, PageState]:
    """What each page of the batch would be, were it stored."""
    outcomes = list(zip(result.batch.tasks, result.outcomes, strict=True))
    steps = _steps(connection, [(task, outcome) for task, outcome in outcomes if isinstance(outcome, Milled)])
    refused = {task.uri: PageState.QUARANTINED for task, outcome in outcomes if isinstance(outcome, Refused)}
    return {step.task.uri: step.state for step in steps} | refused


def _steps(connection: Connection, milled: Sequence[tuple[Task, Milled]]) -> list[_Step]:
    ids = [outcome.case_id for _, outcome in milled]
    columns = (cases.c.id, cases.c.version, cases.c.digest, cases.c.live)
    rows = connection.execute(select(*columns).where(cases.c.id.in_(ids)))
    current = {row.id: _CurrentCase(version=row.version, digest=row.digest, live=row.live) for row in rows}
    return [_step(task, outcome, current.get(outcome.case_id)) for task, outcome in milled]


def _step(task: Task, milled: Milled, current: _CurrentCase | None) -> _Step:
    differs = current is None or current.digest != milled.digest
    if current is None or not current.live:
        operation: str | None = "ADD"
    else:
        operation = "MOD" if differs else None
    version = (current.version if current else 0) + differs
    return _Step(task=task, milled=milled, version=version, operation=operation, content_changed=differs)


def _recorded(stamp: Stamp, source: str, steps: Sequence[_Step]) -> Iterator[Row]:
    for step in steps:
        yield _page(stamp, source, step.task, step.state, step.milled.case_id, stamp.mill_key)


def _quarantine(
    connection: Connection,
    stamp: Stamp,
    source: str,
    refused: Sequence[tuple[Task, Refused]],
    known: Mapping[str, KnownPage],
) -> list[Row]:
    where = (quarantine.c.source == source, quarantine.c.uri.in_([task.uri for task, _ in refused]))
    columns = (quarantine.c.uri, quarantine.c.sha256, quarantine.c.attempts)
    tried = {(row.uri, row.sha256): row.attempts for row in connection.execute(select(*columns).where(*where))}
    page_rows, quarantine_rows = [], []
    for task, refusal in refused:
        attempts = tried.get((task.uri, task.sha256), 0) + 1
        key = None if refusal.code in PASSING and attempts < ATTEMPTS else stamp.mill_key
        case_id = known[task.uri].case_id if task.uri in known else None
        page_rows.append(_page(stamp, source, task, PageState.QUARANTINED, case_id, key))
        quarantine_rows.append(
            {
                **_address(source, task),
                "sha256": task.sha256,
                "code": refusal.code,
                "message": refusal.message,
                "trace": refusal.trace,
                "attempts": attempts,
                "first_at": stamp.at,
                "last_at": stamp.at,
                "run_id": stamp.run,
            }
        )
    upsert(connection, quarantine, quarantine_rows, keep=("first_at",))
    return page_rows


def _page(stamp: Stamp, source: str, task: Task, state: PageState, case_id: str | None, key: str | None) -> Row:
    return {
        **_address(source, task),
        "state": state.value,
        "sha256": task.sha256,
        "mill_key": key,
        "case_id": case_id,
        "first_seen_at": stamp.at,
        "last_seen_at": stamp.at,
        "run_id": stamp.run,
    }


def _address(source: str, task: Task) -> dict[str, str]:
    return {"source": source, "uri": task.uri}


def _store_captures(connection: Connection, stamp: Stamp, source: str, tasks: Sequence[Task]) -> None:
    rows = [
        {
            **_address(source, task),
            "sha256": task.sha256,
            "captured_at": task.captured_at or stamp.at,
            "run_id": stamp.run,
            "media_type": task.media_type,
            "charset": task.charset,
        }
        for task in tasks
        if task.sha256
    ]
    upsert(connection, captures, rows, keep=("captured_at", "run_id"))


def _store_pages(connection: Connection, source: str, rows: Sequence[Row]) -> None:
    upsert(connection, pages, rows, keep=("first_seen_at",))
    good = [{"page": row["uri"]} for row in rows if row["state"] != PageState.QUARANTINED.value]
    healed = delete(quarantine).where(quarantine.c.source == source, quarantine.c.uri == bindparam("page"))
    execute_many(connection, healed, good)


def _store_cases(connection: Connection, stamp: Stamp, source: str, steps: Sequence[_Step]) -> None:
    moved = [step for step in steps if step.operation]
    upsert(connection, cases, [_case(stamp, source, step) for step in moved])
    fresh = [step for step in moved if step.content_changed]
    execute_many(connection, insert(versions), [_version(stamp, step) for step in fresh])
    # Of all: a version of an older casemill has none yet.
    upsert(connection, measures, [_measured(stamp, source, step) for step in steps], keep=("run_id",))
    old = delete(case_values).where(case_values.c.case_id == bindparam("case"))
    execute_many(connection, old, [{"case": step.milled.case_id} for step in fresh])
    execute_many(connection, insert(case_values), [row for step in fresh for row in _values(step.milled)])
    feed = [
        {
            "operation": step.operation,
            "case_id": step.milled.case_id,
            "version": step.version,
            "run_id": stamp.run,
        }
        for step in moved
    ]
    execute_many(connection, insert(changes), feed)


def _case(stamp: Stamp, source: str, step: _Step) -> Row:
    milled = step.milled
    return {
        "id": milled.case_id,
        **_address(source, step.task),
        "title": milled.title,
        "language": milled.language,
        "template": milled.template,
        "version": step.version,
        "digest": milled.digest,
        "live": True,
        "updated_at": stamp.at,
    }


def _version(stamp: Stamp, step: _Step) -> Row:
    return {
        "case_id": step.milled.case_id,
        "number": step.version,
        "digest": step.milled.digest,
        "document": pack(step.milled.document),
        "created_at": stamp.at,
        "run_id": stamp.run,
    }


def _measured(stamp: Stamp, source: str, step: _Step) -> Row:
    key: Row = {"case_id": step.milled.case_id, "number": step.version}
    return {**key, "source": source, "run_id": stamp.run, **step.milled.measures}


def _values(milled: Milled) -> Iterator[Row]:
    for field, value, count in milled.values:
        yield {"case_id": milled.case_id, "field": field, "value": value, "count": count}
