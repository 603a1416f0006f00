"""The journals of a store made anew that is not what it was: the same runs, with what their pages give today."""

from collections.abc import Sequence
from pathlib import Path

from models.frozen import revise
from pipeline.durable import lasting
from pipeline.journal.entries import Begun, Entry, Released
from pipeline.journal.files import JournalFile


class Retelling:
    """Journals in a folder of their own, for the store `store`. Releases are those of the store before."""

    def __init__(self, folder: Path, store: str, files: Sequence[JournalFile]) -> None:
        self.store = store
        self.folder = folder
        self._paths = {file.run: folder / file.path.name for file in files}
        folder.mkdir()

    def tell(self, run: str, entries: Sequence[Entry]) -> None:
        """The lines stand in the run's journal."""
        told = (revise(each, store=self.store) if isinstance(each, Begun) else each for each in entries)
        lines = (each.model_dump_json(exclude_none=True) for each in told if not isinstance(each, Released))
        with lasting(self._paths[run], "ab") as file:
            file.writelines(line.encode() + b"\n" for line in lines)
