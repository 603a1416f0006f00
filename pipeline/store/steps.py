"""What a record means for its case, and the rows that come of it: case, version, values, measures, change feed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, delete, insert, select

from models.frozen import Frozen
from pipeline.decisions.curating import Kept
from pipeline.milling import Milled
from pipeline.store.curation import keep_machines, machine_digests
from pipeline.store.documents import pack
from pipeline.store.pages import PageState
from pipeline.store.rows import Row, execute_many, upsert
from pipeline.store.tables import case_values, cases, changes, measures, versions
from pipeline.store.things import lacking_things, put_things


class Stamp(Frozen):
    """What rows of one run bear; of curators' decisions those hold that stand in the journal up to line `decided`."""

    run: str
    mill_key: str
    at: str
    decided: int = 0


class Page(NamedTuple):
    """Where a record comes from."""

    source: str
    uri: str


class Step(NamedTuple):
    """What a record means for its case; `operation` is that of the change feed, None where nothing changes.

    `kept` is there where curators decided something of the case; `run` is the one that gave the machine's record.
    """

    page: Page
    milled: Milled
    version: int
    operation: str | None
    content_changed: bool
    run: str
    kept: Kept | None = None

    @property
    def state(self) -> PageState:
        """The page's state."""
        return {"ADD": PageState.NEW, "MOD": PageState.CHANGED, None: PageState.UNCHANGED}[self.operation]


class _CurrentCase(Frozen):
    version: int
    digest: str
    live: bool


def steps_of(
    connection: Connection, run: str, records: Sequence[tuple[Page, Milled]], kept: Mapping[str, Kept]
) -> list[Step]:
    """What each record means for its case in the run; `kept` has those that curators decided something of, by case."""
    ids = [milled.case_id for _, milled in records]
    columns = (cases.c.id, cases.c.version, cases.c.digest, cases.c.live)
    rows = connection.execute(select(*columns).where(cases.c.id.in_(ids)))
    current = {row.id: _CurrentCase(version=row.version, digest=row.digest, live=row.live) for row in rows}
    gave = _runs_that_gave(connection, current, kept)
    steps = (_step(page, milled, run, current.get(milled.case_id)) for page, milled in records)
    return [
        step._replace(kept=kept[case], run=gave.get(case, run)) if (case := step.milled.case_id) in kept else step
        for step in steps
    ]


def store_steps(connection: Connection, stamp: Stamp, steps: Sequence[Step]) -> None:
    """The rows of the cases; those of pages and captures are others' to write."""
    moved = [step for step in steps if step.operation]
    upsert(connection, cases, [_case(stamp, step) for step in moved])
    fresh = [step for step in moved if step.content_changed]
    execute_many(connection, insert(versions), [_version(stamp, step) for step in fresh])
    # Of all: a version of an older casemill has none yet.
    upsert(connection, measures, [_measured(step) for step in steps if not step.kept], keep=("run_id",))
    upsert(connection, measures, [_measured(step) for step in steps if step.kept])
    old = delete(case_values).where(case_values.c.case_id == bindparam("case"))
    execute_many(connection, old, [{"case": step.milled.case_id} for step in fresh])
    execute_many(connection, insert(case_values), [row for step in fresh for row in _values(step.milled)])
    absent = lacking_things(connection, [step.milled.case_id for step in steps if not step.operation])
    told = [step for step in steps if step.operation or step.milled.case_id in absent]
    put_things(connection, {step.milled.case_id: step.milled.things for step in told})
    execute_many(connection, insert(changes), [_change(stamp, step) for step in moved])
    keep_machines(connection, [step.kept for step in steps if step.kept])


def _step(page: Page, milled: Milled, run: str, current: _CurrentCase | None) -> Step:
    differs = current is None or current.digest != milled.digest
    if current is None or not current.live:
        operation: str | None = "ADD"
    else:
        operation = "MOD" if differs else None
    version = (current.version if current else 0) + differs
    return Step(page=page, milled=milled, version=version, operation=operation, content_changed=differs, run=run)


def _runs_that_gave(
    connection: Connection, current: Mapping[str, _CurrentCase], kept: Mapping[str, Kept]
) -> Mapping[str, str]:
    """The runs whose records of the machine still stand beneath what is kept, by case.

    What gates judge of such a version came with that run: else a few cases that curators looked at would be judged as
    a night's news.
    """
    if not kept:
        return {}
    before = {case: each.digest for case, each in current.items()}
    before.update(machine_digests(connection, kept))
    same = [case for case, each in kept.items() if before.get(case) == each.machine.digest]
    stands = (measures.c.case_id == cases.c.id) & (measures.c.number == cases.c.version)
    query = select(cases.c.id, measures.c.run_id).join(measures, stands).where(cases.c.id.in_(same))
    return {row.id: row.run_id for row in connection.execute(query)}


def _case(stamp: Stamp, step: Step) -> Row:
    milled = step.milled
    return {
        "id": milled.case_id,
        **step.page._asdict(),
        "title": milled.title,
        "language": milled.language,
        "template": milled.template,
        "version": step.version,
        "digest": milled.digest,
        "live": True,
        "updated_at": stamp.at,
    }


def _version(stamp: Stamp, step: Step) -> Row:
    return {
        "case_id": step.milled.case_id,
        "number": step.version,
        "digest": step.milled.digest,
        "document": pack(step.milled.document),
        "created_at": stamp.at,
        "run_id": stamp.run,
    }


def _measured(step: Step) -> Row:
    key: Row = {"case_id": step.milled.case_id, "number": step.version}
    return {**key, "source": step.page.source, "run_id": step.run, **(step.kept or step.milled).measures}


def _values(milled: Milled) -> Iterator[Row]:
    for field, value, count in milled.values:
        yield {"case_id": milled.case_id, "field": field, "value": value, "count": count}


def _change(stamp: Stamp, step: Step) -> Row:
    change: Row = {"operation": step.operation, "case_id": step.milled.case_id, "version": step.version}
    return {**change, "run_id": stamp.run}
