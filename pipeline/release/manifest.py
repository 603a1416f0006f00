"""What a release says of itself, and where releases lie."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from pydantic import Field, ValidationError

from models.frozen import Frozen
from models.level import Level
from models.record import CaseRecord
from pipeline.sources import ContactPrivacy

MANIFEST = "release.json"
RECORDS = "cases.jsonl.zst"
DELTA = "delta.jsonl"
FINDINGS = "findings.jsonl"
STATISTICS = "statistics.json"
SCHEMA = "schema.json"
PACKAGE = "datapackage.json"
CROISSANT = "croissant.json"
# Raised where the files of a release take another form: then one is made though no case has changed.
FORM = 1


class Acceptance(Frozen):
    """That a release was made though `gate` held it back for `held`: by whom, and their reason."""

    gate: str
    held: str
    by: str
    reason: str


class Release(Frozen):
    """A release: the run that made it, the one `before` it, and what it was made of.

    `sha256` is the digest of the records' lines, `position` the last change of the store `store` in them. `privacy`
    says by source which contacts they show, where that is not the default; `changes` how many cases came (ADD), changed
    (MOD) and left (DEL) since the release before; `accepted` which gates would have held it back. `sources` says how
    each source stood; `history` by gate after which release its history begins, where a new level was accepted.
    """

    run: str
    before: str | None = None
    form: int = 0
    records: int
    sha256: str
    store: str
    position: int
    privacy: Mapping[str, ContactPrivacy] = Field(default_factory=dict)
    changes: Mapping[str, int] = Field(default_factory=dict)
    accepted: tuple[Acceptance, ...] = ()
    sources: Mapping[str, Level] = Field(default_factory=dict)
    history: Mapping[str, str] = Field(default_factory=dict)


class ReleasedCase(NamedTuple):
    """A case as a release shows it; `line` is its record's JSON, `digest` the SHA-256 of that line.

    `withheld` counts the contacts that it does not show.
    """

    record: CaseRecord
    version: int
    line: bytes
    digest: str
    withheld: int = 0


class KnownCase(NamedTuple):
    """A case of an earlier release: which version, and the digest of its line."""

    id: str
    version: int
    digest: str


def folder_of(processed: Path, run: str) -> Path:
    """Where the release of the run lies."""
    return processed / "releases" / run


def release_of(processed: Path, run: str) -> Release | None:
    """The release that the run made; None where it is not there."""
    return _read(folder_of(processed, run))


def latest_release(processed: Path) -> Release | None:
    """The release that `latest` points to; None where there is none."""
    return _read(processed / "latest")


def chain(processed: Path) -> Iterator[Release]:
    """The releases that are kept, the newest first, each followed by the one before it."""
    release = latest_release(processed)
    while release is not None:
        yield release
        release = release_of(processed, release.before) if release.before else None


def unfinished(processed: Path) -> Iterator[Path]:
    """Releases onto which `latest` was not moved any more: made of it (or of none), and none is made of them."""
    latest = latest_release(processed)
    newest = latest.run if latest else None
    there = {folder: release for folder in (processed / "releases").glob("*") if (release := _read(folder))}
    befores = {release.before for release in there.values()}
    for folder, release in there.items():
        if release.before == newest and release.run != newest and release.run not in befores:
            yield folder


def _read(folder: Path) -> Release | None:
    try:
        return Release.model_validate_json((folder / MANIFEST).read_bytes())
    except (OSError, ValidationError):
        return None
