"""`casemill users`: who may sign in."""

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands.context import AsJson, emit, present, settings_of, tell

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from web.access.users import User

users = typer.Typer(help="Add, list and remove who may sign in; give them tokens.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(metavar="NAME", help="The name to sign in with.")]


class RoleName(StrEnum):
    """A role, as it is written."""

    READER = "reader"
    CURATOR = "curator"
    ADMIN = "admin"


@users.command(epilog="Example: casemill users add ada --role curator")
def add(
    context: typer.Context,
    name: Name,
    *,
    role: Annotated[RoleName, typer.Option(help="What they may.")] = RoleName.READER,
) -> None:
    """Add a user; the password is asked for, or is the first line of standard input."""
    from pipeline.clock import now
    from pipeline.roster import changing
    from pipeline.store.database import opened
    from web.access.users import Role, add_user

    settings = settings_of(context)
    password = _password()
    with opened(settings.database_url) as store, changing(store, settings.raw) as connection:
        add_user(connection, name, Role[role.name], password, at=now())
    tell(f"{name} may sign in as {role.value}.")


@users.command("list", epilog="Example: casemill users list --json")
def show(context: typer.Context, *, as_json: AsJson = False) -> None:
    """List the users and their roles."""
    import json

    from rich.table import Table

    from pipeline.roster import reconcile
    from pipeline.store.database import opened

    settings = settings_of(context)
    with opened(settings.database_url) as store:
        known = _all(store)
        if not known:
            # They may have been lost with the store.
            reconcile(store, settings.raw)
            known = _all(store)
    rows = [(user.name, user.role.name.lower(), user.created_at) for user in known]
    if as_json:
        for row in rows:
            emit(json.dumps(dict(zip(("name", "role", "created_at"), row, strict=True))).encode())
        return
    table = Table(box=None, pad_edge=False)
    for heading in ("name", "role", "since"):
        table.add_column(heading)
    for row in rows:
        table.add_row(*row)
    present(table if rows else "Nobody yet; add one with `casemill users add NAME --role admin`.")


@users.command(epilog="Example: casemill users remove ada")
def remove(context: typer.Context, name: Name) -> None:
    """Remove a user; their sessions and tokens end at once."""
    from pipeline.roster import changing
    from pipeline.store.database import opened
    from web.access.users import remove_user

    settings = settings_of(context)
    with opened(settings.database_url) as store, changing(store, settings.raw) as connection:
        remove_user(connection, name)
    tell(f"{name} may no longer sign in.")


@users.command(epilog="Example: casemill users token ada > token")
def token(
    context: typer.Context,
    name: Name,
    *,
    revoke: Annotated[bool, typer.Option("--revoke", help="End all tokens of the user; make none.")] = False,
) -> None:
    """Print a new token for programs; it is shown this once."""
    from pipeline.clock import now
    from pipeline.roster import changing
    from pipeline.store.database import opened
    from web.access.users import find_user, mint_token, revoke_tokens

    settings = settings_of(context)
    with opened(settings.database_url) as store, changing(store, settings.raw) as connection:
        user = find_user(connection, name)
        ended = revoke_tokens(connection, user) if revoke else 0
        made = "" if revoke else mint_token(connection, user, at=now())
    if revoke:
        tell(f"Tokens ended: {ended}.")
        return
    emit(made.encode())


def _all(store: "Engine") -> "tuple[User, ...]":
    from pipeline.store.database import reading
    from web.access.users import all_users

    with reading(store) as connection:
        return all_users(connection)


def _password() -> str:
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\r\n")
