"""The index follows the store."""

import shutil
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path

import numpy as np
import tantivy
from sqlalchemy import Engine

from models.errors import BusyError, StoreError
from models.frozen import revise
from models.record import CaseRecord
from pipeline.durable import sweep
from pipeline.index.manifest import Manifest, forget_manifest, read_manifest, write_manifest
from pipeline.index.meaning.encoder import SIZE, Encoder, encoder_name, load_encoder
from pipeline.index.meaning.passages import encode_cases
from pipeline.index.meaning.shelf import add_rows
from pipeline.index.reader import DamagedIndexError, damage_told
from pipeline.index.schema import document_of, key_of, prepare, schema
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


def follow(folder: Path, engine: Engine, *, meaning: bool | None = None) -> None:
    """Brings the index in `folder` up to the store, or makes it anew beside the old one. Call it under the lock.

    `meaning`: with vectors of what cases mean, or without; by default as it was. Raises StoreError where it cannot be
    written, SettingsError where what makes the vectors is not installed.
    """
    settle(engine)
    with reading(engine) as connection:
        store, newest = identity_of(connection), last_change(connection)
    manifest = read_manifest(folder)
    wanted = manifest.meaning if meaning is None and manifest else encoder_name() if meaning else ""
    try:
        sweep(folder)
        if manifest is not None and manifest.fits(store, newest) and manifest.meaning == wanted:
            if manifest.position == newest:
                return
            # Where files turn out to be damaged the index is made anew.
            with suppress(DamagedIndexError), damage_told(folder, (ValueError,)):
                _bring_up(folder, engine, manifest)
                return
        _bring_up(folder, engine, _fresh(folder, store, wanted))
    except (OSError, ValueError) as error:
        raise StoreError(f"{folder} cannot be written ({error}): make room, or let casemill write") from error


def remake(processed: Path, engine: Engine) -> None:
    """Makes an index anew that is damaged. Raises BusyError where a run is at work."""
    folder = processed / "index"
    with locked(processed):
        manifest = read_manifest(folder)
        forget_manifest(folder)
        follow(folder, engine, meaning=bool(manifest and manifest.meaning))


def _bring_up(folder: Path, engine: Engine, manifest: Manifest) -> None:
    encoder = load_encoder() if manifest.meaning else None
    position = _apply(folder / manifest.generation, engine, manifest.position, encoder)
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


def _fresh(folder: Path, store: str, meaning: str) -> Manifest:
    generation = _next_generation(folder)
    (folder / generation).mkdir(parents=True)
    return Manifest(generation=generation, store=store, position=0, meaning=meaning)


def _next_generation(folder: Path) -> str:
    return str(max((int(path.name) for path in folder.glob("*") if path.name.isdigit()), default=0) + 1)


def _apply(folder: Path, engine: Engine, position: int, encoder: Encoder | None) -> int:
    index = prepare(tantivy.Index(schema(), path=str(folder)))
    writer = index.writer(_HEAP_BYTES, num_threads=1)
    while True:
        with reading(engine) as connection:
            reached, ids = changes_since(connection, position, limit=_CHUNK)
            documents = read_documents(connection, ids)
        if reached == position:
            break
        records = {case_id: record_of(case_id, documents[case_id]) for case_id in sorted(documents)}
        for case_id in sorted(ids):
            writer.delete_documents_by_term("id", case_id)
            if case_id in records:
                writer.add_document(document_of(records[case_id]))
        if encoder:
            _shelve(folder, encoder, records, ids)
        # The writer would hold ten thousand records before it makes one wait.
        writer.commit()
        position = reached
    writer.wait_merging_threads()
    return position


def _shelve(folder: Path, encoder: Encoder, records: Mapping[str, CaseRecord], ids: Collection[str]) -> None:
    gone = sorted(set(ids) - records.keys())
    vectors = np.concatenate(
        [encode_cases(encoder, [*records.values()]), np.zeros((len(gone), SIZE), dtype=np.float32)]
    )
    add_rows(folder, [key_of(case_id) for case_id in (*records, *gone)], vectors)
