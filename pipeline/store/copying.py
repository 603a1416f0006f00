"""Tables copied from store to store, whichever database each is."""

from collections.abc import Callable, Sequence

from sqlalchemy import Connection, Table, delete, func, insert, select, text

from pipeline.store.rows import execute_many
from pipeline.store.tables import changes

_CHUNK = 500


def copy_rows(
    source: Connection, target: Connection, tables: Sequence[Table], *, heard: Callable[[int], None] = lambda _: None
) -> None:
    """The tables of `target` hold what those of `source` do, and nothing else; `heard` counts the rows.

    The tables come in an order in which none refers to a later one.
    """
    for table in reversed(tables):
        target.execute(delete(table))
    for table in tables:
        # A few rows at a time: documents are large.
        rows = source.execute(select(table).execution_options(yield_per=_CHUNK)).mappings()
        for chunk in rows.partitions():
            execute_many(target, insert(table), [dict(row) for row in chunk])
            heard(len(chunk))
    if changes in tables and target.dialect.name == "postgresql":
        # Rows with numbers of their own do not move the sequence on.
        counter = "SELECT setval(pg_get_serial_sequence('changes', 'sequence'), max(sequence)) FROM changes"
        target.execute(text(counter))


def count_rows(connection: Connection, tables: Sequence[Table]) -> int:
    """How many rows the tables have together."""
    return sum(int(connection.execute(select(func.count()).select_from(table)).scalar_one()) for table in tables)
