"""How far a part of the store that is made of the rest has followed it."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from models.frozen import Frozen
from pipeline.store.rows import upsert
from pipeline.store.tables import changes, decisions, followers


class Progress(Frozen):
    """Up to which number of the change feed, and which line of the decisions' journal; by which `rules` it was made."""

    position: int = 0
    line: int = 0
    rules: str = ""


def progress_of(connection: Connection, name: str) -> Progress:
    """How far the follower of that name is."""
    row = connection.execute(select(followers).where(followers.c.name == name)).first()
    return Progress(position=row.position, line=row.line, rules=row.rules) if row else Progress()


def note_progress(connection: Connection, name: str, progress: Progress) -> None:
    """The follower is so far."""
    upsert(connection, followers, [{"name": name, **progress.model_dump()}])


def changed_cases(connection: Connection, after: int, *, limit: int) -> Sequence[tuple[int, str]]:
    """The next cases that changed, each with the number of its newest change alone."""
    later = changes.alias("later")
    newer = select(later.c.sequence).where(later.c.case_id == changes.c.case_id, later.c.sequence > changes.c.sequence)
    query = select(changes.c.sequence, changes.c.case_id).where(changes.c.sequence > after, ~newer.exists())
    rows = connection.execute(query.order_by(changes.c.sequence).limit(limit))
    return [(row.sequence, row.case_id) for row in rows]


def decided_cases(connection: Connection, after: int, *, limit: int) -> Sequence[tuple[int, str]]:
    """The lines of the next decisions in the journal, and the cases that they speak of."""
    query = select(decisions.c.line, decisions.c.case_id).where(decisions.c.line > after)
    rows = connection.execute(query.order_by(decisions.c.line).limit(limit))
    return [(row.line, row.case_id) for row in rows]
