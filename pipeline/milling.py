"""Pages in batches, as they go to the processes that mill them, and what comes back."""

import gc
import traceback
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from models.capture import Capture
from models.errors import OversizedPageError, PageError, UnreadablePageError, UsageError
from models.frozen import Frozen
from models.record import CaseRecord
from pipeline.blackbox import limited
from pipeline.gates.measures import measures_of
from pipeline.settings import Settings
from pipeline.things import CaseThing, things_of
from pipeline.values import values_of
from pipeline.vocabulary_store import read_vocabulary

if TYPE_CHECKING:
    from extractors.toolkit import Toolkit

FAULT = "fault"
KILLED = "killed"
MEMORY = "memory"
TIMEOUT = "timeout"
# What may pass by itself is tried in so many runs; then the page is left alone until its bytes or the code change.
PASSING = frozenset({KILLED, MEMORY, TIMEOUT})
ATTEMPTS = 3


class Workshop(Frozen):
    """What a process needs to mill; `models` are pairs of language and spaCy package, `raw` is the archive.

    A worker process that spends more than `page_seconds` on one page ends itself.
    """

    templates: Path | None = None
    raw: Path | None = None
    models: tuple[tuple[str, str], ...] = ()
    max_page_bytes: int
    page_seconds: float = 60


def workshop_of(settings: Settings) -> Workshop:
    """The workshop that the settings describe."""
    return Workshop(
        templates=settings.own_templates,
        raw=settings.raw,
        models=tuple(sorted(settings.models.items())),
        max_page_bytes=settings.max_page_bytes,
        page_seconds=settings.page_seconds,
    )


class Task(Frozen):
    """One page to mill: the file with its bytes; `sha256` is checked where it is given.

    `media_type` and `charset` are what the outside declared, or None.
    """

    uri: str
    path: Path
    sha256: str | None = None
    captured_at: str | None = None
    media_type: str | None = None
    charset: str | None = None


class Batch(Frozen):
    """Pages of one source, and what the source says of all of them.

    `vocabulary` is the digest of the curators' vocabulary in the workshop's archive (`pipeline.vocabulary_store`).
    """

    source: str
    vocabulary: str | None = None
    template: str | None = None
    language: str | None = None
    region: str | None = None
    tasks: tuple[Task, ...]


class Milled(Frozen):
    """A page's record: `document` is its JSON, `digest` that of its content.

    Two captures of a page with the same content have the same `digest`, whatever their bytes and time of capture.
    """

    kind: Literal["milled"] = "milled"
    case_id: str
    title: str
    language: str
    template: str | None
    digest: str
    document: bytes
    values: tuple[tuple[str, str, int], ...]
    things: tuple[CaseThing, ...]
    measures: Mapping[str, float]


class Refused(Frozen):
    """Why a page gave no record; `trace` is there for faults of ours."""

    kind: Literal["refused"] = "refused"
    code: str
    message: str
    trace: str | None = None


Outcome = Milled | Refused


class BatchResult(Frozen):
    """The batch and its outcomes, in the order of its tasks."""

    batch: Batch
    outcomes: tuple[Outcome, ...]


Mill = Callable[[Batch], BatchResult]


class Engine(Protocol):
    """Maps `mill` over the batches.

    An engine draws batches as it needs them (a few ahead, never all) and yields results in their order, both in the
    thread that iterates: drawing reads and writes the store. `mill` can be pickled; it may run in any process.
    """

    def __call__(self, mill: Mill, batches: Iterable[Batch]) -> Iterator[BatchResult]: ...


@contextmanager
def drawn(engine: Engine, mill: Mill, batches: Iterable[Batch]) -> Iterator[Iterator[BatchResult]]:
    """The engine's results; however the caller leaves, the engine has ended before."""
    results = engine(mill, batches)
    try:
        yield results
    finally:
        if isinstance(results, Generator):
            results.close()


def mill(workshop: Workshop, batch: Batch) -> BatchResult:
    """Every page of the batch as a record, or the reason why not.

    Raises UsageError where a template or a name in the settings is wrong, StoreError where the vocabulary cannot be
    read: that is no page's fault.
    """
    _toolkit(workshop, batch.vocabulary)
    return BatchResult(batch=batch, outcomes=tuple(_outcome(workshop, batch, task) for task in batch.tasks))


