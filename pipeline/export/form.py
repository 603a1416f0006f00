"""What a form of export is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pipeline.release.manifest import Release, ReleasedCase


@dataclass(frozen=True)
class Wanted:
    """How an export is wanted: with a byte order mark in CSV, under which licence the data are given."""

    bom: bool = False
    licence: str | None = None


class Job(NamedTuple):
    """The cases of a release to be written, and how."""

    release: Release
    cases: Iterable[ReleasedCase]
    wanted: Wanted


class Form(NamedTuple):
    """A form: in a few words, what it is; the names of its files, or none where it is one file.

    `write` fills the draft: a folder that is there, or a file that is not yet.
    """

    name: str
    meaning: str
    files: tuple[str, ...]
    write: Callable[[Job, Path], None]
