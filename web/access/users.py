"""Users as the store has them."""

import re
import secrets
from enum import IntEnum
from hashlib import sha256

from sqlalchemy import Connection, Row, delete, func, insert, select

from models.errors import UnknownNameError, UsageError
from models.frozen import Frozen
from pipeline.store.tables import tokens, users
from web.access.passwords import digest_of

_NAME = re.compile(r"[a-z0-9][a-z0-9._@-]{0,63}")
_TOKEN = "casemill_"  # noqa: S105 -- a token's beginning, by which a scanner for leaked ones knows it


class Role(IntEnum):
    """What a user may; each may what those before it may."""

    READER = 1
    CURATOR = 2
    ADMIN = 3


class User(Frozen):
    """Somebody who may sign in; `id` is another one where the same name was given again."""

    id: str
    name: str
    role: Role
    created_at: str


def is_name(name: str) -> bool:
    """Whether a user may be called so."""
    return _NAME.fullmatch(name) is not None


def add_user(connection: Connection, name: str, role: Role, password: str, *, at: str) -> User:
    """A new user. Raises UsageError where the name is taken, or name or password cannot be."""
    if not is_name(name):
        raise UsageError(
            f"{name!r} is no name for a user: write a-z, 0-9 and . _ @ -, 64 at most, such as ada.lovelace"
        )
    if _row(connection, name) is not None:
        raise UsageError(f"a user {name} is there already; remove it first with `casemill users remove {name}`")
    user = User(id=secrets.token_hex(16), name=name, role=role, created_at=at)
    row = {"id": user.id, "name": name, "role": role.name.lower(), "created_at": at, "password": digest_of(password)}
    connection.execute(insert(users).values(row))
    return user


def remove_user(connection: Connection, name: str) -> None:
    """The user may nothing any more: sessions and tokens end too. Raises UnknownNameError."""
    user = find_user(connection, name)
    revoke_tokens(connection, user)
    connection.execute(delete(users).where(users.c.id == user.id))


def all_users(connection: Connection) -> tuple[User, ...]:
    """Every user, by name."""
    return tuple(_user(row) for row in connection.execute(select(users).order_by(users.c.name)))


def count_users(connection: Connection) -> int:
    """How many there are."""
    return int(connection.execute(select(func.count()).select_from(users)).scalar_one())


def find_user(connection: Connection, name: str) -> User:
    """The user of that name. Raises UnknownNameError."""
    row = _row(connection, name)
    if row is None:
        known = ", ".join(user.name for user in all_users(connection)) or "none; add one with `casemill users add`"
        raise UnknownNameError(f"no user is called {name}; there are: {known}")
    return _user(row)


def user_by_id(connection: Connection, key: str) -> User | None:
    """The user with that id, who may have been removed."""
    row = connection.execute(select(users).where(users.c.id == key)).one_or_none()
    return _user(row) if row else None


def user_and_password(connection: Connection, name: str) -> tuple[User | None, str | None]:
    """The user of that name and the digest of their password; None for each where there is none.

    Who signs in elsewhere has no password.
    """
    row = _row(connection, name)
    return (_user(row), row.password or None) if row else (None, None)


def mint_token(connection: Connection, user: User, *, at: str) -> str:
    """A new token of the user's; only its digest is kept, so this is the one time it can be shown."""
    token = _TOKEN + secrets.token_urlsafe(32)
    connection.execute(insert(tokens).values(digest=_digest(token), user_id=user.id, created_at=at))
    return token


def revoke_tokens(connection: Connection, user: User) -> int:
    """How many tokens of the user's ended."""
    return connection.execute(delete(tokens).where(tokens.c.user_id == user.id)).rowcount


def user_of_token(connection: Connection, token: str) -> User | None:
    """Whose token it is; None where nobody's."""
    query = select(users).join(tokens, tokens.c.user_id == users.c.id).where(tokens.c.digest == _digest(token))
    row = connection.execute(query).one_or_none()
    return _user(row) if row else None


def _row(connection: Connection, name: str) -> Row[tuple[str, ...]] | None:
    return connection.execute(select(users).where(users.c.name == name)).one_or_none()


def _user(row: Row[tuple[str, ...]]) -> User:
    return User(id=row.id, name=row.name, role=Role[row.role.upper()], created_at=row.created_at)


def _digest(token: str) -> str:
    # A token is 256 random bits: it needs no slow digest.
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
