"""Homes that have lived for some nights, and all that they hold, for tests of what is made of them again."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from pipeline.settings import Settings
from pipeline.store.database import opened, reading
from pipeline.store.tables import crawls, frontier, lasting_tables, pages

# What only tells how the last look at a quiet page went.
_PASSING = {pages.c.last_seen_at, pages.c.run_id}


@pytest.fixture(scope="module", autouse=True)
def ticking() -> Iterator[None]:
    """A clock that runs a second ahead each time it is looked at."""
    times = (f"2030-01-01T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}Z" for second in range(80_000))
    with pytest.MonkeyPatch.context() as patched:
        for module in ("arrivals", "run", "publication", "decisions.settling"):
            patched.setattr(f"pipeline.{module}.now", lambda: next(times))
        yield


def rows(settings: Settings) -> dict[str, list[tuple[object, ...]]]:
    """All that the store holds, by table."""
    with opened(settings.database_url) as store, reading(store) as connection:
        return {
            table.name: sorted(
                map(tuple, connection.execute(select(*(each for each in table.columns if each not in _PASSING)))),
                key=repr,
            )
            for table in lasting_tables()
            if table not in (crawls, frontier)
        }


def released(settings: Settings) -> dict[str, bytes]:
    """The files of all releases, and which is the latest."""
    folder = settings.processed / "releases"
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {**files, "latest": bytes((settings.processed / "latest").readlink())}
