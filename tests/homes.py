"""Homes with one folder source, for tests."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory

from models.report import RunReport
from pipeline.pool import local_engine
from pipeline.run import run
from pipeline.settings import Settings, load_settings
from pipeline.store.database import opened

SOURCE = 'kind = "folder"\npath = "pages"\n'


def make_home(home: Path, pages: Mapping[str, str | bytes], *, source: str = SOURCE) -> Settings:
    """The settings of a new home whose only source, `notes`, has the pages; rules alone, two workers."""
    (home / "sources").mkdir(parents=True)
    (home / "sources" / "notes.toml").write_text(source)
    (home / "casemill.toml").write_text("models = false\nworkers = 2\n")
    (home / "processed").mkdir()
    (home / "processed" / "casemill.db").write_bytes(_empty_store())
    set_pages(home, pages)
    return load_settings(home)


def run_here(settings: Settings) -> RunReport:
    """What a run did with few pages, all in this process: for tests of what comes after it."""
    return run(settings, engine=local_engine(1))


@cache
def _empty_store() -> bytes:
    # Made once: Alembic takes its time.
    with TemporaryDirectory() as folder:
        path = Path(folder) / "casemill.db"
        with opened(f"sqlite:///{path}"):
            pass
        return path.read_bytes()


def set_pages(home: Path, pages: Mapping[str, str | bytes]) -> None:
    """The folder of the source holds these pages and no others."""
    rmtree(home / "pages", ignore_errors=True)
    (home / "pages").mkdir()
    for uri, content in pages.items():
        path = home / "pages" / uri
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
