"""The entities of a release in FollowTheMoney's form: one a line, whatever number of cases speaks of it."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import groupby
from pathlib import Path

from pipeline.durable import lasting
from pipeline.export.form import Form, Job
from pipeline.export.statements import Statement, statements_of


def write_entities(job: Job, path: Path) -> None:
    """Entities by id, the values of each property in order; `proof` names the cases that speak of it.

    They are gathered in a file beside, so that memory does not grow with their number.
    """
    with closing(sqlite3.connect(path.with_name("statements"))) as gathered, lasting(path) as file:
        gathered.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        gathered.execute(
            "CREATE TABLE statement (id TEXT, schema TEXT, property TEXT, value TEXT, "
            "PRIMARY KEY (id, property, value, schema)) WITHOUT ROWID"
        )
        for case in job.cases:
            gathered.executemany("INSERT OR IGNORE INTO statement VALUES (?, ?, ?, ?)", statements_of(case.record))
        found = gathered.execute(
            "SELECT id, schema, property, value FROM statement ORDER BY id, property, value, schema"
        )
        for entity in _entities(map(Statement._make, found)):
            file.write(json.dumps(entity, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")


def _entities(statements: Iterable[Statement]) -> Iterator[dict[str, object]]:
    for identifier, own in groupby(statements, key=lambda each: each.id):
        schemata: set[str] = set()
        properties: dict[str, dict[str, None]] = {}
        for each in own:
            schemata.add(each.schema)
            properties.setdefault(each.property, {})[each.value] = None
        # Where pages differ on what sort of organisation it is, it is one all the same.
        schema = schemata.pop() if len(schemata) == 1 else "Organization"
        values = {name: list(several) for name, several in properties.items()}
        yield {"id": identifier, "schema": schema, "properties": values}


ENTITIES = Form("ftm", "entities for FollowTheMoney", (), write_entities)
