"""The pages of a source: looked up, and those that are new in batches for milling. Where they come from, a lookout
knows: of a folder, or of the web."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Protocol, TypeVar

from sqlalchemy import Connection, Engine

from models.frozen import Frozen
from models.report import SourceCounts
from pipeline import archive
from pipeline.clock import now
from pipeline.journal.entries import Failed, Healed, stored_entries
from pipeline.journal.writing import Journal
from pipeline.milling import Batch, BatchResult, Refused, Task
from pipeline.sources import SourceSettings
from pipeline.store.pages import CapturedPage, KnownPage, PageState, known_captures, known_pages, mark_seen
from pipeline.store.results import store_result
from pipeline.store.runs import add_counts
from pipeline.store.steps import Stamp
from pipeline.store.unfetched import Failure, heal, mark_missing, note_failures

Item = TypeVar("Item")


class Copy(Frozen):
    """A page's bytes by their digest, and what the outside declares of them; without `captured_at`, now."""

    sha256: str
    media_type: str | None = None
    charset: str | None = None
    captured_at: str | None = None


class Look(Frozen):
    """Some pages of a source: those with bytes, those that gave none, and those that are missing but not yet gone.

    `leads` are addresses that led to pages, `lost_leads` those that could not. `skipped` counts what by the source's
    settings is no page.
    """

    copies: Mapping[str, Copy]
    failures: tuple[Failure, ...] = ()
    missing: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    lost_leads: tuple[Failure, ...] = ()
    skipped: int = 0

    @property
    def pages(self) -> int:
        """How many pages were looked at."""
        return len(self.copies) + len(self.failures) + len(self.missing)


class Lookout(Protocol):
    """Where a source's pages come from."""

    def looks(self) -> Iterator[Look]:
        """All pages, a few at a time, each once. Raises SettingsError where they cannot be listed."""

    def keep(self, copies: Mapping[str, Copy]) -> tuple[Mapping[str, Copy], tuple[Failure, ...]]:
        """The pages whose bytes lie in the archive from now on, and those whose bytes can no longer be had."""

    def total(self) -> int:
        """How many pages there are, as far as is known."""


@dataclass(frozen=True)
class Arrival:
    """A source in a run, whose journal is `journal`, and what its pages are milled with."""

    source: SourceSettings
    journal: Journal
    mill_key: str

    @property
    def run(self) -> str:
        """The run's name."""
        return self.journal.run

    def batch(self, tasks: Sequence[Task]) -> Batch:
        """The pages, to be milled with what curators have taught when the run began."""
        return batch_of(self.source, tasks, vocabulary=self.journal.vocabulary)

    def keep(self, store: Engine, result: BatchResult) -> SourceCounts:
        """What the batch adds to the source's counts; it stands in journal and store from now on."""
        stamp = Stamp(run=self.run, mill_key=self.mill_key, at=now(), decided=self.journal.decided)
        with self.journal.transaction(store) as connection:
            self.journal.add(*stored_entries(stamp, result))
            return store_result(connection, stamp, result)


class News(Frozen):
    """What a look at some pages gave: batches to mill, and how many pages need none (`seen`)."""

    seen: int
    batches: tuple[Batch, ...]


def new_pages(store: Engine, raw: Path, arrival: Arrival, lookout: Lookout, *, batch_size: int) -> Iterator[News]:
    """The source's pages, a few hundred at a time: those that the store does not know with these bytes, in batches.

    The others are counted and marked as seen; those that cannot be had go into quarantine.
    """
    for look in lookout.looks():
        tasks, closed = _look_up(store, raw, arrival, lookout, look)
        if closed:
            arrival.keep(store, closed)
        batches = tuple(arrival.batch(chunk) for chunk in chunks(tasks, batch_size))
        yield News(seen=look.pages - len(tasks), batches=batches)


