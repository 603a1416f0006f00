"""Where a backup is written: a folder, which shares with the one before what has not changed, or a tar file."""

import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from shutil import copyfileobj, copystat
from typing import IO, Protocol

import zstandard

from pipeline.backup.manifest import MANIFEST, FileFacts, Manifest, read_manifest
from pipeline.durable import incoming, lasting, settle, settle_folder

ARCHIVES = (".tar", ".tar.zst")


class Sink(Protocol):
    """Takes files one by one."""

    def add(self, name: str, path: Path) -> tuple[FileFacts, bool]:
        """What was written under the name, and whether it had to be. Raises OSError where `path` cannot be read."""


class _Counted:
    """A file that is read as far as it was long at first, and its digest."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.size = self._left = os.fstat(file.fileno()).st_size
        self._digest = sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self._file.read(self._left if size < 0 else min(size, self._left))
        self._left -= len(piece)
        self._digest.update(piece)
        return piece

    def facts(self) -> FileFacts:
        return FileFacts(bytes=self.size - self._left, sha256=self._digest.hexdigest())


class FolderSink:
    """A new folder; a file that is as it was in the backup `before` is linked to that one."""

    def __init__(self, folder: Path, before: Path | None) -> None:
        self._folder = folder
        self._before = before
        self._known = read_manifest((before / MANIFEST).read_bytes(), before).files if before else {}

    def add(self, name: str, path: Path) -> tuple[FileFacts, bool]:
        """Unchanged is what has the same length and time of change, as rsync tells it."""
        target = self._folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if self._before and name in self._known and _are_alike(self._before / name, path):
            os.link(self._before / name, target)
            return self._known[name], False
        with path.open("rb") as file, target.open("xb") as copy:
            counted = _Counted(file)
            copyfileobj(counted, copy)
        copystat(path, target)
        return counted.facts(), True


class TarSink:
    """A tar file."""

    def __init__(self, file: tarfile.TarFile) -> None:
        self._file = file

    def add(self, name: str, path: Path) -> tuple[FileFacts, bool]:
        """All of it, each time."""
        with path.open("rb") as file:
            counted = _Counted(file)
            head = tarfile.TarInfo(name)
            head.size, head.mtime, head.mode = counted.size, int(os.fstat(file.fileno()).st_mtime), 0o600
            self._file.addfile(head, counted)
        return counted.facts(), True


@contextmanager
def tar_sink(target: Path) -> Iterator[TarSink]:
    """A tar file that appears whole, for its owner's eyes alone; compressed where it is called `.tar.zst`."""
    with incoming(target.parent) as file:
        Path(file.name).chmod(0o600)
        if target.suffix == ".zst":
            with (
                zstandard.ZstdCompressor(level=6).stream_writer(file, closefd=False) as packed,
                tarfile.open(fileobj=packed, mode="w|") as tar,
            ):
                yield TarSink(tar)
        else:
            with tarfile.open(fileobj=file, mode="w|") as tar:
                yield TarSink(tar)
        settle(file, target)


def finish_folder(draft: Path, target: Path, manifest: Manifest) -> None:
    """The draft is the backup `target`, which appears whole."""
    with lasting(draft / MANIFEST) as file:
        file.write(manifest.model_dump_json(indent=1).encode())
    if manifest.latest:
        (draft / "processed" / "latest").symlink_to(Path("releases") / manifest.latest)
    # Once for all files: to wait for the disk at each takes ten times as long.
    os.sync()
    draft.rename(target)
    settle_folder(target.parent)


def _are_alike(known: Path, path: Path) -> bool:
    try:
        one, other = known.stat(), path.stat()
    except OSError:
        return False
    return (one.st_size, one.st_mtime_ns) == (other.st_size, other.st_mtime_ns)
