"""Releases that are missing or damaged, made again where the replay comes to them."""

import json
from collections.abc import Sequence
from pathlib import Path
from shutil import rmtree

from sqlalchemy import Engine

from pipeline.archive import digest_of
from pipeline.journal.entries import Released
from pipeline.journal.files import JournalFile, entries
from pipeline.release.manifest import PACKAGE, Release, folder_of, release_of
from pipeline.release.publishing import Plan, draw_up
from pipeline.store.cases import last_change
from pipeline.store.database import reading


def told_releases(files: Sequence[JournalFile]) -> list[Release]:
    """The releases of which the journals tell, the oldest first."""
    return [entry.release for file in files for entry in entries(file.path) if isinstance(entry, Released)]


class Remaker:
    """Makes anew, under `beside`, those of the `wanted` releases that are not whole under `processed`."""

    def __init__(self, store: Engine, processed: Path, beside: Path, told: Sequence[Release], *, keep: int) -> None:
        self._store = store
        self._processed = processed
        self._beside = beside
        self._told = {release.run: release for release in told}
        self.missing = [each for each in list(self._told)[-keep:] if not is_whole(processed, self._told[each])]
        # What changed since the one before needs that one, though it be kept no longer.
        before = {self._told[run].before for run in self.missing}
        self._needed = before.union(self.missing) - {
            run for run in before if run not in self.missing and self._there(run)
        }
        self.differing: list[str] = []
        self.shifted = False

    def remake(self, release: Release) -> None:
        """The store stands as it did when the release was made."""
        with reading(self._store) as connection:
            position = last_change(connection)
            if release.run in self._needed:
                before = self._told.get(release.before or "")
                planned = Plan(
                    before=before,
                    store=release.store,
                    position=position,
                    privacy=release.privacy,
                    sources=release.sources,
                )
                folder = self._folder(before.run) if before else None
                made = draw_up(connection, self._beside, release.run, planned, release.accepted, before=folder)
                if made != release and release.run in self.missing:
                    self.differing.append(release.run)
        # Then the change feed has other numbers than its readers know.
        self.shifted |= position != release.position

    def keep(self, *, same: bool) -> tuple[str, ...]:
        """The releases that are made again as they were; the others go. With another history none can be."""
        made = sorted(path for path in (self._beside / "releases").glob("*"))
        good = [path.name for path in made if same and path.name in self.missing and path.name not in self.differing]
        for path in made:
            if path.name not in good:
                rmtree(path)
        return tuple(good)

    def _there(self, run: str | None) -> bool:
        return run in self._told and is_whole(self._processed, self._told[run or ""])

    def _folder(self, run: str) -> Path | None:
        folders = (folder_of(self._beside, run), folder_of(self._processed, run))
        return next((folder for folder in folders if folder.is_dir()), None)


def is_whole(processed: Path, release: Release) -> bool:
    """Whether the release is there, and each of its files is what it was."""
    folder = folder_of(processed, release.run)
    if release_of(processed, release.run) != release:
        return False
    try:
        described = json.loads((folder / PACKAGE).read_bytes())["resources"]
        return all(f"sha256:{digest_of(folder / each['path'])}" == each["hash"] for each in described)
    except (OSError, ValueError, KeyError):
        return False
