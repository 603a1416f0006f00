"""The release's tables as an SQLite database that Datasette opens."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from pipeline.durable import lasting, write_whole
from pipeline.export.form import Form, Job
from pipeline.release.tables import TABLES, Cell, ColumnType, Table

DATABASE = "casemill.db"
METADATA = "metadata.json"
_TYPES = {
    ColumnType.STRING: "TEXT",
    ColumnType.INTEGER: "INTEGER",
    ColumnType.NUMBER: "REAL",
    ColumnType.BOOLEAN: "INTEGER",
    ColumnType.ARRAY: "TEXT",
}
# What people ask by.
_ASKED = {"id", "name", "kind", "country", "sector", "state", "key", "language", "template", "source"}
_SEARCH = (
    'CREATE VIRTUAL TABLE "cases_fts" USING '
    'fts5(title, text, content="cases", tokenize="unicode61 remove_diacritics 2")'
)


def write_database(job: Job, folder: Path) -> None:
    """The tables with their keys, `cases_fts` to search titles and texts, and what Datasette shows of them."""
    with closing(sqlite3.connect(folder / DATABASE)) as database:
        # It is thrown away where it is not finished, so it needs no journal.
        database.executescript("PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        for table in TABLES:
            database.execute(_made(table))
        adding = [(_added(table), table) for table in TABLES]
        for case in job.cases:
            for statement, table in adding:
                database.executemany(statement, (tuple(map(_cell, row)) for row in table.rows(case)))
        for statement in _indexes():
            database.execute(statement)
        database.execute(_SEARCH)
        database.execute("INSERT INTO cases_fts(cases_fts) VALUES ('rebuild')")
        database.commit()
    with lasting(folder / DATABASE, "ab"):
        pass
    write_whole(folder / METADATA, _metadata(job))


def _cell(value: Cell) -> str | int | float | None:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, tuple) else value


def _name(name: str) -> str:
    return f'"{name}"'


def _made(table: Table) -> str:
    parts = [f"{_name(each.name)} {_TYPES[each.type]}" for each in table.columns]
    parts.append(f"PRIMARY KEY ({', '.join(map(_name, table.key))})")
    if table.name != "cases":
        parts.append('FOREIGN KEY ("case_id") REFERENCES "cases" ("id")')
    return f"CREATE TABLE {_name(table.name)} ({', '.join(parts)})"


def _added(table: Table) -> str:
    places = ", ".join("?" * len(table.columns))
    return f"INSERT INTO {_name(table.name)} VALUES ({places})"  # noqa: S608 -- the names are our own


def _indexes() -> Iterator[str]:
    for table in TABLES:
        for column in table.columns:
            if column.name in _ASKED and column.name not in table.key:
                yield f'CREATE INDEX "{table.name}_{column.name}" ON {_name(table.name)} ({_name(column.name)})'
    yield 'CREATE INDEX "mentions_thing" ON "mentions" ("case_id", "table", "thing")'


def _metadata(job: Job) -> bytes:
    tables = {
        table.name: {
            "description": table.meaning,
            "columns": {column.name: column.meaning for column in table.columns},
            **({"label_column": "title"} if table.name == "cases" else {}),
        }
        for table in TABLES
    }
    told = {
        "title": "Cases milled into records",
        "description": f"Release {job.release.run}",
        **({"license": job.wanted.licence} if job.wanted.licence else {}),
        "databases": {DATABASE.removesuffix(".db"): {"tables": {**tables, "cases_fts": {"hidden": True}}}},
    }
    return json.dumps(told, indent=2, ensure_ascii=False).encode() + b"\n"


SQLITE = Form("sqlite", "a database for Datasette", (DATABASE, METADATA), write_database)
