"""A release written beside the others, and `latest` moved onto it."""

import os
import shutil
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import zstandard
from pydantic import ValidationError
from sqlalchemy import Connection

from models.frozen import Frozen
from models.report import GateVerdict
from pipeline.durable import PREFIX, settle_folder, write_whole
from pipeline.store.cases import last_change, live_documents
from pipeline.store.database import identity_of

RECORDS = "cases.jsonl.zst"
_MANIFEST = "release.json"
_LEVEL = 10


class Release(Frozen):
    """A release: the run that made it, how many records, the digest of their lines, the store's last change in it."""

    run: str
    records: int
    sha256: str
    store: str
    position: int


def latest_release(processed: Path) -> Release | None:
    """The release that `latest` points to; None where there is none."""
    try:
        return Release.model_validate_json((processed / "latest" / _MANIFEST).read_bytes())
    except (OSError, ValidationError):
        return None


def publish(connection: Connection, processed: Path, run: str, gates: Sequence[GateVerdict] = ()) -> Release | None:
    """A new release of the store's live records, and `latest` on it; None where nothing changed or a gate holds it."""
    store, position = identity_of(connection), last_change(connection)
    latest = latest_release(processed)
    unchanged = latest is not None and (latest.store, latest.position) == (store, position)
    if position == 0 or unchanged or any(gate.held for gate in gates):
        return None
    releases = processed / "releases"
    draft = releases / f"{PREFIX}{run}"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    records, digest = _write_records(connection, draft / RECORDS)
    release = Release(run=run, records=records, sha256=digest, store=store, position=position)
    write_whole(draft / _MANIFEST, release.model_dump_json(indent=2).encode() + b"\n")
    draft.rename(releases / run)
    settle_folder(releases)
    _point(processed / "latest", Path("releases") / run)
    return release


def sweep_drafts(processed: Path) -> None:
    """Removes the drafts of releases that a killed run left behind."""
    for draft in (processed / "releases").glob(f"{PREFIX}*"):
        shutil.rmtree(draft)


def _write_records(connection: Connection, path: Path) -> tuple[int, str]:
    digest = sha256()
    records = 0
    with path.open("wb") as file:
        with zstandard.ZstdCompressor(level=_LEVEL).stream_writer(file, closefd=False) as lines:
            for document in live_documents(connection):
                line = document + b"\n"
                digest.update(line)
                lines.write(line)
                records += 1
        file.flush()
        os.fsync(file.fileno())
    return records, digest.hexdigest()


def _point(link: Path, target: Path) -> None:
    new = link.with_name(f"{PREFIX}{link.name}")
    new.unlink(missing_ok=True)
    new.symlink_to(target)
    new.replace(link)
    settle_folder(link.parent)
