"""Decisions taken down: in the store first, then in a journal of their own, which outlives it."""

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection, Engine

from models.decision import Decision
from models.errors import StoreError
from pipeline.durable import make_folder, settle_folder
from pipeline.store.database import settle, writing
from pipeline.store.decisions import (
    add_decisions,
    all_decisions,
    count_lines,
    document_at,
    number_lines,
    unwritten,
)


def journal_of(raw: Path) -> Path:
    """Where the decisions lie, a line of JSON each, in the order in which they came."""
    return raw / "decisions" / "decisions.jsonl"


def take(store: Engine, raw: Path, decisions: Sequence[Decision]) -> int:
    """How many of the decisions are new. All of them are on the disk then. Raises StoreError."""
    with writing(store) as connection:
        new = add_decisions(connection, decisions)
    settle(store)
    write_down(store, raw)
    return new


def write_down(store: Engine, raw: Path) -> int:
    """The number of the journal's last line, once every decision of the store stands in it. Raises StoreError."""
    path = journal_of(raw)
    with _alone(path), writing(store) as connection:
        lines = count_lines(connection)
        waiting = unwritten(connection)
        if waiting:
            try:
                _append(connection, path, lines, [document for _, document in waiting])
            except OSError as error:
                fact = f"{path} cannot be written ({error.strerror})"
                raise StoreError(f"{fact}: make room, or let casemill write") from error
            number_lines(connection, [name for name, _ in waiting], first=lines + 1)
        return lines + len(waiting)


def _append(connection: Connection, path: Path, lines: int, documents: Sequence[str]) -> None:
    """The documents stand behind the first `lines` lines, and nothing after them."""
    is_new = not path.exists()
    with path.open("ab") as file:
        true = _length(path, lines, document_at(connection, lines))
        # What was written for a transaction that did not come to its end goes; what the journal has lost comes back.
        file.truncate(true or 0)
        if true is None:
            file.writelines(each.model_dump_json().encode() + b"\n" for each in all_decisions(connection))
        file.writelines(document.encode() + b"\n" for document in documents)
        file.flush()
        os.fsync(file.fileno())
    if is_new:
        settle_folder(path.parent)


def _length(path: Path, lines: int, last: str | None) -> int | None:
    """How many bytes the first `lines` lines have, the last of which is `last`; None where that is not so."""
    if last is None:
        return 0
    wanted = last.encode() + b"\n"
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - len(wanted)))
        if file.read() == wanted:
            return size
        file.seek(0)
        length, line = 0, b""
        for line in islice(file, lines):
            length += len(line)
        return length if line == wanted else None


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    make_folder(path.parent)
    with (path.parent / "lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
