"""What a store made anew says that the one before did not, in words."""

from collections.abc import Iterator

from sqlalchemy import Column, Connection, Table, select

from pipeline.store.copying import count_rows
from pipeline.store.tables import cases, changes, versions

_CHUNK = 200
_COMPARED = (
    (cases, cases.c.id, "cases"),
    (versions, versions.c.case_id, "versions"),
    (changes, changes.c.sequence, "changes"),
)


def differences(before: Connection, now: Connection) -> Iterator[str]:
    """A line for each table whose rows are not the same."""
    for table, key, name in _COMPARED:
        had, has = count_rows(before, [table]), count_rows(now, [table])
        same = _count_same(before, now, table, key)
        if not had == has == same:
            yield f"{name}: {had:,} before, {has:,} now; {same:,} are the same"


def _count_same(before: Connection, now: Connection, table: Table, key: Column[object]) -> int:
    same = 0
    rows = now.execute(select(table).order_by(key).execution_options(yield_per=_CHUNK))
    for chunk in rows.partitions():
        keys = {getattr(row, key.name) for row in chunk}
        known = set(before.execute(select(table).where(key.in_(keys))).tuples())
        same += sum(tuple(row) in known for row in chunk)
    return same
