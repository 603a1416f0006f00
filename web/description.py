"""What the API says of itself (OpenAPI 3.1): one error shape, who may ask, a name for each operation."""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from models.frozen import Frozen

_METHODS = ("get", "post", "put", "patch", "delete")
_ABOUT = """Cases, milled into records. Every answer that is no success is a problem (RFC 9457) that says what to do.
Answers bear an `ETag`; with `If-None-Match` what is known is not sent again. See docs/api.md."""
_PROBLEMS = {
    "400": "A parameter or the body cannot be read, or a cursor is of something else",
    "401": "No token, or one that is not known",
    "403": "The role does not allow it",
    "404": "There is no such thing",
    "default": "Any other refusal or fault",
}
_SECURITY = {
    "token": {"type": "http", "scheme": "bearer", "description": "Made by `casemill users token NAME`."},
    "session": {"type": "apiKey", "in": "cookie", "name": "casemill", "description": "Of who signed in by the pages."},
}


class Problem(Frozen):
    """Why a request was not served, and what to do (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str


def name_of(route: APIRoute) -> str:
    """The operation's name: its module's, and its own."""
    return f"{route.endpoint.__module__.rpartition('.')[2]}_{route.name}"


def describe(app: FastAPI) -> None:
    """The app tells of its API as `description_of` has it."""

    def told() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = description_of(app)
        return app.openapi_schema

    app.openapi = told  # type: ignore[method-assign]


def description_of(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI description of the app's API."""
    told = get_openapi(title="casemill", version="1", description=_ABOUT, routes=app.routes)
    parts = told.setdefault("components", {})
    parts["securitySchemes"] = _SECURITY
    schemas = parts.setdefault("schemas", {})
    schemas["Problem"] = {**Problem.model_json_schema(), "additionalProperties": True}
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    problems = {status: {"description": words, "content": content} for status, words in _PROBLEMS.items()}
    told["security"] = [{name: []} for name in _SECURITY]
    for operation in _operations(told):
        said = operation["responses"].get("422", {}).get("description")
        if said == "Validation Error":
            del operation["responses"]["422"]
        operation["responses"] = {**problems, **operation["responses"]}
        operation["responses"] = dict(sorted(operation["responses"].items()))
    return told


def _operations(told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in told["paths"].values():
        yield from (path[method] for method in _METHODS if method in path)
