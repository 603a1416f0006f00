"""A dry run of all decisions: what would become of each now, or once the pages were extracted anew."""

from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from sqlalchemy import Connection

from curation.applying import in_order
from models.errors import StoreError, UnknownNameError
from models.fate import Outcome
from models.judged import Judged, JudgedCase, Judgement
from models.record import CaseRecord
from pipeline.anew import Stored, batches
from pipeline.decisions.judging import judged
from pipeline.decisions.standing import machine_record
from pipeline.milling import Engine, Refused, drawn, mill, workshop_of
from pipeline.pool import local_engine
from pipeline.progress import Progress, Step, silent
from pipeline.settings import Settings
from pipeline.sources import SourceSettings, load_sources
from pipeline.store.cases import read_document
from pipeline.store.database import opened, snapshot
from pipeline.store.decisions import decisions_of
from pipeline.store.logbook import Place, Wanted, cases_of, count_cases, count_decisions, places_of, sources_of

_CHUNK = 100
_TOLD = frozenset({Outcome.MOVED, Outcome.STALE, Outcome.OVERRULED})
Hear = Callable[[Judged | JudgedCase], None]


def check_decisions(
    settings: Settings, names: Sequence[str] = (), *, hear: Hear, anew: bool = False, progress: Progress = silent
) -> Judgement:
    """What would become of the decisions on the cases that `names` (sources, ids of cases; default: all) mean.

    `hear` is told of each decision that moved, went stale or was overruled, and of each case that is not there. With
    `anew` the archived pages are extracted first, with the program as it is now. Nothing is written. Raises
    UnknownNameError for a name that means nothing.
    """
    sources = {source.name: source for source in load_sources(settings.home)}
    with opened(settings.database_url) as store, snapshot(store) as connection:
        chosen = _chosen(connection, names, sources)
        total = sum(count_cases(connection, source=each) for each in chosen.sources) + len(chosen.cases)
        check = _Check(connection, hear, progress, total)
        if anew:
            check.anew(settings, sources, local_engine(settings.workers), chosen)
        else:
            check.stored(chosen)
    return check.sum()


class _Choice:
    """The cases of the `sources` (None: of any), and further `cases`."""

    def __init__(self, connection: Connection, sources: Sequence[str | None], cases: Sequence[str]) -> None:
        self._connection, self.sources, self.cases = connection, sources, cases

    def __iter__(self) -> Iterator[list[str]]:
        for source in self.sources:
            last = ""
            while chunk := cases_of(self._connection, source=source, after=last, limit=_CHUNK):
                last = chunk[-1]
                yield chunk
        if self.cases:
            yield list(self.cases)


def _chosen(connection: Connection, names: Sequence[str], configured: Mapping[str, SourceSettings]) -> _Choice:
    if not names:
        return _Choice(connection, (None,), ())
    known = {*configured, *sources_of(connection)}
    sources = [name for name in dict.fromkeys(names) if name in known]
    cases = [name for name in dict.fromkeys(names) if name not in known]
    for name in cases:
        if not places_of(connection, [name]) and not count_decisions(connection, Wanted(case=name)):
            there = ", ".join(sorted(known)) or "none"
            raise UnknownNameError(f"{name} is no case and no source; there are the sources: {there}")
    return _Choice(connection, sources, cases)


class _Check:
    """The sums so far; each case is judged by itself, and forgotten."""

    def __init__(self, connection: Connection, hear: Hear, progress: Progress, total: int) -> None:
        self._connection, self._hear, self._progress, self._total = connection, hear, progress, total
        self._cases = self._decisions = 0
        self._outcomes: Counter[str] = Counter()
        self._states: Counter[str] = Counter()

    def stored(self, chunks: _Choice) -> None:
        for chunk in chunks:
            places = places_of(self._connection, chunk)
            for case in chunk:
                self._judge_stored(case, places.get(case))

    def anew(self, settings: Settings, sources: Mapping[str, SourceSettings], engine: Engine, chunks: _Choice) -> None:
        waiting: deque[Stored] = deque()
        self._progress(Step(doing="loading models", total=self._total))
        tasks = batches(self._connection, settings, sources, self._documents(chunks, sources), waiting)
        with drawn(engine, partial(mill, workshop_of(settings)), tasks) as results:
            for outcome in (each for result in results for each in result.outcomes):
                known = waiting.popleft().known
                place = Place(known.source.name, known.source.uri, known.title, live=True)
                if isinstance(outcome, Refused):
                    self._tell(known.id, "unread", f"{place.uri} would go into quarantine ({outcome.message})")
                else:
                    self._judge(known.id, place, CaseRecord.model_validate_json(outcome.document))

    def _documents(self, chunks: _Choice, sources: Mapping[str, SourceSettings]) -> Iterator[bytes]:
        """Records whose pages can be extracted anew; all others are judged as they are stored."""
        for chunk in chunks:
            places = places_of(self._connection, chunk)
            for case in chunk:
                place = places.get(case)
                if place and place.live and place.source in sources:
                    yield read_document(self._connection, case)
                else:
                    self._judge_stored(case, place)

    def _judge_stored(self, case: str, place: Place | None) -> None:
        if place is None:
            self._tell(case, "unknown", "no such case was ever here; what was decided is kept for the day it comes")
            return
        try:
            record = machine_record(self._connection, case)
        except StoreError as error:
            self._tell(case, "unread", str(error))
            return
        self._judge(case, place, record)

    def _judge(self, case: str, place: Place, record: CaseRecord) -> None:
        decisions = in_order(decisions_of(self._connection, case))
        if not place.live:
            self._states["gone"] += 1
            message = f"{place.source}/{place.uri} is gone; what was decided is kept, and judged by its last record"
            self._hear(JudgedCase(case=case, state="gone", decisions=len(decisions), message=message))
        for each in judged(record, place, decisions):
            if each.fate:
                self._outcomes[each.fate.outcome] += 1
            if each.fate and each.fate.outcome in _TOLD:
                self._hear(each)
        self._count(len(decisions))

    def _tell(self, case: str, state: str, message: str) -> None:
        count = count_decisions(self._connection, Wanted(case=case))
        self._states[state] += 1
        self._hear(JudgedCase.model_validate({"case": case, "state": state, "decisions": count, "message": message}))
        self._count(count)

    def _count(self, decisions: int) -> None:
        self._cases += 1
        self._decisions += decisions
        self._progress(Step(doing="applying decisions", pages=1, total=self._total))

    def sum(self) -> Judgement:
        return Judgement(
            cases=self._cases,
            decisions=self._decisions,
            outcomes={each.value: self._outcomes[each] for each in Outcome if self._outcomes[each]},
            states=dict(self._states),
        )
