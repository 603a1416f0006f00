"""Files that appear whole or not at all, and stay after a power cut."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Literal
from uuid import uuid4

PREFIX = ".incoming-"


@contextmanager
def incoming(folder: Path) -> Iterator[IO[bytes]]:
    """A file being written in `folder`, to be settled; it is removed where that does not happen."""
    make_folder(folder)
    path = folder / f"{PREFIX}{uuid4().hex}"
    with path.open("xb") as file:
        try:
            yield file
        finally:
            path.unlink(missing_ok=True)


def settle(file: IO[bytes], target: Path) -> None:
    """The incoming file becomes `target`."""
    file.flush()
    os.fsync(file.fileno())
    make_folder(target.parent)
    Path(file.name).replace(target)
    settle_folder(target.parent)


def make_folder(folder: Path) -> None:
    """The folder is there and stays so: each that is made is settled in the one above it."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        settle_folder(folder.parent)


def settle_folder(folder: Path) -> None:
    """What was created or renamed in `folder` stays so."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_whole(target: Path, content: bytes) -> None:
    """`target` holds `content`; it is never seen half written."""
    with incoming(target.parent) as file:
        file.write(content)
        settle(file, target)


def sweep(folder: Path) -> None:
    """Removes what a killed process left behind in `folder`."""
    for path in folder.glob(f"{PREFIX}*"):
        path.unlink(missing_ok=True)


@contextmanager
def lasting(path: Path, mode: Literal["wb", "ab"] = "wb") -> Iterator[IO[bytes]]:
    """A file at `path`, written in place: it lasts once it is closed. Use it where the folder appears whole."""
    with path.open(mode) as file:
        yield file
        file.flush()
        os.fsync(file.fileno())
