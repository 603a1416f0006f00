"""The journal of decisions: `raw/decisions/decisions.jsonl`, a line of JSON each, in the order in which they came."""

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from models.decision import Decision
from pipeline.durable import incoming, make_folder, settle, settle_folder


class Line(NamedTuple):
    """A line by its number, from 1; `decision` is None where it cannot be read."""

    number: int
    decision: Decision | None


def journal_of(raw: Path) -> Path:
    """Where the decisions lie."""
    return raw / "decisions" / "decisions.jsonl"


def read_lines(path: Path, *, after: int = 0, start: int = 0) -> Iterator[Line]:
    """The lines of the file, where it is there, from the byte `start` on, after which line `after` + 1 begins.

    A last line that was not finished is passed over.
    """
    if path.exists():
        with path.open("rb") as file:
            file.seek(start)
            for number, line in enumerate(file, start=after + 1):
                if line.endswith(b"\n"):
                    yield Line(number, _decision(line))


def length_of(path: Path, lines: int, last: str | None) -> int | None:
    """How many bytes the first `lines` lines have, the last of which is `last`; None where that is not so."""
    if not lines:
        return 0
    wanted = (last or "").encode() + b"\n"
    size = path.stat().st_size if path.exists() else 0
    if not size:
        return None
    with path.open("rb") as file:
        file.seek(max(0, size - len(wanted)))
        if file.read() == wanted:
            return size
        file.seek(0)
        length, line = 0, b""
        for line in islice(file, lines):
            length += len(line)
        return length if line == wanted else None


def append(path: Path, start: int, documents: Iterable[str]) -> None:
    """The documents stand in the file from the byte `start` on, and nothing after them."""
    is_new = not path.exists()
    with path.open("ab") as file:
        file.truncate(start)
        file.writelines(document.encode() + b"\n" for document in documents)
        file.flush()
        os.fsync(file.fileno())
    if is_new:
        settle_folder(path.parent)


def rewrite(path: Path, documents: Iterable[str]) -> None:
    """The file holds the documents; it is never seen half written."""
    with incoming(path.parent) as file:
        file.writelines(document.encode() + b"\n" for document in documents)
        settle(file, path)


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Nobody else writes the journal meanwhile."""
    make_folder(path.parent)
    with (path.parent / "lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _decision(line: bytes) -> Decision | None:
    try:
        return Decision.model_validate_json(line)
    except ValidationError:
        return None
