"""Stored cases extracted anew, beside what the machine said of them: what would change. Nothing is written."""

from collections import Counter, defaultdict, deque
from collections.abc import Sequence
from functools import partial
from heapq import nsmallest
from itertools import islice

from pydantic import ValidationError

from models.difference import FIELDS, Change, ChangeKind, difference
from models.impact import CaseImpact, Example, FieldImpact, ImpactReport
from models.record import CaseRecord
from models.report import QuarantinedPage
from pipeline.anew import Known, Stored, batches
from pipeline.milling import Engine, Outcome, Refused, drawn, mill, workshop_of
from pipeline.pool import local_engine
from pipeline.progress import Progress, Step, silent
from pipeline.settings import Settings
from pipeline.sources import load_sources
from pipeline.store.cases import count_live, live_machines
from pipeline.store.database import opened, reading

_WORST = 20
OUTDATED = "outdated"


def measure_impact(
    settings: Settings,
    names: Sequence[str] = (),
    *,
    limit: int | None = None,
    examples: int = 3,
    engine: Engine | None = None,
    progress: Progress = silent,
) -> ImpactReport:
    """What extracting the live cases of the sources `names` (default: all) anew would change.

    With a `limit` so many of them are taken, by their ids, which are digests: a fair sample, and the same each time.
    Raises UsageError where settings or sources are wrong.
    """
    sources = {source.name: source for source in load_sources(settings.home, names)}
    tally = _Tally(examples)
    waiting: deque[Stored] = deque()
    with opened(settings.database_url) as store, reading(store) as connection:
        live = sum(count_live(connection, name) for name in sources)
        total = live if limit is None else min(live, limit)
        progress(Step(doing="loading models", total=total))
        documents = islice(live_machines(connection, sources), total)
        tasks = batches(connection, settings, sources, documents, waiting)
        run = engine or local_engine(settings.workers)
        with drawn(run, partial(mill, workshop_of(settings)), tasks) as results:
            for result in results:
                for outcome in result.outcomes:
                    tally.add(waiting.popleft(), outcome)
                progress(Step(doing="extracting anew", pages=len(result.outcomes), total=total))
    return tally.report()


class _Tally:
    """The sums over all cases, the most changed of them, and the first few changes of each sort."""

    def __init__(self, examples: int) -> None:
        self._examples = examples
        self._cases = 0
        self._evidence = 0
        self._changed = 0
        self._counts: Counter[tuple[str, ChangeKind]] = Counter()
        self._cases_of: Counter[str] = Counter()
        self._shown: defaultdict[tuple[str, ChangeKind], list[Example]] = defaultdict(list)
        self._worst: list[CaseImpact] = []
        self._refused: list[QuarantinedPage] = []

    def add(self, stored: Stored, outcome: Outcome) -> None:
        self._cases += 1
        if isinstance(outcome, Refused):
            self._refuse(stored, outcome.code, outcome.message)
        elif outcome.document != stored.document:
            try:
                before = CaseRecord.model_validate_json(stored.document)
            except ValidationError:
                uri = stored.known.source.uri
                self._refuse(stored, OUTDATED, f"{uri} is stored in a form of an earlier version: run its source again")
                return
            self._compare(stored.known, difference(before, CaseRecord.model_validate_json(outcome.document)))

    def _refuse(self, stored: Stored, code: str, message: str) -> None:
        source = stored.known.source
        self._refused.append(QuarantinedPage(source=source.name, uri=source.uri, code=code, message=message))

    def _compare(self, known: Known, changes: Sequence[Change]) -> None:
        if not changes:
            self._evidence += 1
            return
        self._changed += 1
        fields = Counter(change.field for change in changes)
        self._cases_of.update(fields.keys())
        for change in changes:
            sort = (change.field, change.kind)
            self._counts[sort] += 1
            if len(self._shown[sort]) < self._examples:
                self._shown[sort].append(Example(id=known.id, change=change))
        case = CaseImpact(
            id=known.id,
            title=known.title,
            source=known.source.name,
            uri=known.source.uri,
            changes=len(changes),
            fields=dict(fields.most_common()),
        )
        self._worst = nsmallest(_WORST, [*self._worst, case], key=lambda each: (-each.changes, each.id))

    def report(self) -> ImpactReport:
        return ImpactReport(
            cases=self._cases,
            changed=self._changed,
            evidence=self._evidence,
            fields={field: self._field(field) for field in FIELDS if self._cases_of[field]},
            worst=tuple(self._worst),
            refused=tuple(self._refused),
        )

    def _field(self, field: str) -> FieldImpact:
        return FieldImpact(
            cases=self._cases_of[field],
            appeared=self._counts[field, ChangeKind.APPEARED],
            changed=self._counts[field, ChangeKind.CHANGED],
            vanished=self._counts[field, ChangeKind.VANISHED],
            examples=tuple(example for kind in ChangeKind for example in self._shown[field, kind]),
        )
