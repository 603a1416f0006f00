"""Decisions that came while no page changed: the cases that they speak of are curated anew at a run's end."""

from sqlalchemy import Engine

from pipeline.arrivals import chunks
from pipeline.clock import now
from pipeline.journal.entries import Settled
from pipeline.journal.writing import Journal
from pipeline.store.curation import unsettled
from pipeline.store.database import reading
from pipeline.store.settlement import settle_cases
from pipeline.store.steps import Stamp

_AT_ONCE = 50


def settle(store: Engine, journal: Journal) -> int:
    """How many cases have changed by the decisions that hold in the run: each a new version, told in the change feed.

    A case whose page is gone waits for it. What a run that is killed meanwhile has not come to, the next one does.
    """
    with reading(store) as connection:
        waiting = list(unsettled(connection, until=journal.decided))
    changed = 0
    for some in chunks(waiting, _AT_ONCE):
        with journal.transaction(store) as connection:
            stamp = Stamp(run=journal.run, mill_key="", at=now(), decided=journal.decided)
            settled = settle_cases(connection, stamp, some)
            if settled.digests:
                journal.add(Settled(at=stamp.at, cases=settled.digests))
        changed += settled.changed
    return changed
