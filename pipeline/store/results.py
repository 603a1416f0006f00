"""What milling gave, put into the store: one transaction a batch."""

from collections import Counter
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, bindparam, delete, select

from models.record import CaseRecord
from models.report import SourceCounts
from pipeline.decisions.curating import Kept, Machine, curate
from pipeline.milling import ATTEMPTS, PASSING, BatchResult, Milled, Refused, Task
from pipeline.store.curation import decided_of
from pipeline.store.pages import KnownPage, PageState, known_pages
from pipeline.store.rows import Row, execute_many, upsert
from pipeline.store.runs import add_counts
from pipeline.store.steps import Page, Stamp, Step, steps_of, store_steps
from pipeline.store.tables import captures, pages, quarantine


def store_result(connection: Connection, stamp: Stamp, result: BatchResult) -> SourceCounts:
    """What the batch adds to its source's counts; records, quarantine, change feed and ledger go in together.

    What curators decided is applied to the records before.
    """
    source = result.batch.source
    outcomes = list(zip(result.batch.tasks, result.outcomes, strict=True))
    known = known_pages(connection, source, [task.uri for task, _ in outcomes])
    milled = [(task, outcome) for task, outcome in outcomes if isinstance(outcome, Milled)]
    refused = [(task, outcome) for task, outcome in outcomes if isinstance(outcome, Refused)]
    steps = _steps(connection, stamp.run, source, milled, decided=stamp.decided)
    recorded = [
        _page(stamp, source, task, step.state, step.milled.case_id, stamp.mill_key)
        for (task, _), step in zip(milled, steps, strict=True)
    ]
    rows = [*_quarantine(connection, stamp, source, refused, known), *recorded]
    _store_captures(connection, stamp, source, result.batch.tasks)
    _store_pages(connection, source, rows)
    store_steps(connection, stamp, steps)
    states = Counter(str(row["state"]) for row in rows)
    counts = SourceCounts(pages=len(rows), **states)
    add_counts(connection, stamp.run, source, counts)
    return counts


def states_of(connection: Connection, result: BatchResult, *, decided: int) -> Mapping[str, PageState]:
    """What each page of the batch would be, were it stored by a run that holds to the first `decided` decisions."""
    outcomes = list(zip(result.batch.tasks, result.outcomes, strict=True))
    milled = [(task, outcome) for task, outcome in outcomes if isinstance(outcome, Milled)]
    steps = _steps(connection, "", result.batch.source, milled, decided=decided)
    refused = {task.uri: PageState.QUARANTINED for task, outcome in outcomes if isinstance(outcome, Refused)}
    return {step.page.uri: step.state for step in steps} | refused


def _steps(
    connection: Connection, run: str, source: str, milled: Sequence[tuple[Task, Milled]], *, decided: int
) -> list[Step]:
    kept = _kept(connection, [outcome for _, outcome in milled], decided=decided)
    records = [
        (Page(source, task.uri), kept[outcome.case_id].milled if outcome.case_id in kept else outcome)
        for task, outcome in milled
    ]
    return steps_of(connection, run, records, kept)


def _kept(connection: Connection, milled: Sequence[Milled], *, decided: int) -> Mapping[str, Kept]:
    """The records of which curators decided something, with that applied, by case."""
    held = decided_of(connection, [each.case_id for each in milled], until=decided)
    return {
        each.case_id: curate(
            Machine(each.digest, each.document),
            CaseRecord.model_validate_json(each.document),
            held[each.case_id],
        )
        for each in milled
        if each.case_id in held
    }


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
