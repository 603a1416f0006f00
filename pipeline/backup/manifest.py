"""What a backup holds: a folder like the home, or the same as a tar file."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from models.errors import UsageError
from models.frozen import Frozen

MANIFEST = "manifest.json"
STORE = "processed/casemill.db"


class FileFacts(Frozen):
    """A file's length and SHA-256."""

    bytes: int
    sha256: str


class Manifest(Frozen):
    """The `files` by their path under the home, and the run whose release is the `latest`."""

    made_at: str
    casemill: str
    latest: str | None
    files: Mapping[str, FileFacts]


def read_manifest(content: bytes, place: Path) -> Manifest:
    """The manifest of the backup at `place`. Raises UsageError where it is none."""
    try:
        return Manifest.model_validate_json(content)
    except ValidationError as error:
        raise UsageError(f"{place}: {MANIFEST} cannot be read; name a backup that is whole") from error


def backups_in(folder: Path) -> list[Path]:
    """The backups in the folder, the oldest first."""
    return sorted(path.parent for path in folder.glob(f"[!.]*/{MANIFEST}"))