def mill_capture(workshop: Workshop, capture: Capture) -> Outcome:
    """The record of one capture, or the reason why not. Raises UsageError as `mill` does."""
    return _attempt(workshop, None, capture.uri, lambda: capture)


def _outcome(workshop: Workshop, batch: Batch, task: Task) -> Outcome:
    def capture() -> Capture:
        return Capture(
            source=batch.source,
            uri=task.uri,
            content=_content(task, workshop.max_page_bytes),
            captured_at=task.captured_at,
            media_type=task.media_type,
            charset=task.charset,
            template=batch.template,
            language=batch.language,
            region=batch.region,
        )

    return _attempt(workshop, batch.vocabulary, task.uri, capture)


def _attempt(workshop: Workshop, vocabulary: str | None, uri: str, capture: Callable[[], Capture]) -> Outcome:
    # Imported where it is used: spaCy takes seconds, and a run with nothing new needs none of it.
    from extractors.extract import extract

    try:
        with limited(workshop.page_seconds):
            toolkit = _toolkit(workshop, vocabulary)
            return milled(extract(capture(), toolkit, max_bytes=workshop.max_page_bytes))
    except (UsageError, ImportError):
        raise
    except PageError as error:
        return Refused(code=error.code, message=str(error))
    except MemoryError:
        fact = f"{uri} needs more memory than there is: it is tried in {ATTEMPTS} runs, then left alone"
        return Refused(
            code=MEMORY, message=f"{fact}; give casemill more, or leave it out", trace=traceback.format_exc()
        )
    except Exception as error:  # noqa: BLE001 -- one page's fault must not end the run; its trace is kept
        fact = f"{type(error).__name__}: {error}".splitlines()[0]
        return Refused(
            code=FAULT,
            message=f"{uri} met a fault of casemill ({fact}): please report it",
            trace=traceback.format_exc(),
        )


def _content(task: Task, max_bytes: int) -> bytes:
    try:
        if (size := task.path.stat().st_size) > max_bytes:
            megabytes, allowed = (f"{each / 2**20:.1f} MB" for each in (size, max_bytes))
            raise OversizedPageError(
                f"{task.uri} has {megabytes}, more than the {allowed} allowed: raise max_page_bytes, or leave it out"
            )
        content = task.path.read_bytes()
    except OSError as error:
        raise unreadable(task.uri, error) from error
    if task.sha256 and sha256(content).hexdigest() != task.sha256:
        raise UnreadablePageError(f"{task.uri} has changed in the archive: restore {task.path} from a copy")
    return content


def unreadable(uri: str, error: OSError) -> UnreadablePageError:
    """The page error for a file that cannot be opened."""
    if isinstance(error, FileNotFoundError):
        return UnreadablePageError(f"{uri} is not there: check the path, or mend the link")
    return UnreadablePageError(f"{uri} cannot be opened ({error.strerror}): make it readable, or leave it out")


def milled(record: CaseRecord) -> Milled:
    """The record as it travels to the store."""
    # pydantic's own copy suffices: the parts were validated, and only their digest is wanted.
    plain = record.source.model_copy(update={"sha256": "", "captured_at": None})
    content = record.model_copy(update={"source": plain})
    return Milled(
        case_id=record.id,
        title=record.title,
        language=record.language,
        template=record.template.key if record.template else None,
        digest=sha256(content.model_dump_json().encode()).hexdigest(),
        document=record.model_dump_json().encode(),
        values=values_of(record),
        things=things_of(record),
        measures=measures_of(record),
    )


def _toolkit(workshop: Workshop, vocabulary: str | None) -> "Toolkit":
    return _plain_toolkit(workshop) if vocabulary is None else _taught_toolkit(workshop, vocabulary)


@cache
def _plain_toolkit(workshop: Workshop) -> "Toolkit":
    from extractors.toolkit import load_toolkit

    # A page makes many small objects and hardly a cycle; the collector's defaults are for programs that make few.
    gc.set_threshold(50_000, 20, 50)
    return load_toolkit(workshop.templates, models=dict(workshop.models))


@lru_cache(maxsize=2)
def _taught_toolkit(workshop: Workshop, vocabulary: str) -> "Toolkit":
    from extractors.entities.taught.index import index_of

    if workshop.raw is None:
        raise UsageError("a vocabulary lies in the archive, and the workshop has none: give it raw")
    return replace(_plain_toolkit(workshop), taught=index_of(read_vocabulary(workshop.raw, vocabulary)))
