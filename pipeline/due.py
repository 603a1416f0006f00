"""Which sources are due, from our own ledger: no scheduler has to remember anything."""

from collections.abc import Iterator
from datetime import datetime

from models.report import RunState
from pipeline.clock import now
from pipeline.cron import is_due
from pipeline.settings import Settings
from pipeline.sources import SourceSettings, load_sources
from pipeline.store.database import opened, reading
from pipeline.store.runs import last_run


def due_sources(settings: Settings) -> tuple[str, ...]:
    """The names of the sources whose time has come since their last good run, or that never had one."""
    moment = datetime.fromisoformat(now())
    return tuple(source.name for source, begun in _last_good_runs(settings) if is_due(source.schedule, begun, moment))


def _last_good_runs(settings: Settings) -> Iterator[tuple[SourceSettings, datetime | None]]:
    with opened(settings.database_url) as store, reading(store) as connection:
        for source in load_sources(settings.home):
            last = last_run(connection, source.name)
            good = last is not None and last[0] is RunState.DONE
            yield source, datetime.fromisoformat(last[1]) if last and good else None
