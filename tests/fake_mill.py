"""Milling without extraction, for tests of what lies around it."""

import ctypes
import os
import re
import time
from collections.abc import Iterable, Iterator
from hashlib import sha256

from extractors.identity import case_id
from models.capture import Capture
from models.document import Span
from models.record import CaseRecord, Coverage, Finding, Section, Source
from models.vocabulary import Severity
from pipeline.blackbox import limited
from pipeline.milling import Batch, BatchResult, Engine, Mill, Outcome, Refused, Task, milled, unreadable
from pipeline.pool import local_engine

SLOWNESS = 0.2
SUFFIX = ""


def fake_record(capture: Capture) -> CaseRecord:
    """A record whose title is the page's first line, and whose only section has the rest."""
    text = capture.content.decode()
    title, _, rest = text.partition("\n")
    title += SUFFIX
    span = Span(start=len(text) - len(rest), end=len(text))
    letters = len("".join(text.split()))
    return CaseRecord(
        id=case_id(capture.source, capture.uri),
        language=capture.language or "en",
        title=title,
        template=None,
        source=Source(
            name=capture.source,
            uri=capture.uri,
            media_type="text/plain",
            sha256=sha256(capture.content).hexdigest(),
            captured_at=capture.captured_at,
        ),
        text=text,
        sections=(Section(key="body", number=None, heading="Body", span=span, text=rest, pairs=()),),
        findings=(Finding(code="no_template", severity=Severity.INFO, message="no template fits"),),
        coverage=Coverage(characters=letters, used=letters, boilerplate=0, unaccounted=0),
    )


def fake_mill(batch: Batch) -> BatchResult:
    """Records of the batch; pages speak commands: `EMPTY` is refused, `FAULT` fails.

    `KILL` and `CRASH` take the process along, `HANG` never ends, in code that gives up no lock.
    """
    return BatchResult(batch=batch, outcomes=tuple(_outcome(batch, task) for task in batch.tasks))


def _outcome(batch: Batch, task: Task) -> Outcome:
    try:
        content = task.path.read_bytes()
    except OSError as error:
        return Refused(code="unreadable", message=str(unreadable(task.uri, error)))
    if task.sha256 and sha256(content).hexdigest() != task.sha256:
        return Refused(code="unreadable", message=f"{task.uri} has changed in the archive")
    if content.startswith(b"EMPTY"):
        return Refused(code="empty", message=f"{task.uri} has no words: fill it, or leave it out")
    if content.startswith(b"FAULT"):
        return Refused(code="fault", message="casemill failed on this page (ValueError: x)", trace="Traceback …")
    if content.startswith(b"KILL"):
        os.kill(os.getpid(), 9)
    if content.startswith(b"CRASH"):
        ctypes.string_at(0)
    if content.startswith(b"HANG"):
        with limited(1):
            re.match(r"(a+)+$", "a" * 60 + "b")
    if content.startswith(b"SLOW"):
        time.sleep(SLOWNESS)
    capture = Capture(source=batch.source, uri=task.uri, content=content, captured_at=task.captured_at)
    return milled(fake_record(capture))


def fake_engine(mill: Mill, batches: Iterable[Batch]) -> Iterator[BatchResult]:
    """An engine in this process that mills with `fake_mill`."""
    return map(fake_mill, batches)


def fake_pool(workers: int) -> Engine:
    """An engine of processes that mill with `fake_mill`."""
    engine = local_engine(workers, isolate=True)

    def mapped(mill: Mill, batches: Iterable[Batch]) -> Iterator[BatchResult]:
        return engine(fake_mill, batches)

    return mapped
