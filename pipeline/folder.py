"""The pages of a folder."""

import os
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from models.errors import SettingsError
from models.frozen import Frozen
from pipeline.sources import SourceSettings

# What lies beside pages and is none: data, and the parts of a saved web page. All else is a page: a format without a
# reader is quarantined and so seen, not passed over.
_SUFFIXES = """
    json jsonl csv tsv yaml yml toml ini xsd rng py sh log lock bak tmp swp sha256
    css js mjs map woff woff2 ttf otf eot ico png jpg jpeg gif svg webp avif bmp tif tiff mp3 mp4 webm
"""
NO_PAGES = tuple(f"*.{suffix}" for suffix in _SUFFIXES.split())


class ListedFile(Frozen):
    """A file in a folder; `uri` is its POSIX path within it. `is_page` is false for what the source leaves out."""

    uri: str
    path: Path
    is_page: bool = True


def folder_of(source: SourceSettings, home: Path) -> Path:
    """The folder of `source`. Raises SettingsError where it is not there."""
    folder = home / (source.path or "")
    if not folder.is_dir():
        raise SettingsError(f"sources/{source.name}.toml: path: {folder} is no folder; name the one with the pages")
    return folder


def list_folder(
    folder: Path, *, include: tuple[str, ...] = (), exclude: tuple[str, ...] | None = None
) -> Iterator[ListedFile]:
    """Every file of `folder` and its subfolders in a fixed order, without hidden ones; each folder is entered once.

    Raises SettingsError where a folder cannot be listed: its pages must not be taken for gone.
    """
    chosen = tuple(map(str.lower, include))
    left_out = tuple(map(str.lower, NO_PAGES if exclude is None else exclude))
    for path, is_file in _walk(folder, entered=set()):
        uri = text_of(path.relative_to(folder))
        wanted = (not chosen or _matches(uri.lower(), chosen)) and not _matches(uri.lower(), left_out)
        yield ListedFile(uri=uri, path=path, is_page=is_file and wanted)


def _walk(folder: Path, entered: set[tuple[int, int]]) -> Iterator[tuple[Path, bool]]:
    try:
        facts = folder.stat()
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise SettingsError(f"{folder}: cannot be listed ({error.strerror}); make the folder readable") from error
    if (facts.st_dev, facts.st_ino) in entered:
        return
    entered.add((facts.st_dev, facts.st_ino))
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if _is_folder(entry):
            yield from _walk(Path(entry.path), entered)
        else:
            # A link that leads nowhere is a page that cannot be opened; a pipe or a device is no page.
            yield Path(entry.path), entry.is_symlink() or entry.is_file()


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _matches(uri: str, globs: tuple[str, ...]) -> bool:
    name = uri.rpartition("/")[2]
    return any(fnmatchcase(uri if "/" in glob else name, glob) for glob in globs)


def text_of(path: Path) -> str:
    """The path in POSIX form; bytes that are no UTF-8 as `\\xe9`."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")
