"""A backup made a home again."""

import os
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO

import zstandard
from sqlalchemy import Engine

from models.errors import SettingsError, UsageError
from models.report import RestoreReport
from pipeline.backup.manifest import MANIFEST, STORE, FileFacts, Manifest, backups_in, read_manifest
from pipeline.durable import PREFIX, settle_folder
from pipeline.progress import Progress, Step, silent
from pipeline.roster import FOLDER
from pipeline.settings import load_settings
from pipeline.store.copying import copy_rows, count_rows
from pipeline.store.database import opened, reading, writing
from pipeline.store.tables import captures, metadata, runs

_PIECE = 1 << 20
# What is for its owner's eyes alone.
_PRIVATE = ("raw", FOLDER)
_File = tuple[str, IO[bytes], float]


def restore(home: Path, source: Path, *, progress: Progress = silent) -> RestoreReport:
    """What was brought from the backup `source` (of several in a folder: the newest) into the empty folder `home`.

    Files that are not what the manifest says are named and left out. Raises UsageError where there is no backup, or the
    home or its database is not empty.
    """
    place = _find(source)
    _refuse_filled(home)
    draft = home / f"{PREFIX}restore"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    found: dict[str, FileFacts] = {}
    with _opened(place) as (files, total):
        for name, file, changed_at in files:
            found[name] = _take(draft, _safe(name, place), file, changed_at)
            progress(Step(doing="restoring", pages=1, total=total))
    if found.pop(MANIFEST, None) is None:
        raise UsageError(f"{place}: it ends before its {MANIFEST}: name a backup that is whole")
    manifest = read_manifest((draft / MANIFEST).read_bytes(), place)
    damaged = [name for name, facts in manifest.files.items() if found.get(name) != facts]
    for name in {*damaged, *(found.keys() - manifest.files.keys())}:
        (draft / name).unlink(missing_ok=True)
    words = list(_settle_store(draft, damaged))
    _settle(home, draft, manifest)
    return RestoreReport(
        backup=str(place),
        made_at=manifest.made_at,
        files=len(manifest.files) - len(damaged),
        damaged=tuple(sorted(damaged)),
        words=tuple(words),
    )


def _find(source: Path) -> Path:
    if source.is_file() or (source / MANIFEST).is_file():
        return source
    found = backups_in(source)
    if not found:
        raise UsageError(f"{source}: there is no backup; name the folder or file that `casemill backup` wrote")
    return found[-1]


def _refuse_filled(home: Path) -> None:
    there = sorted(path.name for path in home.iterdir() if not path.name.startswith(PREFIX)) if home.is_dir() else []
    if there:
        raise UsageError(f"{home} is not empty ({', '.join(there[:3])} …): name an empty folder with --home")


@contextmanager
def _opened(place: Path) -> Iterator[tuple[Iterator[_File], int]]:
    """The backup's files, and how many there are; 0 where that is not known before the end."""
    if place.is_dir():
        names = read_manifest((place / MANIFEST).read_bytes(), place).files
        yield _in_folder(place, [*names, MANIFEST]), len(names)
        return
    try:
        with place.open("rb") as raw:
            packed = place.suffix == ".zst"
            file = zstandard.ZstdDecompressor().stream_reader(raw) if packed else raw
            with tarfile.open(fileobj=file, mode="r|") as tar:
                yield _in_tar(tar), 0
    except (tarfile.TarError, zstandard.ZstdError, EOFError) as error:
        raise UsageError(f"{place}: no whole tar file ({error}); name a backup that is whole") from error


def _in_folder(place: Path, names: list[str]) -> Iterator[_File]:
    for name in names:
        try:
            with (place / name).open("rb") as file:
                yield name, file, (place / name).stat().st_mtime
        except OSError:
            # What is missing is told with what is damaged.
            continue


def _in_tar(tar: tarfile.TarFile) -> Iterator[_File]:
    for member in tar:
        content = tar.extractfile(member) if member.isfile() else None
        if content is not None:
            yield member.name, content, member.mtime


def _safe(name: str, place: Path) -> PurePosixPath:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        raise UsageError(f"{place}: {name} would lead out of the home; this is no backup of casemill's")
    return path


def _take(draft: Path, name: PurePosixPath, file: IO[bytes], changed_at: float) -> FileFacts:
    target = draft / name
    is_private = name.parts[:2] == _PRIVATE
    target.parent.mkdir(mode=0o700 if is_private else 0o777, parents=True, exist_ok=True)
    counted, size = sha256(), 0
    with target.open("wb") as copy:
        if is_private:
            os.fchmod(copy.fileno(), 0o600)
        while piece := file.read(_PIECE):
            counted.update(piece)
            size += len(piece)
            copy.write(piece)
    os.utime(target, (changed_at, changed_at))
    return FileFacts(bytes=size, sha256=counted.hexdigest())


def _settle_store(draft: Path, damaged: list[str]) -> Iterator[str]:
    """Into the database that the home's settings name, where that is another than the file."""
    copy = draft / STORE
    if not copy.is_file():
        fact = "is damaged" if STORE in damaged else "is not in the backup"
        yield f"the store {fact}: casemill rebuild makes it anew"
        return
    try:
        database = load_settings(draft).database
    except SettingsError as error:
        yield str(error).replace(f"{draft}/", "")
        return
    if not database:
        return
    with opened(f"sqlite:///{copy}") as source, opened(database) as store:
        _refuse_full(store)
        with reading(source) as known, writing(store) as connection:
            copy_rows(known, connection, metadata.sorted_tables)
    copy.unlink()


def _refuse_full(store: Engine) -> None:
    with reading(store) as connection:
        if count_rows(connection, [runs, captures]):
            name = store.url.render_as_string(hide_password=True)
            raise UsageError(f"{name} is not empty: name an empty database with CASEMILL_DATABASE")


def _settle(home: Path, draft: Path, manifest: Manifest) -> None:
    (draft / MANIFEST).unlink()
    if manifest.latest and (draft / "processed" / "releases" / manifest.latest).is_dir():
        (draft / "processed" / "latest").symlink_to(Path("releases") / manifest.latest)
    # Once for all files: to wait for the disk at each takes ten times as long.
    os.sync()
    for path in sorted(draft.iterdir()):
        path.rename(home / path.name)
    draft.rmdir()
    settle_folder(home)
