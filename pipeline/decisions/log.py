"""The decisions that were taken, from the newest on, with what became of each."""

from collections import OrderedDict
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from sqlalchemy import Connection

from curation.applying import in_order
from models.decision import Anchored, Decision
from models.errors import StoreError
from models.fate import Outcome
from models.judged import Judged
from pipeline.decisions.judging import judged, told
from pipeline.decisions.standing import machine_record
from pipeline.settings import Settings
from pipeline.store.database import opened, snapshot
from pipeline.store.decisions import decisions_of
from pipeline.store.logbook import ANY, Wanted, newest_first, places_of

_REMEMBERED = 20


class Entry(NamedTuple):
    """Which decisions to tell: those that are `wanted`, of this field, that met this outcome; null is any."""

    wanted: Wanted = ANY
    field: str | None = None
    outcome: Outcome | None = None


def log(settings: Settings, entry: Entry, *, limit: int | None = None) -> Iterator[Judged]:
    """The newest decisions of the sort, at most `limit`."""
    with opened(settings.database_url) as store, snapshot(store) as connection:
        found = (each for each in newest_first(connection, entry.wanted) if entry.field in {None, _field(each)})
        cases = _Cases(connection)
        told_ = (cases.judged(each) for each in found)
        kept = (each for each in told_ if entry.outcome is None or (each.fate and each.fate.outcome is entry.outcome))
        yield from islice(kept, limit)


def _field(decision: Decision) -> str:
    return decision.act.anchor.field if isinstance(decision.act, Anchored) else decision.act.act


class _Cases:
    """The newest few of the cases that were judged."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._judged: OrderedDict[str, dict[str, Judged]] = OrderedDict()

    def judged(self, decision: Decision) -> Judged:
        case = decision.case
        if case not in self._judged:
            self._judged[case] = self._judge(case)
            if len(self._judged) > _REMEMBERED:
                self._judged.popitem(last=False)
        self._judged.move_to_end(case)
        return self._judged[case].get(decision.id) or told(decision, None)

    def _judge(self, case: str) -> dict[str, Judged]:
        place = places_of(self._connection, [case]).get(case)
        if place is None:
            return {}
        decisions = in_order(decisions_of(self._connection, case))
        try:
            record = machine_record(self._connection, case)
        except StoreError:
            return {each.id: told(each, place) for each in decisions}
        return {each.decision.id: each for each in judged(record, place, decisions)}
