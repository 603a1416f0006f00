"""Names that the data set has, for whoever looks for one by a part of it."""

import json
from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from models.frozen import Frozen
from pipeline.store.cases import read_documents
from pipeline.store.tables import case_values, cases

VALUES = {"actors": "actor", "persons": "person", "events": "event"}


class Named(Frozen):
    """Somebody or something of that name: in how many cases, and its key in one of them."""

    case: str
    key: str
    name: str
    title: str
    fact: str
    cases: int


def find_names(
    connection: Connection, field: str, words: Sequence[str], *, beside: str, limit: int
) -> tuple[Named, ...]:
    """Those of the field (of `VALUES`) whose name holds all the words, in other cases, those in most first."""
    value, count = case_values.c.value, func.count().label("total")
    query = select(value, count, func.min(case_values.c.case_id).label("case_id"))
    query = query.join(cases, cases.c.id == case_values.c.case_id)
    query = query.where(case_values.c.field == VALUES[field], cases.c.live, cases.c.id != beside)
    query = query.where(*(value.icontains(word, autoescape=True) for word in words))
    rows = connection.execute(query.group_by(value).order_by(count.desc(), value).limit(limit)).all()
    documents = {
        case: json.loads(document)
        for case, document in read_documents(connection, {row.case_id for row in rows}).items()
    }
    found = []
    for row in rows:
        record = documents[row.case_id]
        thing = next((each for each in record[field] if row.value in each["names"]), None)
        if thing is not None:
            fact = thing.get("sector") or thing.get("role") or thing.get("kind") or ""
            found.append(
                Named(
                    case=row.case_id,
                    key=thing["id"],
                    name=row.value,
                    title=record["title"],
                    fact=fact.replace("_", " "),
                    cases=row.total,
                )
            )
    return tuple(found)
