"""Decisions taken down: in the store first, then in a journal of their own, which outlives it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice, zip_longest
from pathlib import Path

from sqlalchemy import Connection, Engine

from models.decision import Decision
from models.errors import StoreError
from pipeline.decisions.journal import alone, append, journal_of, length_of, read_lines, rewrite
from pipeline.store.database import reading, settle, writing
from pipeline.store.decisions import (
    add_decisions,
    count_lines,
    document_at,
    documents_by_line,
    has_decisions,
    number_lines,
    restore_lines,
    unwritten,
)

_CHUNK = 500


def take(store: Engine, raw: Path, decisions: Sequence[Decision]) -> int:
    """How many of the decisions are new. All of them are on the disk then. Raises StoreError."""
    with writing(store) as connection:
        new = add_decisions(connection, decisions)
    settle(store)
    write_down(store, raw)
    return new


def write_down(store: Engine, raw: Path) -> int:
    """The number of the journal's last line, once store and journal have all decisions of each other.

    A store that was restored from a backup may lack some of the journal's, one whose transaction was lost the numbers
    of their lines; a journal may be missing. Raises StoreError.
    """
    path = journal_of(raw)
    with reading(store) as connection:
        if not path.exists() and not has_decisions(connection):
            return 0
    with _written(path), alone(path), writing(store) as connection:
        start = _mended(connection, path)
        lines = _taken_in(connection, path, start)
        waiting = unwritten(connection)
        if waiting or not path.exists():
            append(path, _whole_lines(path, start), [document for _, document in waiting])
        number_lines(connection, [name for name, _ in waiting], first=lines + 1)
        return lines + len(waiting)


def mend(store: Engine, raw: Path) -> None:
    """Every line of the journal says what the store has of it. Raises StoreError."""
    if write_down(store, raw):
        path = journal_of(raw)
        with _written(path), alone(path), reading(store) as connection:
            if not _is_true(connection, path):
                rewrite(path, _documents(connection))


def restore_journal(connection: Connection, path: Path, *, after: int = 0, start: int = 0) -> tuple[int, list[int]]:
    """The number of the journal's last line, once the store has what it tells from the byte `start` on, and the lines
    that cannot be read.
    """
    last, damaged = after, []
    lines = read_lines(path, after=after, start=start)
    while some := list(islice(lines, _CHUNK)):
        last = some[-1].number
        damaged += [each.number for each in some if each.decision is None]
        restore_lines(connection, [(each.number, each.decision) for each in some if each.decision is not None])
    return last, damaged


@contextmanager
def _written(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        fact = f"{path} cannot be written ({error.strerror})"
        raise StoreError(f"{fact}: make room, or let casemill write") from error


def _mended(connection: Connection, path: Path) -> int:
    """How many bytes of the journal tell what the store has of it; what it has lost of that comes back."""
    lines = count_lines(connection)
    length = length_of(path, lines, document_at(connection, lines))
    if length is None:
        beyond = [each.decision.model_dump_json() if each.decision else "" for each in read_lines(path)][lines:]
        rewrite(path, [*_documents(connection), *beyond])
        length = length_of(path, lines, document_at(connection, lines))
    return length or 0


def _taken_in(connection: Connection, path: Path, start: int) -> int:
    """The number of the last line, once the store has what stands from the byte `start` on."""
    lines = count_lines(connection)
    size = path.stat().st_size if path.exists() else 0
    return restore_journal(connection, path, after=lines, start=start)[0] if size > start else lines


def _is_true(connection: Connection, path: Path) -> bool:
    with path.open("rb") as file:
        return all(
            found is not None and told is not None and (not told or found == told.encode() + b"\n")
            for told, found in zip_longest(_documents(connection), file)
        )


def _documents(connection: Connection) -> Iterator[str]:
    """What stands in each line; nothing in those that the store never could read."""
    last = 0
    for line, document in documents_by_line(connection):
        yield from [""] * (line - last - 1)
        yield document
        last = line


def _whole_lines(path: Path, start: int) -> int:
    """The length without a last line that was not finished; up to the byte `start` all are."""
    if not path.exists():
        return 0
    with path.open("rb") as file:
        file.seek(start)
        return start + sum(len(line) for line in file if line.endswith(b"\n"))
