"""Where journals lie: `raw/journal/STORE/NUMBER-RUN.jsonl`, one file a run, numbered in the order of the runs."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from pipeline.durable import settle_folder
from pipeline.journal.entries import LINE, Begun, Entry

_FOLLOWS = "follows"


class JournalFile(NamedTuple):
    """The journal of one run; `number` counts the store's runs from 1."""

    number: int
    run: str
    path: Path


def folder_of(raw: Path, store: str) -> Path:
    """Where the journals of the store's runs lie."""
    return raw / "journal" / store


def path_of(raw: Path, store: str, number: int, run: str) -> Path:
    """The file of the store's run that is the `number`th."""
    return folder_of(raw, store) / f"{number:06}-{run}.jsonl"


def journals(raw: Path, store: str) -> list[JournalFile]:
    """The journals of the store's runs, in their order."""
    found = []
    for path in folder_of(raw, store).glob("*.jsonl"):
        number, _, run = path.stem.partition("-")
        if number.isdigit() and run:
            found.append(JournalFile(int(number), run, path))
    return sorted(found)


def stores(raw: Path) -> list[str]:
    """The stores that have journals, the one whose last run began last first; without those that another follows."""
    folders = [folder for folder in (raw / "journal").glob("[!.]*") if folder.is_dir()]
    followed = {file.read_text() for folder in folders if (file := folder / _FOLLOWS).is_file()}
    found: list[tuple[str, str]] = []
    for folder in folders:
        if folder.name in followed:
            continue
        heads = (head(file.path) for file in reversed(journals(raw, folder.name)))
        newest = next((begun for begun in heads if begun is not None), None)
        if newest is not None:
            found.append((newest.at, folder.name))
    return [store for _, store in sorted(found, reverse=True)]


def follow_store(raw: Path, store: str, known: str, told: Path) -> None:
    """The journals in the folder `told` are those of the store, which takes the place of the store `known`."""
    if told.is_dir():
        (told / _FOLLOWS).write_text(known)
        told.rename(folder_of(raw, store))
        settle_folder(raw / "journal")


def true_length(path: Path) -> int:
    """How long the journal is without a last line that was not finished."""
    return path.read_bytes().rfind(b"\n") + 1


def head(path: Path) -> Begun | None:
    """How the journal begins; None where that cannot be read."""
    first = next(entries(path), None)
    return first if isinstance(first, Begun) else None


def entries(path: Path) -> Iterator[Entry | None]:
    """The journal's lines; None for one that cannot be read, but for a last one that was not finished."""
    with path.open("rb") as file:
        for line in file:
            if line.endswith(b"\n"):
                try:
                    yield LINE.validate_json(line)
                except ValidationError:
                    yield None
