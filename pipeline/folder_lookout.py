"""A folder's files as a source's pages."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pipeline import archive
from pipeline.arrivals import Copy, Look, chunks
from pipeline.folder import ListedFile, folder_of, list_folder
from pipeline.milling import unreadable
from pipeline.sources import SourceSettings
from pipeline.store.unfetched import Failure

_LOOKED_UP_AT_ONCE = 200
_THREADS = 16


class FolderLookout:
    """The files of the source's folder. Raises SettingsError where it is not there."""

    def __init__(self, source: SourceSettings, home: Path, raw: Path) -> None:
        self._source = source
        self._folder = folder_of(source, home)
        self._raw = raw
        self._paths: dict[str, Path] = {}

    def looks(self) -> Iterator[Look]:
        """All files in a fixed order. Raises SettingsError where the folder cannot be listed."""
        for files in chunks(self._files(), _LOOKED_UP_AT_ONCE):
            self._paths = {file.uri: file.path for file in files if file.is_page}
            copies, failures = self._each(list(self._paths), lambda uri: archive.digest_of(self._paths[uri]))
            yield Look(copies=copies, failures=failures, skipped=len(files) - len(self._paths))

    def keep(self, copies: Mapping[str, Copy]) -> tuple[Mapping[str, Copy], tuple[Failure, ...]]:
        """The files of the last look, copied into the archive as they are now."""
        return self._each(list(copies), lambda uri: archive.keep(self._raw, self._paths[uri], copies[uri].sha256))

    def total(self) -> int:
        """How many files are pages."""
        return sum(file.is_page for file in self._files())

    def _files(self) -> Iterator[ListedFile]:
        return list_folder(self._folder, include=self._source.include, exclude=self._source.exclude)

    def _each(self, uris: Sequence[str], digest: Callable[[str], str]) -> tuple[dict[str, Copy], tuple[Failure, ...]]:
        """The digest of each file, in order, and those that cannot be read."""

        def attempt(uri: str) -> Copy | Failure:
            try:
                return Copy(sha256=digest(uri))
            except OSError as error:
                reason = unreadable(uri, error)
                return Failure(uri=uri, code=reason.code, message=str(reason))

        # Threads, because each file waits for the disk; together they wait once.
        with ThreadPoolExecutor(_THREADS) as threads:
            results = dict(zip(uris, threads.map(attempt, uris), strict=True))
        copies = {uri: result for uri, result in results.items() if isinstance(result, Copy)}
        return copies, tuple(result for result in results.values() if isinstance(result, Failure))
