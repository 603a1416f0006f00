"""The pages of a source: looked up, archived, and those that are new in batches for milling."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine

from models.frozen import Frozen
from models.report import SourceCounts
from pipeline import archive
from pipeline.clock import now
from pipeline.folder import ListedFile, list_folder
from pipeline.milling import Batch, BatchResult, Refused, Task, unreadable
from pipeline.sources import SourceSettings
from pipeline.store.database import writing
from pipeline.store.pages import PageState, capture_times, known_pages, mark_seen
from pipeline.store.results import Stamp, store_result
from pipeline.store.runs import add_counts

_LOOKED_UP_AT_ONCE = 200
_THREADS = 16
Item = TypeVar("Item")


class Arrival(Frozen):
    """A source in a run: its folder, and what its pages are milled with."""

    source: SourceSettings
    folder: Path
    run: str
    mill_key: str

    def stamp(self) -> Stamp:
        """What the rows of this moment bear."""
        return Stamp(run=self.run, mill_key=self.mill_key, at=now())


class News(Frozen):
    """What a look at some pages gave: batches to mill, and how many pages need none (`seen`)."""

    seen: int
    batches: tuple[Batch, ...]


def files_of(arrival: Arrival) -> Iterator[ListedFile]:
    """The source's files. Raises SettingsError where a folder cannot be listed."""
    return list_folder(arrival.folder, include=arrival.source.include, exclude=arrival.source.exclude)


def new_pages(store: Engine, raw: Path, arrival: Arrival, *, batch_size: int) -> Iterator[News]:
    """The source's pages, a few hundred at a time: those that the store does not know with these bytes, in batches.

    The others are counted and marked as seen; those that cannot be opened go into quarantine.
    """
    for files in _chunks(files_of(arrival), _LOOKED_UP_AT_ONCE):
        tasks, closed = _look_up(store, raw, arrival, files)
        if closed:
            with writing(store) as connection:
                store_result(connection, arrival.stamp(), closed)
        batches = tuple(_batch(arrival.source, chunk) for chunk in _chunks(tasks, batch_size))
        yield News(seen=sum(file.is_page for file in files) - len(tasks), batches=batches)


def _look_up(
    store: Engine, raw: Path, arrival: Arrival, files: Sequence[ListedFile]
) -> tuple[list[Task], BatchResult | None]:
    listed = [file for file in files if file.is_page]
    digests, closed = _each(listed, lambda file: archive.digest_of(file.path))
    with writing(store) as connection:
        seen = _mark_seen(connection, arrival, digests)
        skipped = SourceCounts(skipped=len(files) - len(listed))
        add_counts(connection, arrival.run, arrival.source.name, skipped)
        times = capture_times(connection, arrival.source.name, digests.keys() - seen)
    new = [file for file in listed if file.uri in digests.keys() - seen]
    kept, lost = _each(new, lambda file: archive.keep(raw, file.path, digests[file.uri]))
    tasks = [
        Task(
            uri=uri,
            path=archive.address(raw, digest),
            sha256=digest,
            captured_at=times.get((uri, digest)) or now(),
        )
        for uri, digest in kept.items()
    ]
    return tasks, _refused(arrival.source, [file for file in listed if file.uri in closed | lost], closed | lost)


def _each(
    files: Sequence[ListedFile], digest: Callable[[ListedFile], str]
) -> tuple[dict[str, str], dict[str, OSError]]:
    """The digest of each file by uri, in order, and the errors of those that cannot be read."""

    def attempt(file: ListedFile) -> str | OSError:
        try:
            return digest(file)
        except OSError as error:
            return error

    # Threads, because each file waits for the disk; together they wait once.
    with ThreadPoolExecutor(_THREADS) as threads:
        results = dict(zip((file.uri for file in files), threads.map(attempt, files), strict=True))
    digests = {uri: result for uri, result in results.items() if isinstance(result, str)}
    return digests, {uri: result for uri, result in results.items() if isinstance(result, OSError)}


def _refused(source: SourceSettings, files: Sequence[ListedFile], errors: Mapping[str, OSError]) -> BatchResult | None:
    if not files:
        return None
    reasons = [unreadable(file.uri, errors[file.uri]) for file in files]
    outcomes = tuple(Refused(code=reason.code, message=str(reason)) for reason in reasons)
    return BatchResult(batch=_batch(source, [Task(uri=file.uri, path=file.path) for file in files]), outcomes=outcomes)


def _batch(source: SourceSettings, tasks: Sequence[Task]) -> Batch:
    return Batch(
        source=source.name,
        template=source.template,
        language=source.language,
        region=source.region,
        tasks=tuple(tasks),
    )


def _mark_seen(connection: Connection, arrival: Arrival, digests: dict[str, str]) -> set[str]:
    name = arrival.source.name
    known = known_pages(connection, name, digests)
    seen = [page for uri, page in known.items() if page.holds(digests[uri], arrival.mill_key)]
    mark_seen(connection, arrival.run, name, seen, at=now())
    quarantined = sum(page.state is PageState.QUARANTINED for page in seen)
    counts = SourceCounts(pages=len(seen), unchanged=len(seen) - quarantined, quarantined=quarantined)
    add_counts(connection, arrival.run, name, counts)
    return {page.uri for page in seen}


def _chunks(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk
