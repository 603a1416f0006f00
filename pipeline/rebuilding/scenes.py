"""What the journals tell, in its order and in pieces that fit a batch."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from models.errors import PageError
from pipeline.journal.entries import Begun, Entry, Stored
from pipeline.journal.files import JournalFile, entries
from pipeline.milling import FAULT, Refused

_MOST = 50
# What milling says of the same bytes each time; all else had its reason in the world of that night.
_OF_THE_BYTES = {PageError.code, FAULT, *(error.code for error in PageError.__subclasses__())}


class Pages(NamedTuple):
    """Pages of one source that were stored together."""

    run: Begun
    lines: tuple[Stored, ...]


class Scene(NamedTuple):
    """Anything else that happened in a run."""

    run: Begun
    entry: Entry


def scenes(files: Sequence[JournalFile], lost: list[str]) -> Iterator[Pages | Scene]:
    """Everything in its order. What cannot be read is told in `lost`, and passed over."""
    before = 0
    for file in files:
        if file.number != before + 1:
            lost.append(f"{file.path.parent}: there is no journal of what came before run {file.run}")
        before = file.number
        yield from _scenes(file, lost)


def _scenes(file: JournalFile, lost: list[str]) -> Iterator[Pages | Scene]:
    begun: Begun | None = None
    together: list[Stored] = []
    for number, entry in enumerate(entries(file.path), start=1):
        if entry is None:
            lost.append(f"{file.path}: line {number} cannot be read; what it told is missing")
            continue
        if isinstance(entry, Begun):
            begun = entry
        if begun is None:
            lost.append(f"{file.path}: it does not say how the run began; all of it is missing")
            return
        if together and not _belongs(entry, together):
            yield Pages(begun, tuple(together))
            together = []
        if isinstance(entry, Stored):
            together.append(entry)
        else:
            yield Scene(begun, entry)
    if begun and together:
        yield Pages(begun, tuple(together))


def _belongs(entry: Entry, together: Sequence[Stored]) -> bool:
    return (
        isinstance(entry, Stored)
        and len(together) < _MOST
        and (entry.source, entry.at) == (together[0].source, together[0].at)
        and all(entry.uri != each.uri for each in together)
    )


def standing(line: Stored) -> Refused | None:
    """The refusal that no milling would give again: nothing of it is in the bytes."""
    if line.refused and (line.sha256 is None or line.refused.code not in _OF_THE_BYTES):
        return line.refused
    return None
