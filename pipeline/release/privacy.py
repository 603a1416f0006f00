"""Which contacts of each source may be shown to all, as its TOML says now."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from models.errors import SettingsError
from pipeline.release.manifest import MANIFEST, latest_release
from pipeline.settings import Settings
from pipeline.sources import ContactPrivacy, load_source

Stamp = tuple[tuple[str, int], ...]


def privacy_by_source(settings: Settings) -> Mapping[str, ContactPrivacy]:
    """The privacy of every source that is configured, or was released; of another one the default holds.

    A source whose TOML is wrong shows nothing until it is mended.
    """
    latest = settings.processed / "latest" / MANIFEST
    files = (*sorted((settings.home / "sources").glob("*.toml")), latest)
    return _read(settings.processed, tuple((str(path), path.stat().st_mtime_ns) for path in files if path.is_file()))


@lru_cache(maxsize=8)
def _read(processed: Path, stamp: Stamp) -> Mapping[str, ContactPrivacy]:
    latest = latest_release(processed)
    kept = dict(latest.privacy) if latest else {}
    sources = [Path(path) for path, _ in stamp if path.endswith(".toml")]
    return {**kept, **{path.stem: _privacy(path) for path in sources}}


def _privacy(path: Path) -> ContactPrivacy:
    try:
        return load_source(path).privacy.contacts
    except SettingsError:
        return ContactPrivacy.NONE
