"""What curators' decisions say of the extractors: gold files of what they corrected, and how often they overruled."""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from sqlalchemy import Connection

from curation.gold import gold_json, gold_of, is_finished
from curation.overrules import overrules
from models.errors import StoreError, UnknownNameError
from models.frozen import Frozen
from models.overrule import Overrule
from models.record import CaseRecord
from pipeline.archive import find
from pipeline.decisions.standing import Standing, standing
from pipeline.durable import write_whole
from pipeline.gold import SUFFIX
from pipeline.progress import Progress, Step, silent
from pipeline.settings import Settings
from pipeline.store.database import opened, snapshot
from pipeline.store.logbook import cases_of, count_cases, places_of

_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}")


class GoldReport(Frozen):
    """How many cases were `written` as gold; how many are `unfinished` (curators are not through with them) or
    `missing`: the case, or its page's bytes, are not there or cannot be read."""

    written: int
    unfinished: int
    missing: int


def write_gold(
    settings: Settings,
    folder: Path,
    names: Sequence[str] = (),
    *,
    hear: Callable[[str], None] = lambda _: None,
    progress: Progress = silent,
) -> GoldReport:
    """Writes page and gold file of each case that curators are through with, or of the cases `names` whatever they are.

    A page lies in the folder of its template. `hear` is told in words what is missing. Raises UnknownNameError for a
    case that is not there.
    """
    counts = {"written": 0, "unfinished": 0, "missing": 0}
    with opened(settings.database_url) as store, snapshot(store) as connection:
        if names and (unknown := set(names) - places_of(connection, names).keys()):
            raise UnknownNameError(f"no case is called {min(unknown)}; find its id with `casemill search`")
        for stands in _standing(connection, names, hear, progress):
            content = find(stands.machine.source.sha256, settings.raw) if stands else None
            if stands and not names and not is_finished(stands.curated):
                counts["unfinished"] += 1
            elif stands and content:
                _write(folder, stands.curated.record, content.read_bytes())
                counts["written"] += 1
            else:
                counts["missing"] += 1
                if stands:
                    hear(f"{stands.machine.id}: the bytes of {stands.machine.source.uri} are not in the archive")
    return GoldReport.model_validate(counts)


def count_overrules(settings: Settings, *, progress: Progress = silent) -> tuple[Overrule, ...]:
    """How often curators confirmed, corrected, rejected and added, by kind and extractor."""
    with opened(settings.database_url) as store, snapshot(store) as connection:
        stood = (each for each in _standing(connection, (), lambda _: None, progress) if each)
        return overrules((each.machine, each.decisions) for each in stood)


def _standing(
    connection: Connection, names: Sequence[str], hear: Callable[[str], None], progress: Progress
) -> Iterator[Standing | None]:
    """The cases as they stand; None for one that cannot be read."""
    total = len(names) or count_cases(connection)
    for case in names or _cases(connection):
        try:
            yield standing(connection, case)
        except (UnknownNameError, StoreError) as error:
            hear(str(error))
            yield None
        progress(Step(doing="applying decisions", pages=1, total=total))


def _cases(connection: Connection) -> Iterator[str]:
    last = ""
    while chunk := cases_of(connection, after=last):
        last = chunk[-1]
        yield from chunk


def _write(folder: Path, record: CaseRecord, content: bytes) -> None:
    suffix = PurePosixPath(urlsplit(record.source.uri).path).suffix
    name = record.id + (suffix if _SUFFIX.fullmatch(suffix) else "")
    into = folder / (record.template.key if record.template else "no_template")
    write_whole(into / name, content)
    write_whole(into / f"{name}{SUFFIX}", gold_json(gold_of(record, name)).encode())
