"""Signing in through the provider: to it, and back."""

import logging
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from models.errors import UnknownNameError
from web.access.users import User
from web.desk import Desk, desk_of
from web.faults import explain
from web.oidc.errands import LIFETIME, Errand
from web.oidc.errors import ProviderError, RefusedError
from web.oidc.people import admit
from web.oidc.provider import Provider
from web.pages.sign_in import ask_again, own_path
from web.rendering import render
from web.visitor import give_cookie

router = APIRouter(include_in_schema=False)
_log = logging.getLogger("casemill.web")
_RETURN = "/sign-in/returned"


@router.get("/sign-in/provider")
async def leave(request: Request, onward: Annotated[str, Query(alias="next")] = "/") -> Response:
    """To the provider."""
    desk, provider = _asked(request)
    errand = provider.errands.begin(own_path(onward))
    try:
        address = await provider.address(errand, _back(desk, request))
    except ProviderError as error:
        return _failed(request, provider, error)
    response = RedirectResponse(address, 303)
    response.set_cookie(
        _cookie(desk),
        provider.errands.cookie_of(errand),
        max_age=LIFETIME,
        httponly=True,
        # The way back begins at another site.
        samesite="lax",
        secure=not desk.is_local,
    )
    return response


@router.get(_RETURN)
async def come_back(request: Request) -> Response:
    """In, where the provider says who it is and they have a role here."""
    desk, provider = _asked(request)
    errand = provider.errands.read(request.cookies.get(_cookie(desk), ""))
    address = f"provider {request.client.host if request.client else ''}"
    if wait := desk.attempts.begin(address, address):
        words = f"For now, no more attempts to sign in are taken. Try again in {-(-wait // 60)} minutes."
        return explain(request, 429, words, {"retry-after": str(wait)})
    try:
        user = await _user(desk, provider, request, errand)
    except ProviderError as error:
        return _spent(desk, _failed(request, provider, error))
    except RefusedError as error:
        said = f"You are not signed in: {error}. Try again."
        return _spent(desk, ask_again(request, errand.onward if errand else "/", said=said, status=401))
    onward = errand.onward if errand else "/"
    desk.attempts.succeed(address, address)
    # A redirect would still be the other site's errand, on which a browser keeps a strict cookie to itself.
    response = render(request, "returned", onward=onward)
    give_cookie(desk, response, desk.sessions.begin(user.id))
    return _spent(desk, response)


async def _user(desk: Desk, provider: Provider, request: Request, errand: Errand | None) -> User:
    if errand is None:
        raise RefusedError("this was begun in another browser, or more than 10 minutes ago")
    person = await provider.person(errand, request.query_params, _back(desk, request))
    return await run_in_threadpool(admit, desk.store, desk.settings.raw, person)


def _asked(request: Request) -> tuple[Desk, Provider]:
    desk = desk_of(request)
    if desk.provider is None:
        raise UnknownNameError("There is no provider to sign in through. Sign in with a name and a password.")
    return desk, desk.provider


def _back(desk: Desk, request: Request) -> str:
    # The guard lets in only those who ask for a name of ours.
    scheme = "http" if desk.is_local else "https"
    return f"{scheme}://{request.headers['host']}{_RETURN}"


def _cookie(desk: Desk) -> str:
    return f"{desk.cookie}-errand"


def _failed(request: Request, provider: Provider, error: ProviderError) -> Response:
    _log.warning("signing in through %s failed: %s", provider.title, error)
    words = f"{provider.title} does not answer as it should. Try again in a while, or sign in with a password."
    return ask_again(request, "/", said=words, status=502)


def _spent(desk: Desk, response: Response) -> Response:
    response.delete_cookie(_cookie(desk), httponly=True, samesite="lax", secure=not desk.is_local)
    return response
