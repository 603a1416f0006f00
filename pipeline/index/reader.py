"""The index, open for reading."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import tantivy

from models.errors import StoreError
from pipeline.index.manifest import Manifest, read_manifest
from pipeline.index.meaning.shelf import Shelf
from pipeline.index.schema import KEY, SHOWN, prepare
from pipeline.index.snippets import Text

_MOST_ANSWERS = 64


class DamagedIndexError(StoreError):
    """The index's files cannot be read: it is to be made anew."""


@dataclass(frozen=True, eq=False)
class Reader:
    """One state of the index; `answers` are those that it gave before."""

    searcher: tantivy.Searcher
    manifest: Manifest
    meanings: Shelf | None = None
    answers: dict[object, object] = field(default_factory=dict)

    def keys_of(self, addresses: Sequence[tantivy.DocAddress]) -> list[int]:
        """The keys of the cases at the addresses."""
        return [int(key or 0) for key in self.searcher.fast_field_values(KEY, [*addresses])]

    def read(self, address: tantivy.DocAddress) -> tuple[str, str, list[Text]]:
        """The id, the language and the searched texts of the case at the address."""
        document = self.searcher.doc(address)
        language, *texts = json.loads(bytes(document[SHOWN][0]))
        return str(document["id"][0]), language, [(section, text) for section, text in texts]

    def remember(self, question: object, answer: object) -> None:
        """Keeps the answer for whoever asks the same of this state."""
        if len(self.answers) >= _MOST_ANSWERS:
            self.answers.clear()
        self.answers[question] = answer


def open_reader(folder: Path) -> Reader:
    """The newest state of the index in `folder`. Raises StoreError where there is none that this casemill can read."""
    manifest = read_manifest(folder)
    if manifest is None or not manifest.is_ours:
        raise StoreError(f"{folder}: the index is being made; ask again when the run that is at work has ended")
    with damage_told(folder):
        made = (folder / manifest.generation / "meta.json").stat()
        return _opened(folder, manifest, made.st_ino, made.st_mtime_ns)


@lru_cache(maxsize=2)
def _opened(folder: Path, manifest: Manifest, *_: int) -> Reader:
    generation = folder / manifest.generation
    index = prepare(tantivy.Index.open(str(generation)))
    return Reader(index.searcher(), manifest, Shelf(generation) if manifest.meaning else None)


@contextmanager
def damage_told(folder: Path, signs: tuple[type[Exception], ...] = (ValueError, KeyError, OSError)) -> Iterator[None]:
    """Faults of the index's files become DamagedIndexError; `signs` are the exceptions that tell of them."""
    try:
        yield
    except signs as error:
        raise DamagedIndexError(f"{folder}: the index is damaged ({error})") from error
    except BaseException as error:
        # A panic in the index's own code is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise DamagedIndexError(f"{folder}: the index is damaged ({error})") from error
