"""Signing in and out."""

import re
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from pipeline.store.database import reading
from web.access.passwords import is_right
from web.access.users import User, user_and_password
from web.desk import Desk, desk_of
from web.faults import explain
from web.forms import Form, check_form_token
from web.rendering import render
from web.visitor import give_cookie, session_of, take_cookie

router = APIRouter(include_in_schema=False)
_OWN_PATH = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]*")
_WRONG = "That name and password do not go together. Check both; a forgotten password an admin can set anew."
_SPENT = "That link has been used, or is older than 10 minutes. Start `casemill serve` again for a new one."


@router.get("/sign-in")
def ask(request: Request, key: str = "", onward: Annotated[str, Query(alias="next")] = "/") -> Response:
    """The form; or with the key of the one-time link straight in."""
    desk = desk_of(request)
    if not key:
        return ask_again(request, onward)
    if desk.is_local and desk.link.opens(key):
        return _let_in(desk, desk.link.user, "/")
    return ask_again(request, onward, said=_SPENT, status=401)


@router.post("/sign-in")
def sign_in(request: Request, form: Form) -> Response:
    """In, where name and password go together."""
    desk = desk_of(request)
    name, onward = form.get("name", "").strip().lower()[:200], form.get("next", "/")
    address = request.client.host if request.client else ""
    if wait := desk.attempts.begin(name, address):
        words = f"For now, no more attempts to sign in are taken. Try again in {-(-wait // 60)} minutes."
        return explain(request, 429, words, {"retry-after": str(wait)})
    user = _checked(desk, name, form.get("password", ""))
    if user is None:
        return ask_again(request, onward, said=_WRONG, name=name, status=401)
    desk.attempts.succeed(name, address)
    return _let_in(desk, user.id, onward)


@router.post("/sign-out")
def sign_out(request: Request, form: Form) -> Response:
    """Out; the session is over."""
    desk, session = desk_of(request), session_of(request)
    response = RedirectResponse("/sign-in", 303)
    if session:
        check_form_token(request, form.get("form_token", ""))
        desk.sessions.end(session)
    take_cookie(desk, response)
    return response


def _checked(desk: Desk, name: str, password: str) -> User | None:
    with reading(desk.store) as connection:
        user, digest = user_and_password(connection, name)
    # Also where there is no such user: an answer tells nothing by its time.
    return user if is_right(password, digest) else None


def _let_in(desk: Desk, user: str, onward: str) -> Response:
    response = RedirectResponse(own_path(onward), 303)
    give_cookie(desk, response, desk.sessions.begin(user))
    return response


def ask_again(request: Request, onward: str, *, said: str = "", name: str = "", status: int = 200) -> Response:
    """The form, with words on why nobody is let in yet."""
    provider = desk_of(request).provider
    title = provider.title if provider else ""
    return render(request, "sign_in", onward=onward, said=said, name=name, provider=title, status=status)


def own_path(onward: str) -> str:
    """Where to go on: a path of this server's, whatever was asked for."""
    return onward if _OWN_PATH.fullmatch(onward) else "/"
