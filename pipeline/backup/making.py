"""A backup made while others work."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import make_url, select

from models.report import BackupReport
from pipeline.backup.contents import contents, outside
from pipeline.backup.manifest import MANIFEST, STORE, FileFacts, Manifest, backups_in
from pipeline.backup.sinks import ARCHIVES, FolderSink, Sink, finish_folder, tar_sink
from pipeline.clock import now
from pipeline.durable import PREFIX
from pipeline.progress import Progress, Step, silent
from pipeline.release.manifest import chain
from pipeline.roster import FOLDER
from pipeline.settings import FILE, Settings
from pipeline.store.database import opened, reading
from pipeline.store.files import copy_store, is_usable
from pipeline.store.tables import runs

# What in the archive has no digest for its name.
_GROWING = ("raw/journal/", "raw/decisions/", f"raw/{FOLDER}/")


def back_up(settings: Settings, target: Path, *, progress: Progress = silent) -> BackupReport:
    """What was written to `target`: a file where it is called `.tar` or `.tar.zst`, else a folder of backups.

    The store comes first, as it is at one moment; the archive only ever grows, so it has all that the store speaks of.
    """
    at = now()
    target = target.absolute()
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.name.endswith(ARCHIVES):
        with TemporaryDirectory(dir=target.parent, prefix=PREFIX) as passing, tar_sink(target) as sink:
            making = _Making(settings, sink, progress)
            manifest = making.fill(at, Path(passing))
            told = Path(passing) / MANIFEST
            told.write_text(manifest.model_dump_json(indent=1))
            sink.add(MANIFEST, told)
        return making.report(target, manifest)
    with _drafted(target) as draft, TemporaryDirectory(dir=target, prefix=PREFIX) as passing:
        before = next(reversed(backups_in(target)), None)
        making = _Making(settings, FolderSink(draft, before), progress)
        manifest = making.fill(at, Path(passing))
        place = _place(target, at)
        finish_folder(draft, place, manifest)
    return making.report(place, manifest)


class _Making:
    """A backup in progress."""

    def __init__(self, settings: Settings, sink: Sink, progress: Progress) -> None:
        self._settings = settings
        self._sink = sink
        self._progress = progress
        self._files: dict[str, FileFacts] = {}
        self._written = 0
        self._words = [*outside(settings), *_secrets(settings)]

    def fill(self, at: str, passing: Path) -> Manifest:
        """All of the home; `passing` is a folder for what is needed meanwhile."""
        self._progress(Step(doing="the store", total=0))
        released = self._add_store(passing)
        releases = [release.run for release in chain(self._settings.processed) if release.run in released]
        paths = list(contents(self._settings, releases))
        for path in paths:
            self._progress(Step(doing="backing up", pages=1, total=len(paths)))
            self._add(path.relative_to(self._settings.home).as_posix(), path)
        return Manifest(made_at=at, casemill=version("casemill"), latest=next(iter(releases), None), files=self._files)

    def _add_store(self, passing: Path) -> set[str]:
        """The releases of which the store knows."""
        if not is_usable(self._settings.database_url):
            self._words.append("there is no store that can be read: casemill rebuild makes it from raw/")
            return set()
        copy = passing / "casemill.db"
        with opened(self._settings.database_url) as store:
            copy_store(store, copy)
        self._add(STORE, copy)
        with opened(f"sqlite:///{copy}") as store, reading(store) as connection:
            return set(connection.execute(select(runs.c.release).where(runs.c.release.is_not(None))).scalars())

    def _add(self, name: str, path: Path) -> None:
        try:
            name.encode()
            facts, is_written = self._sink.add(name, path)
        except UnicodeEncodeError:
            self._words.append(f"{name.encode('utf-8', 'backslashreplace').decode()}: the name is no UTF-8; left out")
            return
        except OSError as error:
            if error.filename != str(path):
                raise
            self._words.append(f"{path} cannot be read ({error.strerror}); left out")
            return
        self._files[name] = facts
        self._written += is_written
        if name.startswith("raw/") and path.name != facts.sha256 and not name.startswith(_GROWING):
            self._words.append(f"{path} is damaged: restore it from an earlier backup")

    def report(self, place: Path, manifest: Manifest) -> BackupReport:
        """What was done."""
        return BackupReport(
            path=str(place),
            files=len(manifest.files),
            written=self._written,
            bytes=sum(each.bytes for each in manifest.files.values()),
            words=tuple(self._words),
        )


def _secrets(settings: Settings) -> Iterator[str]:
    file = settings.home / FILE
    password = make_url(settings.database).password if settings.database else None
    if password and file.is_file() and str(password) in file.read_text(encoding="utf-8"):
        yield f"{FILE} holds the database's password: keep the backup as safe as the home"
    secret = settings.oidc.client_secret if settings.oidc else None
    if secret and file.is_file() and secret.get_secret_value() in file.read_text(encoding="utf-8"):
        yield f"{FILE} holds the secret of oidc: keep the backup as safe as the home"


@contextmanager
def _drafted(target: Path) -> Iterator[Path]:
    """A folder for a backup being made; what earlier ones that were killed left goes."""
    target.mkdir(mode=0o700, exist_ok=True)
    for left in target.glob(f"{PREFIX}*"):
        shutil.rmtree(left, ignore_errors=True)
    draft = target / f"{PREFIX}backup"
    draft.mkdir(mode=0o700)
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _place(target: Path, at: str) -> Path:
    stem = at.replace("-", "").replace(":", "")
    taken = sum(1 for _ in target.glob(f"{stem}*"))
    return target / (f"{stem}-{taken + 1}" if taken else stem)
