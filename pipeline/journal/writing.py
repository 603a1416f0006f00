"""A run's journal being written: durable before the rows that it speaks of are committed."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic
from typing import Self

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from models.errors import StoreError
from models.report import GateVerdict, RunState
from pipeline.clock import now
from pipeline.decisions.taking import write_down
from pipeline.decisions.teaching import vocabulary_at
from pipeline.durable import settle_folder
from pipeline.journal.entries import Begun, Ended, Entry, Released
from pipeline.journal.files import journals, path_of
from pipeline.release.manifest import Release, release_of
from pipeline.settings import Settings
from pipeline.sources import SourceSettings
from pipeline.store.database import identity_of, writing
from pipeline.store.holds import note_holds
from pipeline.store.runs import begin_run, count_runs, finish_run, mark_journaled, met_by, name_run, running


class Journal:
    """The journal of a run that is in progress.

    What was written for a transaction that did not come to its end is cut off before anything else is written: the
    store knows how far the journal is true. Of curators' decisions the first `decided` hold in the run, and
    `vocabulary` is the digest of what they teach.
    """

    def __init__(self, path: Path, run: str, true: int, *, decided: int = 0, vocabulary: str | None = None) -> None:
        self.run = run
        self.decided = decided
        self.vocabulary = vocabulary
        self._path = path
        self._true = true
        self._entries: list[Entry] = []

    @classmethod
    def begin(cls, store: Engine, raw: Path, sources: Sequence[SourceSettings], *, fingerprint: str, at: str) -> Self:
        """The journal of a run that begins; decisions taken from now on wait for the next.

        Raises StoreError where the archive cannot be written.
        """
        decided = write_down(store, raw)
        taught = vocabulary_at(store, raw, decided, fingerprint=fingerprint)
        with writing(store) as connection:
            name = name_run(connection, at=at)
            begin_run(connection, name, sources=[each.name for each in sources], fingerprint=fingerprint, at=at)
            identity = identity_of(connection)
            journal = cls(
                path_of(raw, identity, count_runs(connection), name), name, 0, decided=decided, vocabulary=taught
            )
            hints = {source.name: source.hints for source in sources}
            begun = Begun(
                store=identity,
                run=name,
                at=at,
                fingerprint=fingerprint,
                sources=hints,
                decided=decided,
                vocabulary=taught,
            )
            written = journal._write(connection, [begun])
        journal._true = written
        return journal

    @contextmanager
    def transaction(self, store: Engine) -> Iterator[Connection]:
        """One transaction of the store and what was added to the journal meanwhile: both are kept, or neither."""
        self._entries = []
        with writing(store) as connection:
            yield connection
            written = self._write(connection, self._entries) if self._entries else self._true
        self._true = written

    def add(self, *entries: Entry) -> None:
        """The lines are written when the transaction ends."""
        self._entries.extend(entries)

    def end(
        self,
        store: Engine,
        state: RunState,
        *,
        at: str | None = None,
        seconds: float | None = None,
        release: Release | None = None,
        gates: Sequence[GateVerdict] | None = None,
    ) -> None:
        """The run is over; `release` is the one that it made, `gates` are its verdicts, where it came to any."""
        name = release.run if release else None
        held = None if gates is None and not release else tuple(gate for gate in gates or () if gate.held)
        with self.transaction(store) as connection:
            finish_run(connection, self.run, state, at=at, seconds=seconds, release=name)
            if held is not None:
                note_holds(connection, held, at=at or "")
            if release:
                self.add(Released(release=release))
            met = met_by(connection, self.run)
            self.add(Ended(state=state, at=at, seconds=seconds, sources=met, held=held))

    def _write(self, connection: Connection, entries: Sequence[Entry]) -> int:
        lines = b"".join(entry.model_dump_json(exclude_none=True).encode() + b"\n" for entry in entries)
        try:
            written = _append(self._path, self._true, lines)
        except OSError as error:
            fact = f"{self._path} cannot be written ({error.strerror})"
            raise StoreError(f"{fact}: make room, or let casemill write") from error
        mark_journaled(connection, self.run, written)
        return written


@contextmanager
def told_end(store: Engine, journal: Journal, began: float) -> Iterator[None]:
    """Where this is left by an error, the run, which began at `began` of the monotonic clock, ends with word of it."""
    try:
        yield
    except BaseException as error:
        state = RunState.INTERRUPTED if isinstance(error, KeyboardInterrupt) else RunState.FAILED
        # Where store or disk are what failed, the next run finds this one killed; the first error is the one told.
        with suppress(SQLAlchemyError, StoreError):
            journal.end(store, state, at=now(), seconds=monotonic() - began)
        raise


def bury_killed(store: Engine, settings: Settings) -> bool:
    """Whether there were runs that left no word of their end; they are `killed` from now on. Call it under the lock."""
    raw = settings.raw
    with writing(store) as connection:
        identity, dead = identity_of(connection), running(connection)
    paths = {file.run: file.path for file in journals(raw, identity)}
    for run, true in dead:
        Journal(paths[run], run, true).end(store, RunState.KILLED, release=release_of(settings.processed, run))
    return bool(dead)


def _append(path: Path, start: int, lines: bytes) -> int:
    """The file's length, once the lines stand in it from `start` on, and nothing after them."""
    is_new = not path.exists()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        file.truncate(start)
        file.write(lines)
        file.flush()
        os.fsync(file.fileno())
    if is_new:
        for folder in path.parents[:3]:
            settle_folder(folder)
    return start + len(lines)
