"""What was made beside takes the place of what was there. It can be killed at any moment: the next run goes on."""

import shutil
from pathlib import Path

from models.frozen import Frozen
from pipeline.durable import settle_folder, write_whole
from pipeline.index.follow import replace_index
from pipeline.journal.files import follow_store
from pipeline.release.manifest import folder_of
from pipeline.release.publishing import point
from pipeline.settings import Settings
from pipeline.store.copying import copy_rows
from pipeline.store.database import opened, reading, writing
from pipeline.store.decisions import copy_decisions
from pipeline.store.files import file_of, is_usable
from pipeline.store.tables import derived_tables

_READY = "ready"


def beside(settings: Settings) -> Path:
    """Where the new is made: a folder like `processed/`."""
    return settings.processed / ".rebuilt"


def store_beside(settings: Settings) -> str:
    """The URL of the new store."""
    return f"sqlite:///{beside(settings) / 'casemill.db'}"


def sweep_beside(settings: Settings) -> None:
    """What a rebuild had made when it was killed: taken over if it was ready, else removed. Call it under the lock."""
    if (beside(settings) / _READY).is_file():
        _take_over(settings)
    shutil.rmtree(beside(settings), ignore_errors=True)


class Swap(Frozen):
    """The store that takes the place of another's: `follows` is whose history it was made of.

    `latest` is the release that `latest` points to, if it does not point to one.
    """

    store: str
    follows: str
    latest: str | None


def swap(settings: Settings, wanted: Swap) -> None:
    """The new is in its place."""
    write_whole(beside(settings) / _READY, wanted.model_dump_json().encode())
    sweep_beside(settings)


def _take_over(settings: Settings) -> None:
    new, processed = beside(settings), settings.processed
    wanted = Swap.model_validate_json((new / _READY).read_bytes())
    if wanted.store != wanted.follows:
        follow_store(settings.raw, wanted.store, wanted.follows, new / "journal")
    _take_store(settings)
    replace_index(processed / "index", new / "index")
    (processed / "releases").mkdir(exist_ok=True)
    for release in sorted((new / "releases").glob("[!.]*")):
        shutil.rmtree(folder_of(processed, release.name), ignore_errors=True)
        release.rename(folder_of(processed, release.name))
    settle_folder(processed / "releases")
    if wanted.latest and folder_of(processed, wanted.latest).is_dir() and not (processed / "latest").exists():
        point(processed, wanted.latest)
    (new / _READY).unlink()


def _take_store(settings: Settings) -> None:
    made = beside(settings) / "casemill.db"
    if not made.exists():
        return
    file = file_of(settings.database_url)
    if file is not None and not is_usable(settings.database_url):
        _set_aside(file)
        with opened(store_beside(settings)):
            # Closed again, it is one file.
            pass
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(made, file)
        settle_folder(file.parent)
        return
    with (
        opened(store_beside(settings)) as new,
        opened(settings.database_url) as store,
        reading(new) as source,
        writing(store) as target,
    ):
        copy_rows(source, target, derived_tables())
        # A store without them, or an older one, gets them; what curators decide meanwhile stays.
        copy_decisions(source, target)


def _set_aside(file: Path) -> None:
    for part in (file, file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")):
        if part.exists():
            part.replace(part.with_name(f"{part.name}.damaged"))
