"""Those whom the provider sends, as users of the store."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, update

from models.frozen import Frozen
from pipeline.clock import now
from pipeline.oidc import OidcSettings
from pipeline.roster import changing
from pipeline.store.database import reading
from pipeline.store.tables import users
from web.access.users import Role, User, is_name, remove_user, user_and_password, user_by_id
from web.oidc.errors import RefusedError


class Person(Frozen):
    """`id` is made of issuer and subject, which nobody else ever has; without a `role` they may do nothing."""

    id: str
    name: str
    role: Role | None


def person_of(claims: Mapping[str, object], settings: OidcSettings) -> Person:
    """Who the claims speak of. Raises RefusedError where they have no name that can stand with a decision."""
    name = str(_at(claims, settings.name_claim) or "").strip().lower()
    if not is_name(name):
        raise RefusedError(f"your {settings.name_claim} there is no name for a user here; ask whoever runs this server")
    if settings.name_claim == "email" and claims.get("email_verified") is not True:
        raise RefusedError("your e-mail address is not verified there")
    subject = f"{settings.issuer}\0{claims['sub']}"
    return Person(id=sha256(subject.encode()).hexdigest()[:32], name=name, role=_role(claims, settings))


def admit(store: Engine, raw: Path, person: Person) -> User:
    """The user that the person is here. Raises RefusedError where they have no role, or another has their name.

    Who has a role no more is removed: their sessions and tokens end.
    """
    with reading(store) as connection:
        known = user_by_id(connection, person.id)
    if person.role is None:
        if known is not None:
            with changing(store, raw) as connection:
                remove_user(connection, known.name)
        raise RefusedError("you have no role here; ask whoever runs this server")
    if known is not None and (known.name, known.role) == (person.name, person.role):
        return known
    with changing(store, raw) as connection:
        return _written(connection, person, person.role)


def _written(connection: Connection, person: Person, role: Role) -> User:
    holder, _ = user_and_password(connection, person.name)
    if holder is not None and holder.id != person.id:
        raise RefusedError(f"somebody else is called {person.name} here; ask whoever runs this server")
    said = {"name": person.name, "role": role.name.lower()}
    if user_by_id(connection, person.id) is None:
        # No password has an empty digest.
        row = {"id": person.id, **said, "password": "", "created_at": now()}
        connection.execute(insert(users).values(row))
    else:
        connection.execute(update(users).where(users.c.id == person.id).values(said))
    user = user_by_id(connection, person.id)
    assert user is not None  # noqa: S101 -- tells the type; it has just been written
    return user


def _role(claims: Mapping[str, object], settings: OidcSettings) -> Role | None:
    given = [settings.roles[each] for each in _words(_at(claims, settings.role_claim)) if each in settings.roles]
    names = given or ([settings.default_role] if settings.default_role else [])
    return max((Role[each.upper()] for each in names), default=None)


def _words(value: object) -> Iterator[str]:
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, str):
            yield each


def _at(claims: Mapping[str, object], path: str) -> object:
    """The claim of that name, or at that path."""
    if path in claims:
        return claims[path]
    value: object = claims
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value
