"""The store as a file: whether it is one, whether it is sound, and a copy of it."""

from pathlib import Path

from sqlalchemy import Engine, make_url

from models.errors import StoreError
from pipeline.store.copying import copy_rows
from pipeline.store.database import opened, reading, snapshot, writing
from pipeline.store.tables import metadata


def file_of(database: str) -> Path | None:
    """The file of the SQLite store at the URL; None for another database."""
    url = make_url(database)
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


def is_usable(database: str) -> bool:
    """Whether the store is there and can be read. Raises StoreError where another database cannot be reached."""
    file = file_of(database)
    if file is not None and not file.is_file():
        return False
    try:
        with opened(database) as store, reading(store) as connection:
            if file is not None and connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok":
                return False
    except StoreError:
        if file is None:
            raise
        return False
    return True


def copy_store(store: Engine, target: Path) -> None:
    """An SQLite file with all that the store holds at this moment, whoever writes meanwhile; nobody waits for it."""
    if store.dialect.name == "sqlite":
        raw = store.raw_connection()
        try:
            raw.cursor().execute("VACUUM INTO ?", (str(target),))
        finally:
            raw.close()
    else:
        with opened(f"sqlite:///{target}") as copy, snapshot(store) as source, writing(copy) as connection:
            copy_rows(source, connection, metadata.sorted_tables)
