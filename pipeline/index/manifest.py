"""Which folder holds the index, what it was made with, and how far it has followed the store."""

from importlib.metadata import version
from pathlib import Path

from pydantic import ValidationError

from models.frozen import Frozen
from pipeline.durable import write_whole
from pipeline.index.schema import SCHEMA

_FILE = "manifest.json"
VERSION = version("tantivy")


class Manifest(Frozen):
    """`generation` is the folder's name, `position` the number of the last change of `store` that is in it.

    `meaning` is the encoder of the vectors beside it; empty where there are none.
    """

    generation: str
    store: str
    position: int
    index_schema: int = SCHEMA
    tantivy: str = VERSION
    meaning: str = ""

    @property
    def is_ours(self) -> bool:
        """Whether it is of the form that this casemill makes and reads."""
        return (self.index_schema, self.tantivy) == (SCHEMA, VERSION)

    def fits(self, store: str, newest: int) -> bool:
        """Whether the index can go on: same store, same form, not ahead of it."""
        return self.is_ours and self.store == store and self.position <= newest


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of the index in `folder`; None where there is no usable one."""
    try:
        manifest = Manifest.model_validate_json((folder / _FILE).read_bytes())
    except (OSError, ValidationError):
        return None
    return manifest if (folder / manifest.generation / "meta.json").is_file() else None


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """From now on this is the index; readers see the old one or this one, never a part."""
    write_whole(folder / _FILE, manifest.model_dump_json().encode())


def forget_manifest(folder: Path) -> None:
    """From now on there is no index in `folder`."""
    (folder / _FILE).unlink(missing_ok=True)
