"""Decisions as JSON Lines: out in the order of the journal, and in again, once each, whatever they speak of."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import IO

from pydantic_core import from_json
from sqlalchemy import Engine

from models.decision import Decision, read_decision
from models.errors import DecisionError
from models.exchange import ImportReport, RefusedLine
from pipeline.decisions.taking import take
from pipeline.progress import Progress, Step, silent
from pipeline.settings import Settings
from pipeline.store.database import opened, reading, snapshot
from pipeline.store.logbook import count_decisions, documents, known_users, places_of

_CHUNK = 1_000
# All that a decision may hold is shorter, also with each character escaped.
_LONGEST = 2 * 2**20
_SHOWN = 100
_NAMES = 50
Hear = Callable[[RefusedLine], None]


def export_decisions(settings: Settings, *, progress: Progress = silent) -> Iterator[bytes]:
    """Every decision as a line of JSON, in the order of the journal; some lines at a time."""
    with opened(settings.database_url) as store, snapshot(store) as connection:
        total = count_decisions(connection)
        for lines in documents(connection):
            yield "".join(f"{each}\n" for each in lines).encode()
            progress(Step(doing="writing", pages=len(lines), total=total))


def import_decisions(
    settings: Settings, file: IO[bytes], *, hear: Hear = lambda _: None, progress: Progress = silent
) -> ImportReport:
    """Takes the decisions that the lines of `file` hold; those that are there already are left as they are.

    A line that holds none is refused, which `hear` is told at once, and the others come in. Raises StoreError.
    """
    tally = _Tally(hear)
    read = tally.read(_lines(file))
    with opened(settings.database_url) as store:
        while chunk := list(islice(read, _CHUNK)):
            tally.count(store, chunk, take(store, settings.raw, chunk))
            progress(Step(doing="taking decisions", pages=len(chunk), total=0))
    return tally.report()


class _Tally:
    """What became of the lines so far."""

    def __init__(self, hear: Hear) -> None:
        self._hear = hear
        self._decisions = self._new = self._refused = self._homeless = self._vanished = 0
        self._problems: list[RefusedLine] = []
        self._strangers: Counter[str] = Counter()

    def read(self, lines: Iterator[tuple[int, bytes | None]]) -> Iterator[Decision]:
        for number, line in lines:
            try:
                yield _decision(line)
            except DecisionError as error:
                self._refuse(RefusedLine(line=number, message=str(error)))

    def _refuse(self, refusal: RefusedLine) -> None:
        self._refused += 1
        if len(self._problems) < _SHOWN:
            self._problems.append(refusal)
        self._hear(refusal)

    def count(self, store: Engine, chunk: Sequence[Decision], new: int) -> None:
        self._decisions += len(chunk)
        self._new += new
        with reading(store) as connection:
            places = places_of(connection, {each.case for each in chunk})
            known = known_users(connection, {each.by for each in chunk})
        for each in chunk:
            if each.by not in known and (each.by in self._strangers or len(self._strangers) < _NAMES):
                self._strangers[each.by] += 1
            place = places.get(each.case)
            self._homeless += place is None
            self._vanished += place is not None and not place.live

    def report(self) -> ImportReport:
        return ImportReport(
            decisions=self._decisions,
            new=self._new,
            refused=self._refused,
            problems=tuple(self._problems),
            strangers=dict(self._strangers),
            homeless=self._homeless,
            vanished=self._vanished,
        )


def _lines(file: IO[bytes]) -> Iterator[tuple[int, bytes | None]]:
    """Each line that is not blank with its number, from 1; None in place of one that is longer than any decision."""
    number = 0
    while line := file.readline(_LONGEST):
        number += 1
        if len(line) == _LONGEST and not line.endswith(b"\n"):
            while (rest := file.readline(_LONGEST)) and not rest.endswith(b"\n"):
                pass
            yield number, None
        elif line.strip():
            yield number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line


def _decision(line: bytes | None) -> Decision:
    if line is None:
        raise DecisionError(f"not a decision: more than {_LONGEST:,} bytes in one line; write a decision a line")
    try:
        content = from_json(line, allow_inf_nan=False)
    except ValueError as error:
        raise DecisionError(f"not JSON: {error}; write a decision a line") from error
    return read_decision(content)
