"""Each source with where its pages come from."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine as Store

from pipeline.arrivals import Lookout
from pipeline.folder_lookout import FolderLookout
from pipeline.settings import Settings
from pipeline.sources import SourceKind, SourceSettings
from pipeline.store.database import connect, reading, writing
from pipeline.store.frontier import copy_frontier
from pipeline.store.tables import metadata

_AT_ONCE = 32


def lookout_of(
    source: SourceSettings, settings: Settings, store: Store, raws: Sequence[Path], *, at_once: int = _AT_ONCE
) -> Lookout:
    """Where the source's pages come from; `store` keeps the frontier of a crawl, the first of `raws` the bytes.

    Raises SettingsError where a folder or file is not there.
    """
    if source.is_fetched:
        # Imported where it is used: a run of folders needs no HTTP.
        from pipeline.fetch.lookout import FetchLookout

        return FetchLookout(source, settings, store, raws, at_once=at_once)
    if source.kind is SourceKind.WARC:
        from pipeline.warc_lookout import WarcLookout

        return WarcLookout(source, settings.home, store, raws[0], limit=settings.max_page_bytes)
    return FolderLookout(source, settings.home, raws[0])


@contextmanager
def passing_store() -> Iterator[tuple[Store, Path]]:
    """A store and an archive that leave nothing behind."""
    with TemporaryDirectory(prefix="casemill-") as folder:
        store = connect(f"sqlite:///{folder}/passing.db")
        try:
            with writing(store) as connection:
                metadata.create_all(connection)
            yield store, Path(folder) / "raw"
        finally:
            store.dispose()


def remember(store: Store, passing: Store, source: SourceSettings) -> None:
    """The passing store knows what crawls of the source have found."""
    with reading(store) as known, writing(passing) as connection:
        copy_frontier(known, connection, source.name)
