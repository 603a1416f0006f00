"""Stored cases extracted anew, beside what is stored: what would change. Nothing is written."""

from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from heapq import nsmallest
from itertools import groupby, islice
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError
from sqlalchemy import Connection

from models.difference import FIELDS, Change, ChangeKind, difference
from models.impact import CaseImpact, Example, FieldImpact, ImpactReport
from models.record import CaseRecord, Source
from models.report import QuarantinedPage
from pipeline.archive import address
from pipeline.milling import Batch, Engine, Outcome, Refused, Task, drawn, mill, workshop_of
from pipeline.pool import local_engine
from pipeline.progress import Progress, Step, silent
from pipeline.settings import Settings
from pipeline.sources import SourceSettings, load_sources
from pipeline.store.cases import count_live, live_documents
from pipeline.store.database import opened, reading
from pipeline.store.pages import CapturedPage, known_captures

_BATCH_SIZE = 16
_WORST = 20
OUTDATED = "outdated"


class _Known(BaseModel):
    """What must be known of a stored record to extract it anew."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    title: str
    source: Source


class _Stored(NamedTuple):
    known: _Known
    document: bytes


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
    waiting: deque[_Stored] = deque()
    with opened(settings.database_url) as store, reading(store) as connection:
        live = sum(count_live(connection, name) for name in sources)
        total = live if limit is None else min(live, limit)
        progress(Step(doing="loading models", total=total))
        batches = _batches(connection, settings, sources, waiting, total)
        run = engine or local_engine(settings.workers)
        with drawn(run, partial(mill, workshop_of(settings)), batches) as results:
            for result in results:
                for outcome in result.outcomes:
                    tally.add(waiting.popleft(), outcome)
                progress(Step(doing="extracting anew", pages=len(result.outcomes), total=total))
    return tally.report()


def _batches(
    connection: Connection,
    settings: Settings,
    sources: Mapping[str, SourceSettings],
    waiting: deque[_Stored],
    total: int,
) -> Iterator[Batch]:
    """The archived pages of the first `total` cases; what is stored of them goes to `waiting`, in the same order."""
    documents = islice(live_documents(connection, sources), total)
    while chunk := [_Stored(_Known.model_validate_json(each), each) for each in islice(documents, _BATCH_SIZE)]:
        for name, group in groupby(sorted(chunk, key=_source_name), key=_source_name):
            cases = tuple(group)
            waiting.extend(cases)
            source = sources[name]
            declared = known_captures(connection, name, [each.known.source.uri for each in cases])
            yield Batch(
                source=name,
                template=source.template,
                language=source.language,
                region=source.region,
                tasks=tuple(_task(settings, each.known.source, declared) for each in cases),
            )


def _source_name(stored: _Stored) -> str:
    return stored.known.source.name


def _task(settings: Settings, source: Source, declared: Mapping[tuple[str, str], CapturedPage]) -> Task:
    page = declared.get((source.uri, source.sha256))
    return Task(
        uri=source.uri,
        path=address(settings.raw, source.sha256),
        sha256=source.sha256,
        captured_at=source.captured_at,
        media_type=page and page.media_type,
        charset=page and page.charset,
    )


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

    def add(self, stored: _Stored, outcome: Outcome) -> None:
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

    def _refuse(self, stored: _Stored, code: str, message: str) -> None:
        source = stored.known.source
        self._refused.append(QuarantinedPage(source=source.name, uri=source.uri, code=code, message=message))

    def _compare(self, known: _Known, changes: Sequence[Change]) -> None:
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
