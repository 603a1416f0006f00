"""The index follows the store."""

import shutil
from contextlib import suppress
from pathlib import Path

import tantivy
from sqlalchemy import Engine

from models.errors import BusyError, StoreError
from models.frozen import revise
from pipeline.durable import sweep
from pipeline.index.manifest import Manifest, forget_manifest, read_manifest, write_manifest
from pipeline.index.reader import DamagedIndexError, damage_told
from pipeline.index.schema import document_of, prepare, schema
from pipeline.lock import locked
from pipeline.store.cases import changes_since, last_change, read_documents
from pipeline.store.database import identity_of, reading, settle
from pipeline.store.documents import record_of

_CHUNK = 500
_HEAP_BYTES = 50_000_000


def catch_up(processed: Path, engine: Engine) -> None:
    """Brings the index up to the store where it lags (it was deleted, or a run was killed) and nobody writes."""
    folder = processed / "index"
    if not _is_current(folder, engine):
        with suppress(BusyError), locked(processed):
            follow(folder, engine)


def follow(folder: Path, engine: Engine) -> None:
    """Brings the index in `folder` up to the store, or makes it anew beside the old one. Call it under the lock.

    Raises StoreError where it cannot be written.
    """
    settle(engine)
    with reading(engine) as connection:
        store, newest = identity_of(connection), last_change(connection)
    manifest = read_manifest(folder)
    try:
        sweep(folder)
        if manifest is not None and manifest.fits(store, newest):
            if manifest.position == newest:
                return
            # Where files turn out to be damaged the index is made anew.
            with suppress(DamagedIndexError), damage_told(folder, (ValueError,)):
                _bring_up(folder, engine, manifest)
                return
        _bring_up(folder, engine, _fresh(folder, store))
    except (OSError, ValueError) as error:
        raise StoreError(f"{folder} cannot be written ({error}): make room, or let casemill write") from error


def remake(processed: Path, engine: Engine) -> None:
    """Makes an index anew that is damaged. Raises BusyError where a run is at work."""
    folder = processed / "index"
    with locked(processed):
        forget_manifest(folder)
        follow(folder, engine)


def _bring_up(folder: Path, engine: Engine, manifest: Manifest) -> None:
    position = _apply(folder / manifest.generation, engine, manifest.position)
    _use(folder, revise(manifest, position=position))


def replace_index(folder: Path, made: Path) -> None:
    """The index in the folder `made` is that of `folder` from now on. Call it under the lock."""
    manifest = read_manifest(made)
    if manifest is not None:
        folder.mkdir(parents=True, exist_ok=True)
        generation = _next_generation(folder)
        (made / manifest.generation).rename(folder / generation)
        _use(folder, revise(manifest, generation=generation))


def _use(folder: Path, manifest: Manifest) -> None:
    write_manifest(folder, manifest)
    for path in folder.iterdir():
        if path.is_dir() and path.name != manifest.generation:
            shutil.rmtree(path)


def _is_current(folder: Path, engine: Engine) -> bool:
    with reading(engine) as connection:
        store, newest = identity_of(connection), last_change(connection)
    manifest = read_manifest(folder)
    return manifest is not None and manifest.fits(store, newest) and manifest.position == newest


def _fresh(folder: Path, store: str) -> Manifest:
    generation = _next_generation(folder)
    (folder / generation).mkdir(parents=True)
    return Manifest(generation=generation, store=store, position=0)


def _next_generation(folder: Path) -> str:
    return str(max((int(path.name) for path in folder.glob("*") if path.name.isdigit()), default=0) + 1)


def _apply(folder: Path, engine: Engine, position: int) -> int:
    index = prepare(tantivy.Index(schema(), path=str(folder)))
    writer = index.writer(_HEAP_BYTES, num_threads=1)
    while True:
        with reading(engine) as connection:
            reached, ids = changes_since(connection, position, limit=_CHUNK)
            documents = read_documents(connection, ids)
        if reached == position:
            break
        for case_id in sorted(ids):
            writer.delete_documents_by_term("id", case_id)
            if case_id in documents:
                writer.add_document(document_of(record_of(case_id, documents[case_id])))
        # The writer would hold ten thousand records before it makes one wait.
        writer.commit()
        position = reached
    writer.wait_merging_threads()
    return position
