"""Worker processes of our own, and the engine made of them."""

import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain
from multiprocessing import connection, get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from models.frozen import revise
from pipeline import blackbox
from pipeline.cores import keep_to_one_core
from pipeline.milling import ATTEMPTS, KILLED, TIMEOUT, Batch, BatchResult, Engine, Mill, Refused

# A worker takes seconds to load its models; below this many pages one process is done sooner.
FEW_PAGES = 40


class Pool:
    """Processes that mill, and outlive a page that kills or hangs one of them; any thread may call `mill`.

    The workers hear no Ctrl-C (their parent does) and end at once when the pool is closed or its process dies.
    """

    def __init__(self, mill: Mill, workers: int) -> None:
        self._mill = mill
        self._workers = workers
        self._lock = threading.Lock()
        self._careful = threading.Lock()
        self._workers_end, self._lifeline = get_context("spawn").Pipe(duplex=False)
        self._many: ProcessPoolExecutor | None = None
        self._alone: ProcessPoolExecutor | None = None
        self._closed = False
        self._folder = TemporaryDirectory(prefix="casemill-")
        self._box = Path(self._folder.name) / "box"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closed = True
        self._lifeline.close()
        for executor in filter(None, (self._many, self._alone)):
            executor.shutdown(wait=True, cancel_futures=True)
        self._workers_end.close()
        self._folder.cleanup()

    def mill(self, batch: Batch) -> BatchResult:
        """The batch's result. Where a worker dies on it, its pages are milled one by one and the culprit refused."""
        return self.finish(batch, self.begin(batch))

    def begin(self, batch: Batch) -> Future[BatchResult]:
        """The batch is in the queue; `finish` has its result."""
        with self._lock:
            try:
                self._many = self._many or self._executor(self._workers, Path(os.devnull))
                return _submit(self._many, self._mill, batch)
            except BrokenProcessPool:
                self._many = self._executor(self._workers, Path(os.devnull))
                return _submit(self._many, self._mill, batch)

    def finish(self, batch: Batch, begun: "Future[BatchResult]") -> BatchResult:
        """Waits for the result of what `begin` gave; see `mill`."""
        try:
            return begun.result()
        except BrokenProcessPool:
            if self._closed:
                raise
            with self._careful:
                pages = [self._mill_alone(revise(batch, tasks=(task,))) for task in batch.tasks]
            return BatchResult(batch=batch, outcomes=tuple(chain.from_iterable(page.outcomes for page in pages)))

    def _mill_alone(self, page: Batch) -> BatchResult:
        self._alone = self._alone or self._executor(1, self._box)
        try:
            return _submit(self._alone, self._mill, page).result()
        except BrokenProcessPool:
            self._alone = None
            return BatchResult(batch=page, outcomes=(_wreck(page.tasks[0].uri, self._box),))

    def _executor(self, workers: int, box: Path) -> ProcessPoolExecutor:
        # Spawned, not forked: a fork copies locks and threads of the libraries in whatever state they are.
        return ProcessPoolExecutor(
            workers, mp_context=get_context("spawn"), initializer=_live_with_parent, initargs=(self._workers_end, box)
        )


def local_engine(workers: int, *, isolate: bool = False) -> Engine:
    """An engine of `workers` processes; for few pages it is one process, this one unless `isolate`.

    What must go on whatever a page does, isolates: a page that hangs or crashes ends no more than its process.
    """

    def engine(mill: Mill, batches: Iterable[Batch]) -> Iterator[BatchResult]:
        rest = iter(batches)
        first: list[Batch] = []
        while sum(len(batch.tasks) for batch in first) < FEW_PAGES and (batch := next(rest, None)):
            first.append(batch)
        few = sum(len(batch.tasks) for batch in first) < FEW_PAGES
        if not first or (few and not isolate):
            yield from map(mill, first)
            return
        with Pool(mill, 1 if few else workers) as pool:
            yield from in_order(pool, chain(first, rest), ahead=2 * workers)

    return engine


def in_order(pool: Pool, batches: Iterable[Batch], *, ahead: int) -> Iterator[BatchResult]:
    """The results in the order of the batches, with at most `ahead` of them begun and not yielded."""
    begun: deque[tuple[Batch, Future[BatchResult]]] = deque()
    for batch in batches:
        begun.append((batch, pool.begin(batch)))
        if len(begun) >= ahead:
            yield pool.finish(*begun.popleft())
    while begun:
        yield pool.finish(*begun.popleft())


def _wreck(uri: str, box: Path) -> Refused:
    hung, trace = blackbox.read(box)
    if hung:
        fact, step = f"{uri} took longer than page_seconds allows", "raise that setting"
    else:
        fact, step = f"{uri} took its process down ({'a crash' if trace else 'out of memory?'})", "mend it"
    message = f"{fact}: it is tried in {ATTEMPTS} runs, then left alone; {step}, or leave it out"
    return Refused(code=TIMEOUT if hung else KILLED, message=message, trace=trace)


def _submit(executor: ProcessPoolExecutor, mill: Mill, batch: Batch) -> "Future[BatchResult]":
    with _without_interrupts():
        return executor.submit(mill, batch)


@contextmanager
def _without_interrupts() -> Iterator[None]:
    # A worker inherits the mask, and so never hears Ctrl-C, not even while it starts.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _live_with_parent(lifeline: connection.Connection, box: Path) -> None:
    def watch() -> None:
        connection.wait([lifeline])
        os._exit(1)

    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    blackbox.install(box)
    keep_to_one_core()
    threading.Thread(target=watch, daemon=True).start()
