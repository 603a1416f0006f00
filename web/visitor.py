"""Who asks, and whether they may."""

import getpass
from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Request, Response
from starlette.exceptions import HTTPException

from pipeline.store.database import reading
from web.access.sessions import ABSOLUTE, Session
from web.access.users import Role, User, user_by_id, user_of_token
from web.desk import Desk, desk_of


class SignInNeededError(Exception):
    """Nobody is signed in, or their session is over."""


def session_of(request: Request) -> Session | None:
    """The session that the request's cookie tells of."""
    desk = desk_of(request)
    return desk.sessions.read(request.cookies.get(desk.cookie, ""))


def token_of(request: Request) -> str:
    """The token that a program bears (RFC 6750); a browser adds none by itself."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def user_of(request: Request) -> User | None:
    """Who asks: by the token that a program bears (RFC 6750), else by the session."""
    desk = desk_of(request)
    if token := token_of(request):
        with reading(desk.store) as connection:
            return user_of_token(connection, token)
    session = session_of(request)
    if session is None:
        return None
    if session.user == desk.link.user:
        return person_here(desk)
    with reading(desk.store) as connection:
        return user_by_id(connection, session.user)


def person_here(desk: Desk) -> User:
    """Who came by the one-time link: the one whose machine it is, by the name they have there."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):
        name = "operator"
    return User(id=desk.link.user, name=name, role=Role.ADMIN, created_at="")


def at_least(role: Role) -> Callable[[Request], User]:
    """What lets in those of that role or above, and nobody else."""

    def visitor(request: Request) -> User:
        user = user_of(request)
        if user is None:
            raise SignInNeededError
        if user.role < role:
            raise HTTPException(403, f"This needs the role {role.name.lower()}; yours is {user.role.name.lower()}.")
        _renew(request)
        return user

    return visitor


def _renew(request: Request) -> None:
    desk, session = desk_of(request), session_of(request)
    if session and (renewed := desk.sessions.renewed(session)):
        # The answer is not made yet: the guard adds the cookie to whatever it will be.
        answer = Response()
        give_cookie(desk, answer, renewed)
        request.state.renewed = answer.headers["set-cookie"]


def give_cookie(desk: Desk, response: Response, session: Session) -> None:
    """The browser keeps the session until it is closed, 12 hours at most."""
    response.set_cookie(
        desk.cookie,
        desk.sessions.cookie_of(session),
        max_age=ABSOLUTE,
        httponly=True,
        samesite="strict",
        secure=not desk.is_local,
    )


def take_cookie(desk: Desk, response: Response) -> None:
    """The browser forgets the session."""
    response.delete_cookie(desk.cookie, httponly=True, samesite="strict", secure=not desk.is_local)


Reader = Annotated[User, Depends(at_least(Role.READER))]
Curator = Annotated[User, Depends(at_least(Role.CURATOR))]
