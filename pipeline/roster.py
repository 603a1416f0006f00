"""Who may sign in, beside the store: `raw/users/users.json`, for its owner's eyes alone.

The store has the say. The file is written before a change is kept in the store, so that a store without users has lost
those of the file, or the first of them is being added; a removed one is in neither.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy import Connection, Engine, Table, insert, select

from models.errors import StoreError
from models.frozen import Frozen
from pipeline.decisions.journal import alone
from pipeline.durable import incoming, make_folder, settle_folder
from pipeline.durable import settle as settle_file
from pipeline.store.database import reading, settle, writing
from pipeline.store.tables import tokens, users

FOLDER = "users"


class KeptUser(Frozen):
    """A row of the table `users`."""

    id: str
    name: str
    role: str
    password: str
    created_at: str


class KeptToken(Frozen):
    """A row of the table `tokens`."""

    digest: str
    user_id: str
    created_at: str


class Roster(Frozen):
    """All who may sign in, by name, and the digests of their tokens."""

    users: tuple[KeptUser, ...] = ()
    tokens: tuple[KeptToken, ...] = ()


def roster_file(raw: Path) -> Path:
    """Where it lies."""
    return raw / FOLDER / "users.json"


@contextmanager
def changing(store: Engine, raw: Path) -> Iterator[Connection]:
    """A transaction that may change users and tokens: what comes of it is in the file and in the store, or in neither.

    Where the process is killed between the two, the store has the say. Raises StoreError.
    """
    path = roster_file(raw)
    with _written(path):
        _make_private(path.parent)
        with alone(path):
            before = path.read_bytes() if path.exists() else None
            try:
                with writing(store) as connection:
                    bring_back(connection, raw)
                    yield connection
                    _write(path, _encoded(_told(connection)))
            except BaseException:
                # The store keeps nothing of it; a first user, of whom only the file tells, would come back.
                _put_back(path, before)
                raise
            settle(store)


def reconcile(store: Engine, raw: Path) -> None:
    """Store and file say the same: what the store has, or if it has no users what the file has. Raises StoreError."""
    path = roster_file(raw)
    with reading(store) as connection:
        told = _told(connection)
    if told.users or path.exists():
        known = path.read_bytes() if path.exists() else None
        if _encoded(told) != known:
            with changing(store, raw):
                pass


def bring_back(connection: Connection, raw: Path) -> int:
    """How many users a store that has none got from the file. Raises StoreError where the file is damaged."""
    path = roster_file(raw)
    if connection.execute(select(users.c.id).limit(1)).first() is not None or not path.exists():
        return 0
    try:
        kept = Roster.model_validate_json(path.read_bytes())
    except ValidationError as error:
        step = "restore it from a backup, or remove it and add the users anew"
        raise StoreError(f"{path}: this list of users is damaged; {step}") from error
    _insert(connection, users, kept.users)
    _insert(connection, tokens, kept.tokens)
    return len(kept.users)


def _insert(connection: Connection, table: Table, rows: tuple[Frozen, ...]) -> None:
    if rows:
        connection.execute(insert(table), [row.model_dump() for row in rows])


def _told(connection: Connection) -> Roster:
    known = connection.execute(select(users).order_by(users.c.name)).mappings()
    given = connection.execute(select(tokens).order_by(tokens.c.digest)).mappings()
    return Roster(
        users=tuple(KeptUser.model_validate(dict(row)) for row in known),
        tokens=tuple(KeptToken.model_validate(dict(row)) for row in given),
    )


def _encoded(roster: Roster) -> bytes:
    return roster.model_dump_json(indent=1).encode() + b"\n"


def _write(path: Path, content: bytes) -> None:
    with incoming(path.parent) as file:
        os.fchmod(file.fileno(), 0o600)
        file.write(content)
        settle_file(file, path)


def _put_back(path: Path, before: bytes | None) -> None:
    if before is None:
        path.unlink(missing_ok=True)
        settle_folder(path.parent)
    elif path.read_bytes() != before:
        _write(path, before)


def _make_private(folder: Path) -> None:
    make_folder(folder)
    folder.chmod(0o700)


@contextmanager
def _written(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        fact = f"{path} cannot be written ({error.strerror})"
        raise StoreError(f"{fact}: make room, or let casemill write") from error
