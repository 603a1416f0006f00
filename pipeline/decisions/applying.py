"""Decisions taken into the data set at once, by a run that looks at no source."""

from models.report import RunReport
from pipeline.pool import local_engine
from pipeline.progress import Progress, silent
from pipeline.run import work
from pipeline.settings import Settings


def apply_now(settings: Settings, *, progress: Progress = silent) -> RunReport:
    """What came of it: the cases that changed, and the release, where one was due and no gate held it.

    Raises BusyError where a run is at work.
    """
    return work(settings, (), local_engine(1), progress)
