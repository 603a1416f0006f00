"""Records of files, without a store."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby, islice
from pathlib import Path

from models.capture import Capture
from models.frozen import revise
from pipeline.folder import list_folder, text_of
from pipeline.milling import Batch, Outcome, Task, Workshop, drawn, mill, mill_capture
from pipeline.pool import local_engine

STANDARD_INPUT = "-"
_BATCH_SIZE = 4


def extract_paths(
    paths: Iterable[str], hints: Batch, workshop: Workshop, *, workers: int
) -> Iterator[tuple[str, Outcome]]:
    """Each page's path and its record or refusal, in order; a folder's pages are walked, `-` is standard input.

    A page's uri is its path in the folder named, or the file's name. `hints` says what holds of all pages; its tasks
    do not count.
    """
    for is_input, group in groupby(paths, STANDARD_INPUT.__eq__):
        if is_input:
            yield from ((STANDARD_INPUT, mill_capture(workshop, _input(hints, workshop))) for _ in group)
        else:
            yield from _files(map(Path, group), hints, workshop, workers)


def _files(paths: Iterable[Path], hints: Batch, workshop: Workshop, workers: int) -> Iterator[tuple[str, Outcome]]:
    batches = (revise(hints, tasks=tuple(tasks)) for tasks in _chunks(_tasks(paths)))
    with drawn(local_engine(workers), partial(mill, workshop), batches) as results:
        for result in results:
            for task, outcome in zip(result.batch.tasks, result.outcomes, strict=True):
                yield text_of(task.path), outcome


def _tasks(paths: Iterable[Path]) -> Iterator[Task]:
    for path in paths:
        if path.is_dir():
            yield from (Task(uri=file.uri, path=file.path) for file in list_folder(path) if file.is_page)
        else:
            yield Task(uri=text_of(Path(path.name)), path=path)


def _input(hints: Batch, workshop: Workshop) -> Capture:
    # One byte more than is allowed: enough to tell that it is too large.
    content = sys.stdin.buffer.read(workshop.max_page_bytes + 1)
    return Capture(
        source=hints.source,
        uri=STANDARD_INPUT,
        content=content,
        template=hints.template,
        language=hints.language,
        region=hints.region,
    )


def _chunks(tasks: Iterator[Task]) -> Iterator[Sequence[Task]]:
    while chunk := list(islice(tasks, _BATCH_SIZE)):
        yield chunk
