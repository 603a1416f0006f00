"""What of a home goes into a backup."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from models.errors import SettingsError
from pipeline.durable import PREFIX
from pipeline.settings import FILE, Settings
from pipeline.sources import load_sources


def contents(settings: Settings, releases: Sequence[str]) -> Iterator[Path]:
    """The files under the home, each once: what cannot be made again, and the `releases`. The store comes apart."""
    home = settings.home
    seen: set[Path] = set()
    places = [home / FILE, home / "sources", *_given(settings), settings.processed / "proposals", settings.raw]
    for place in (*places, *(settings.processed / "releases" / run for run in releases)):
        for path in _files(place):
            if path not in seen and path.is_relative_to(home):
                seen.add(path)
                yield path


def outside(settings: Settings) -> Iterator[str]:
    """Words on what the home needs and a backup does not hold."""
    for place in _given(settings):
        if not place.is_relative_to(settings.home):
            yield f"{place} lies outside the home: it is not in the backup"


def _given(settings: Settings) -> Iterator[Path]:
    """Templates, and the pages that sources read from folders and files."""
    if settings.own_templates:
        yield settings.own_templates
    try:
        sources = load_sources(settings.home)
    except SettingsError:
        return
    for source in sources:
        if source.path:
            yield settings.home / source.path


def _files(place: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
    elif place.is_dir():
        yield from sorted(path for path in place.rglob("*") if path.is_file() and not path.name.startswith(PREFIX))
