"""Each source with where its pages come from."""

from pathlib import Path

from sqlalchemy import Engine as Store

from pipeline.arrivals import Lookout
from pipeline.folder_lookout import FolderLookout
from pipeline.settings import Settings
from pipeline.sources import SourceSettings


def lookout_of(source: SourceSettings, settings: Settings, store: Store, raw: Path) -> Lookout:
    """Where the source's pages come from; `store` keeps the frontier of a crawl, `raw` its bytes.

    Raises SettingsError where a folder is not there.
    """
    if source.is_fetched:
        # Imported where it is used: a run of folders needs no HTTP.
        from pipeline.fetch.lookout import FetchLookout

        return FetchLookout(source, settings, store, raw)
    return FolderLookout(source, settings.home, raw)
