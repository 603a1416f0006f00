"""Many rows at once, on SQLite and PostgreSQL alike."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Connection, Executable, Table
from sqlalchemy.dialects import postgresql, sqlite

Cell = str | int | float | bytes | bool | None
Row = Mapping[str, Cell]


def execute_many(connection: Connection, statement: Executable, rows: Sequence[Row]) -> None:
    """The statement with each row; nothing where there are none (an empty list would insert a row of defaults)."""
    if rows:
        connection.execute(statement, [dict(row) for row in rows])


def insert_of(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """A statement that inserts, and knows what to do where the row is there."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)


def upsert(connection: Connection, table: Table, rows: Sequence[Row], *, keep: Collection[str] = ()) -> None:
    """Rows in, by primary key; one that is there takes the new values, but for the columns `keep`."""
    if not rows:
        return
    statement = insert_of(connection, table)
    keys = [column.name for column in table.primary_key]
    changed = {name: statement.excluded[name] for name in rows[0] if name not in {*keys, *keep}}
    if changed:
        execute_many(connection, statement.on_conflict_do_update(index_elements=keys, set_=changed), rows)
    else:
        execute_many(connection, statement.on_conflict_do_nothing(index_elements=keys), rows)
