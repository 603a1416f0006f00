"""A store made of what the journals tell and the bytes in the archive."""

from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, Engine

from extractors.identity import case_id
from pipeline import archive
from pipeline.fingerprint import mill_key
from pipeline.journal.entries import Begun, Ended, Failed, Gone, Healed, Released, Settled, Stored, stored_entries
from pipeline.milling import Batch, BatchResult, Milled, Outcome, Refused, Task, Workshop, drawn, mill
from pipeline.milling import Engine as Milling
from pipeline.rebuilding.retelling import Retelling
from pipeline.rebuilding.scenes import Pages, Scene, standing
from pipeline.release.manifest import Release
from pipeline.store.database import writing
from pipeline.store.holds import note_holds
from pipeline.store.pages import mark_gone, mark_rest_seen, mark_untried
from pipeline.store.results import store_result
from pipeline.store.runs import begin_run, finish_run, set_met
from pipeline.store.settlement import settle_cases
from pipeline.store.steps import Stamp
from pipeline.store.unfetched import heal, note_failures

_Page = tuple[str, str]


class Replay:
    """Everything that happened, happening again.

    Pages are milled as they came, with the program of today, and the store has the decisions of curators. `lost` says
    which bytes are missing or damaged, `strays` which pages gave something else than they did then, `astray` to which
    cases decisions did something else, `vocabularies` which of the curators' vocabularies are there whole.
    """

    def __init__(
        self, store: Engine, raw: Path, fingerprint: str, release: Callable[[Release], None], retelling: Retelling
    ) -> None:
        self._store = store
        self._raw = raw
        self._fingerprint = fingerprint
        self._release = release
        self._retelling = retelling
        self._waiting: deque[Pages | Scene] = deque()
        self._made: str | None = None
        self._held: dict[_Page, tuple[str | None, str, str | None]] = {}
        self.runs = 0
        self.lost: dict[_Page, Path] = {}
        self.strays: set[_Page] = set()
        self.astray: set[str] = set()
        self.vocabularies: dict[str, bool] = {}

    def play(
        self, told: Iterator[Pages | Scene], workshop: Workshop, engine: Milling, heard: Callable[[int], None]
    ) -> None:
        """All of it; `heard` counts the pages."""
        with drawn(engine, partial(mill, workshop), self._batches(told)) as results:
            for result in results:
                heard(self._play_until(result))
        heard(self._play_until(None))

    def _batches(self, told: Iterator[Pages | Scene]) -> Iterator[Batch]:
        """What has to be milled; all that was told meanwhile waits for its turn."""
        for scene in told:
            if isinstance(scene, Scene):
                self._foresee(scene)
                self._waiting.append(scene)
                continue
            fresh, stale = self._sifted(scene)
            self._waiting.append(fresh)
            if stale:
                self._waiting.append(stale)
            if batch := self._batch(fresh):
                yield batch

    def _sifted(self, scene: Pages) -> tuple[Pages, Scene | None]:
        """Without the pages that were milled again by another program: by today's they are milled already. What
        decisions changed when they were, they change all the same.
        """
        key = mill_key(self._fingerprint, scene.run.sources[scene.lines[0].source])
        fresh, known = [], {}
        for line in scene.lines:
            page, now = _page(line), (line.sha256, key, scene.run.vocabulary)
            if self._held.get(page) != now or line.refused:
                fresh.append(line)
            else:
                known[case_id(*page)] = ""
            self._held.pop(page, None)
            if not line.refused:
                self._held[page] = now
        again = Scene(scene.run, Settled(at=scene.lines[0].at, cases=known)) if known and scene.run.decided else None
        return Pages(scene.run, tuple(fresh)), again

    def _foresee(self, scene: Scene) -> None:
        if isinstance(scene.entry, Gone):
            for uri in scene.entry.uris:
                self._held.pop((scene.entry.source, uri), None)
        elif isinstance(scene.entry, Failed):
            for failure in scene.entry.failures:
                self._held.pop((scene.entry.source, failure.uri), None)

    def _batch(self, scene: Pages) -> Batch | None:
        tasks = tuple(self._task(line) for line in scene.lines if standing(line) is None)
        if not tasks:
            return None
        return _batch_of(scene, tasks, vocabulary=self._vocabulary(scene.run))

    def _vocabulary(self, begun: Begun) -> str | None:
        digest = begun.vocabulary
        if digest is not None and digest not in self.vocabularies:
            self.vocabularies[digest] = archive.is_whole(self._raw, digest)
        return digest if digest and self.vocabularies[digest] else None

    def _task(self, line: Stored) -> Task:
        path = archive.address(self._raw, line.sha256) if line.sha256 else Path(line.uri)
        return Task(
            uri=line.uri,
            path=path,
            sha256=line.sha256,
            captured_at=line.captured_at,
            media_type=line.media_type,
            charset=line.charset,
        )

    def _play_until(self, result: BatchResult | None) -> int:
        """How many pages were stored up to the batch of `result` and with it; without one, all that waits."""
        pages = 0
        while self._waiting:
            scene = self._waiting.popleft()
            if isinstance(scene, Scene):
                self._play(scene)
                continue
            pages += len(scene.lines)
            mine = self._batch(scene) is not None
            self._store_pages(scene, result.outcomes if mine and result else ())
            if mine:
                return pages
        return pages

    def _store_pages(self, scene: Pages, outcomes: tuple[Outcome, ...]) -> None:
        if not scene.lines:
            return
        milled = iter(outcomes)
        told = tuple(standing(line) or next(milled) for line in scene.lines)
        for line, outcome in zip(scene.lines, told, strict=True):
            self._compare(line, outcome)
        first, run = scene.lines[0], scene.run
        batch = _batch_of(scene, tuple(map(self._task, scene.lines)))
        key = mill_key(self._fingerprint, run.sources[first.source])
        stamp = Stamp(run=run.run, mill_key=key, at=first.at, decided=run.decided)
        result = BatchResult(batch=batch, outcomes=told)
        self._retelling.tell(run.run, stored_entries(stamp, result))
        with writing(self._store) as connection:
            store_result(connection, stamp, result)
            # With bytes again, they are no longer those that were refused.
            mark_untried(connection, first.source, [line.uri for line in scene.lines if _page(line) in self.lost])

    def _compare(self, line: Stored, outcome: Outcome) -> None:
        page = _page(line)
        if isinstance(outcome, Refused) and line.sha256 and not archive.is_whole(self._raw, line.sha256):
            self.lost[page] = archive.set_aside(self._raw, line.sha256)
        elif isinstance(outcome, Milled):
            if line.refused or (line.digest and line.digest != outcome.digest):
                self.strays.add(page)
        elif line.digest or (line.refused and line.refused.code != outcome.code):
            self.strays.add(page)

    def _play(self, scene: Scene) -> None:
        run = scene.run.run
        if isinstance(scene.entry, Settled):
            self._settle(scene.run, scene.entry)
            return
        self._retelling.tell(run, [scene.entry])
        if isinstance(scene.entry, Released):
            self._made = scene.entry.release.run
            self._release(scene.entry.release)
            return
        with writing(self._store) as connection:
            match scene.entry:
                case Begun() as begun:
                    self._begin(connection, begun)
                case Failed(source=source, failures=failures, at=at):
                    note_failures(connection, run, source, failures, at=at)
                case Healed(source=source, uris=uris):
                    heal(connection, source, uris)
                case Gone(source=source, uris=uris):
                    mark_gone(connection, run, source, uris)
                case Ended() as ended:
                    self._end(connection, run, ended)

    def _settle(self, begun: Begun, told: Settled) -> None:
        stamp = Stamp(run=begun.run, mill_key="", at=told.at, decided=begun.decided)
        with writing(self._store) as connection:
            now = settle_cases(connection, stamp, list(told.cases)).digests
        self.astray |= {case for case, digest in told.cases.items() if digest and now.get(case) != digest}
        if now:
            self._retelling.tell(begun.run, [Settled(at=told.at, cases=now)])

    def _begin(self, connection: Connection, begun: Begun) -> None:
        self.runs += 1
        self._made = None
        begin_run(connection, begun.run, sources=begun.sources, fingerprint=begun.fingerprint, at=begun.at)

    def _end(self, connection: Connection, run: str, ended: Ended) -> None:
        finish_run(connection, run, ended.state, at=ended.at, seconds=ended.seconds, release=self._made)
        set_met(connection, run, ended.sources)
        if ended.held is not None:
            note_holds(connection, ended.held, at=ended.at or "")
        for source, met in ended.sources.items():
            if met.complete and ended.at:
                mark_rest_seen(connection, run, source, at=ended.at)


def _page(line: Stored) -> _Page:
    return line.source, line.uri


def _batch_of(scene: Pages, tasks: tuple[Task, ...], *, vocabulary: str | None = None) -> Batch:
    source = scene.lines[0].source
    return Batch(source=source, tasks=tasks, vocabulary=vocabulary, **scene.run.sources[source].model_dump())
