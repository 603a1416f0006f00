"""What an export wrote."""

from models.frozen import Frozen


class ExportedFile(Frozen):
    """A file of it: its size in bytes and its digest; `name` is empty where the export is this one file."""

    name: str
    bytes: int
    sha256: str


class Exported(Frozen):
    """Which `release` was written to `path` in which `form`, and how many `records`.

    `missing` counts cases that the query found in the store and the release does not have.
    """

    form: str
    release: str
    path: str
    records: int
    missing: int = 0
    files: tuple[ExportedFile, ...]
