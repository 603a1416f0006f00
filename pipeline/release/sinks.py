"""Files of a release that take its cases one by one, in the order of their ids."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import zstandard

from pipeline.durable import lasting
from pipeline.release.manifest import KnownCase, ReleasedCase

if TYPE_CHECKING:
    from hashlib import _Hash

Sink = Callable[[ReleasedCase], None]
_LEVEL = 10


@contextmanager
def records_in(path: Path, digest: "_Hash") -> Iterator[Sink]:
    """A sink that writes the records' lines, compressed; `digest` is that of the lines."""
    with lasting(path) as file, zstandard.ZstdCompressor(level=_LEVEL).stream_writer(file, closefd=False) as lines:

        def add(case: ReleasedCase) -> None:
            line = case.line + b"\n"
            digest.update(line)
            lines.write(line)

        yield add


@contextmanager
def findings_in(path: Path) -> Iterator[Sink]:
    """A sink that writes a line for each finding, with the case it is of."""
    with lasting(path) as file:

        def add(case: ReleasedCase) -> None:
            source = case.record.source
            owner = {"case_id": case.record.id, "source": source.name, "uri": source.uri}
            for finding in case.record.findings:
                file.write(_line({**owner, **finding.model_dump(mode="json")}))

        yield add


@contextmanager
def delta_in(path: Path, before: Iterable[KnownCase], counts: Counter[str]) -> Iterator[Sink]:
    """A sink that writes what makes the new release of the one `before`: a line for each case that differs.

    ADD and MOD bear the record; a digest is that of the record's line, for DEL of the line that is no more.
    `counts` has how many there are of each.
    """
    known = iter(before)
    with lasting(path) as file:

        def drop(case: KnownCase) -> None:
            counts["DEL"] += 1
            file.write(_line({"op": "DEL", **case._asdict()}))

        old = next(known, None)

        def add(case: ReleasedCase) -> None:
            nonlocal old
            while old is not None and old.id < case.record.id:
                drop(old)
                old = next(known, None)
            is_known = old is not None and old.id == case.record.id
            if old is None or not is_known or old.digest != case.digest:
                told = {"id": case.record.id, "version": case.version, "digest": case.digest}
                operation = "MOD" if is_known else "ADD"
                counts[operation] += 1
                head = _line({"op": operation, **told})
                file.write(head.removesuffix(b"}\n") + b',"record":' + case.line + b"}\n")
            if is_known:
                old = next(known, None)

        yield add
        while old is not None:
            drop(old)
            old = next(known, None)


def _line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def digest_of_line(line: bytes) -> str:
    """The digest by which a record's line is known."""
    return sha256(line).hexdigest()
