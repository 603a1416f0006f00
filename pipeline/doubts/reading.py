"""The queue as it is read: up to date as far as a moment allows, and the sitting of who reads it."""

from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, Engine, select

from curation.session import Session, session_of
from models.errors import UsageError
from models.queue import Chosen, Queue, Waiting
from pipeline.clock import instant
from pipeline.doubts.following import catch_up
from pipeline.store.database import snapshot
from pipeline.store.doubts import Place, count_doubts, next_case, place_of, read_doubts
from pipeline.store.tables import decisions

# How many cases that changed are looked through before somebody is answered: a tenth of a second.
_AT_ONCE = 48
_LONGEST_SITTING = timedelta(hours=12)
_MOST_DECISIONS = 500


def read_queue(store: Engine, templates: Path | None, chosen: Chosen, *, after: str | None = None, limit: int) -> Queue:
    """The doubts after that place, the weightiest first, and how many there are. Raises UsageError."""
    behind = catch_up(store, templates, most=_AT_ONCE)
    with snapshot(store) as connection:
        found = read_doubts(connection, chosen, after=_place(after), limit=limit + 1)
        counts = count_doubts(connection, chosen)
    shown = found[:limit]
    return Queue(counts=counts, doubts=shown, next=shown[-1].place if len(found) > limit else None, behind=behind)


def next_in_queue(
    store: Engine, templates: Path | None, chosen: Chosen, *, after: str | None = None, beside: str = ""
) -> Waiting | None:
    """The next doubt of a case that was not passed by yet. Raises UsageError."""
    catch_up(store, templates, most=_AT_ONCE)
    with snapshot(store) as connection:
        return next_case(connection, chosen, after=_place(after), beside=beside)


def sitting_of(connection: Connection, by: str, left: int) -> Session:
    """How far that person has come in this sitting."""
    now = instant(None)
    since = (datetime.fromisoformat(now) - _LONGEST_SITTING).strftime("%Y-%m-%dT%H:%M:%S")
    query = select(decisions.c.at).where(decisions.c.at > since, decisions.c.by == by)
    times = connection.execute(query.order_by(decisions.c.at.desc()).limit(_MOST_DECISIONS)).scalars()
    return session_of(list(times), now, left)


def _place(words: str | None) -> Place | None:
    if not words:
        return None
    try:
        return place_of(words)
    except ValueError as error:
        raise UsageError(f"after {words[:40]}: is no place in the queue; begin at its head") from error
