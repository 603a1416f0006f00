"""The connection to the store: SQLite by default, PostgreSQL by URL."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, select, text
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from models.errors import StoreError
from pipeline.store.tables import HEAD, identity

# Before this, SQLite can corrupt a database in WAL mode.
_SAFE_SQLITE = (3, 51, 3)
# How many seconds another writer, or a server that does not answer, is waited for.
PATIENCE = 30
# A server whose machine is gone is told from one that works long: it no longer acknowledges what is sent.
_LIMITS = {
    "connect_timeout": PATIENCE,
    "keepalives_idle": PATIENCE,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": PATIENCE * 1000,
}
_STEPS = {
    "is full": "make room, and run again",
    "disk I/O error": "see that the disk is well and has room, and run again",
    "is locked": "another program writes to it: let it end, and run again",
    "malformed": "it is damaged: make it anew with `casemill rebuild`",
    "not a database": "make it anew with `casemill rebuild`",
}
_READING = {"casemill_reading": True}


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    """The store at `url`, made or brought up to date where it is not. Raises StoreError where it cannot be used."""
    engine = connect(url)
    try:
        if _revision(engine) != HEAD:
            # Alembic takes a second to load, and is seldom needed.
            from pipeline.store.upgrade import upgrade

            with writing(engine) as connection:
                upgrade(connection)
        yield engine
    except SQLAlchemyError as error:
        raise _fault(engine, getattr(error, "orig", None) or error) from error
    finally:
        engine.dispose()


def connect(url: str) -> Engine:
    """An engine for `url`; nothing is opened yet. Raises StoreError where its driver is missing or unsafe."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        try:
            return create_engine(parsed.set(drivername="postgresql+psycopg"), connect_args=_LIMITS)
        except ModuleNotFoundError as error:
            raise StoreError("the driver for PostgreSQL is missing; install casemill[postgresql]") from error
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, module=_sqlite(), connect_args={"timeout": PATIENCE})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that may write: all of it is kept, or none."""
    with engine.begin() as connection:
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One transaction that only reads, and waits for no writer."""
    with engine.connect().execution_options(**_READING) as connection, connection.begin():
        yield connection


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """One transaction that only reads, and sees the store in all its statements as it was at the first."""
    if engine.dialect.name == "sqlite":
        # There, every transaction is one.
        with reading(engine) as connection:
            yield connection
    else:
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection


def settle(engine: Engine) -> None:
    """What was committed outlasts a power cut: call it before it is told elsewhere. Raises StoreError.

    SQLite writes it in time by itself. To wait for the disk at each commit would cost a crawl more than its pages do.
    """
    if engine.dialect.name == "sqlite":
        connection = engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")
        except engine.dialect.loaded_dbapi.Error as error:
            raise _fault(engine, error) from error
        finally:
            connection.close()


def identity_of(connection: Connection) -> str:
    """The store's own name: what follows its changes tells by it that it is still the same store."""
    return str(connection.execute(select(identity.c.id)).scalar_one())


def _revision(engine: Engine) -> str | None:
    with reading(engine) as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _sqlite() -> ModuleType:
    import pysqlite3.dbapi2 as sqlite

    if sqlite.sqlite_version_info < _SAFE_SQLITE:
        needed = ".".join(map(str, _SAFE_SQLITE))
        raise StoreError(
            f"SQLite {sqlite.sqlite_version} can corrupt a database that several processes use; "
            f"install pysqlite3 with SQLite {needed} or later"
        )
    module: ModuleType = sqlite
    return module


def _prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    # The driver's own transactions begin late and shared; ours begin in `_begin`.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.cursor().execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    reads = connection.get_execution_options().get("casemill_reading")
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _fault(engine: Engine, error: Exception) -> StoreError:
    fact = str(error).splitlines()[0]
    found = (step for sign, step in _STEPS.items() if sign in fact)
    step = next(found, "see that the database can be reached and written")
    return StoreError(f"{_shown(engine.url)}: {fact}; {step}")


def _shown(url: URL) -> str:
    return url.render_as_string(hide_password=True)
