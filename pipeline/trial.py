"""A few pages of a source, fetched or read and milled; nothing is stored."""

from itertools import islice

from models.frozen import Frozen
from pipeline import archive
from pipeline.arrivals import Look, batch_of, task_of
from pipeline.lookouts import lookout_of, passing_store
from pipeline.milling import Outcome, Refused, mill, workshop_of
from pipeline.run import runnable_sources
from pipeline.settings import Settings

_FEW = 3


class TriedPage(Frozen):
    """A page, and its record or why it has none."""

    uri: str
    outcome: Outcome


def try_source(settings: Settings, name: str, *, pages: int = _FEW) -> tuple[TriedPage, ...]:
    """The first pages of the source, or what leads to them and could not be had. Raises UsageError as a run does."""
    (source,) = runnable_sources(settings, [name])
    with passing_store() as (store, raw):
        lookout = lookout_of(source, settings, store, [raw], at_once=pages)
        tried: list[TriedPage] = []
        for look in lookout.looks():
            tried += _refused(look)
            wanted = max(0, pages - len(tried))
            few = dict(islice(look.copies.items(), wanted))
            kept, lost = lookout.keep(few)
            tried += _refused(Look(copies={}, failures=lost))
            tasks = [task_of(archive.address(raw, copy.sha256), uri, copy) for uri, copy in kept.items()]
            outcomes = mill(workshop_of(settings), batch_of(source, tasks)).outcomes if tasks else ()
            tried += [TriedPage(uri=task.uri, outcome=each) for task, each in zip(tasks, outcomes, strict=True)]
            if len(tried) >= pages:
                break
    return tuple(tried[:pages])


def _refused(look: Look) -> list[TriedPage]:
    failures = (*look.lost_leads, *look.failures)
    return [TriedPage(uri=each.uri, outcome=Refused(code=each.code, message=each.message)) for each in failures]
