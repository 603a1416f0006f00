"""What is answered where a request cannot be served: a page in plain words, or for programs RFC 9457."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from models.errors import CasemillError, UnknownNameError, UsageError
from web.desk import desk_of
from web.rendering import render
from web.visitor import SignInNeededError, take_cookie

_log = logging.getLogger("casemill.web")
_TITLES = {
    403: "You may not do this",
    404: "There is nothing here",
    409: "Somebody else decided meanwhile",
    413: "This is too much at once",
    422: "This cannot be decided",
    429: "Too many attempts",
    500: "Something went wrong",
}
_WORDS = {
    404: "The address may be mistyped, or what it led to is gone. Look for the case by its words.",
    405: "This address is for something else. Go to the list of cases.",
    500: "The fault is on our side and has been noted. Try again; if it stays, tell whoever runs this server.",
}


def add_faults(app: FastAPI) -> None:
    """The app answers in words whatever is raised."""
    app.add_exception_handler(SignInNeededError, _sign_in)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(UnknownNameError, _unknown)
    app.add_exception_handler(UsageError, _misused)
    app.add_exception_handler(RequestValidationError, _mistyped)
    for fault in (CasemillError, SQLAlchemyError, Exception):
        app.add_exception_handler(fault, _failed)


def explain(request: Request, status: int, words: str = "", headers: dict[str, str] | None = None) -> Response:
    """The answer with that status and words on what to do."""
    detail = words or _WORDS.get(status, "")
    if request.url.path.startswith("/api/"):
        response = problem(status, detail)
    else:
        response = render(request, "fault", status=status, title=_title(status), detail=detail, code=status)
    response.headers.update(headers or {})
    return response


def problem(status: int, detail: str, more: Mapping[str, object] | None = None) -> Response:
    """The problem details (RFC 9457) with that status and words, and what a program may need beside."""
    content = {"type": "about:blank", "title": _title(status), "status": status, "detail": detail, **(more or {})}
    return JSONResponse(content, status, media_type="application/problem+json")


def _title(status: int) -> str:
    return _TITLES.get(status, HTTPStatus(status).phrase)


def _sign_in(request: Request, _: Exception) -> Response:
    if request.url.path.startswith("/api/"):
        words = "Send a token: Authorization: Bearer casemill_… (made by `casemill users token NAME`)."
        return explain(request, 401, words, {"www-authenticate": "Bearer"})
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    response = RedirectResponse(f"/sign-in?next={quote(wanted, safe='')}" if wanted != "/" else "/sign-in", 303)
    take_cookie(desk_of(request), response)
    return response


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 -- tells the type
    said = error.detail if error.detail != HTTPStatus(error.status_code).phrase else ""
    return explain(request, error.status_code, said, dict(error.headers or {}))


def _unknown(request: Request, error: Exception) -> Response:
    return explain(request, 404, f"{str(error).partition(';')[0].capitalize()}. {_WORDS[404]}")


def _mistyped(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 -- tells the type
    said = "; ".join(f"{each['loc'][-1]}: {each['msg']}" for each in error.errors())
    return explain(request, 400, f"{said}. Go back and correct the address.")


def _misused(request: Request, error: Exception) -> Response:
    return explain(request, 400, f"{str(error)[:1].upper()}{str(error)[1:]}.")


def _failed(request: Request, error: Exception) -> Response:
    _log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return explain(request, 500)