def _look_up(
    store: Engine, raw: Path, arrival: Arrival, lookout: Lookout, look: Look
) -> tuple[list[Task], BatchResult | None]:
    name = arrival.source.name
    with arrival.journal.transaction(store) as connection:
        seen = _mark_seen(connection, arrival, look.copies)
        closed = _mark_unseen(connection, arrival, look)
        new = {uri: copy for uri, copy in look.copies.items() if uri not in seen}
        before = known_captures(connection, name, new)
    kept, lost = lookout.keep(new)
    tasks = [
        task_of(archive.address(raw, copy.sha256), uri, copy, before.get((uri, copy.sha256)))
        for uri, copy in kept.items()
    ]
    return tasks, _refused(arrival.source, [*closed, *lost])


def _mark_seen(connection: Connection, arrival: Arrival, copies: Mapping[str, Copy]) -> set[str]:
    name = arrival.source.name
    known = known_pages(connection, name, copies)
    seen = [page for uri, page in known.items() if page.holds(copies[uri].sha256, arrival.mill_key)]
    mark_seen(connection, arrival.run, name, seen, at=now())
    well = [page.uri for page in seen if page.state is not PageState.QUARANTINED]
    _heal(connection, arrival, well)
    counts = SourceCounts(pages=len(seen), unchanged=len(well), quarantined=len(seen) - len(well))
    add_counts(connection, arrival.run, name, counts)
    return {page.uri for page in seen}


def _mark_unseen(connection: Connection, arrival: Arrival, look: Look) -> list[Failure]:
    """Counts and marks the pages that gave no bytes; what comes back are those of which nothing is known."""
    name = arrival.source.name
    mark_missing(connection, arrival.run, name, look.missing)
    known = known_pages(connection, name, [failure.uri for failure in look.failures])
    had = {uri: page for uri, page in known.items() if _was_had(page)}
    mark_seen(connection, arrival.run, name, list(had.values()), at=now())
    # A page whose last bytes are in quarantine stays there for that reason.
    news = [each for each in look.failures if each.uri in had and had[each.uri].state is not PageState.QUARANTINED]
    _note(connection, arrival, [*news, *look.lost_leads])
    _heal(connection, arrival, look.leads)
    quarantined = len(had) + len(look.lost_leads)
    counts = SourceCounts(pages=quarantined, quarantined=quarantined, missing=len(look.missing), skipped=look.skipped)
    add_counts(connection, arrival.run, name, counts)
    return [each for each in look.failures if each.uri not in had]


def _note(connection: Connection, arrival: Arrival, failures: Sequence[Failure]) -> None:
    if failures:
        at = now()
        note_failures(connection, arrival.run, arrival.source.name, failures, at=at)
        arrival.journal.add(Failed(source=arrival.source.name, at=at, failures=tuple(failures)))


def _heal(connection: Connection, arrival: Arrival, uris: Sequence[str]) -> None:
    if healed := heal(connection, arrival.source.name, uris):
        arrival.journal.add(Healed(source=arrival.source.name, uris=healed))


def _was_had(page: KnownPage) -> bool:
    return page.sha256 is not None and page.state is not PageState.GONE


def task_of(path: Path, uri: str, copy: Copy, before: CapturedPage | None = None) -> Task:
    """The page to mill, its bytes at `path`; `before` is their first capture, if it is known."""
    return Task(
        uri=uri,
        path=path,
        sha256=copy.sha256,
        captured_at=(before or copy).captured_at or now(),
        media_type=copy.media_type,
        charset=copy.charset,
    )


def _refused(source: SourceSettings, failures: Sequence[Failure]) -> BatchResult | None:
    if not failures:
        return None
    outcomes = tuple(Refused(code=failure.code, message=failure.message) for failure in failures)
    tasks = [Task(uri=failure.uri, path=Path(failure.uri), sha256=failure.sha256) for failure in failures]
    return BatchResult(batch=batch_of(source, tasks), outcomes=outcomes)


def batch_of(source: SourceSettings, tasks: Sequence[Task], *, vocabulary: str | None = None) -> Batch:
    """The pages with what their source says of all of them."""
    return Batch(
        source=source.name,
        template=source.template,
        language=source.language,
        region=source.region,
        vocabulary=vocabulary,
        tasks=tuple(tasks),
    )


def chunks(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """The items in lists of at most `size`."""
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk
