"""Pages made of templates."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from curation.wording import moment
from pipeline.index.countries import country_name
from web.access.users import User
from web.desk import desk_of
from web.visitor import session_of

HERE = Path(__file__).parent
# What the bar on every page leads to, in the order in which it stands there.
SITE = (
    ("Cases", "/"),
    ("Actors", "/actors"),
    ("Events", "/events"),
    ("Places", "/places"),
    ("Instruments", "/instruments"),
    ("Matrix", "/matrix"),
    ("Statistics", "/statistics"),
)


def render(
    request: Request, name: str, /, *, user: User | None = None, status: int = 200, **values: object
) -> HTMLResponse:
    """The page of that template. Whatever it is given is text: nothing of it becomes markup."""
    desk, session = desk_of(request), session_of(request)
    token = desk.sessions.form_token(session) if session else ""
    known: Mapping[str, object] = {"user": user, "form_token": token, "path": request.url.path, "site": SITE}
    return HTMLResponse(_environment().get_template(f"{name}.html").render(**{**known, **values}), status)


def render_part(name: str, /, **values: object) -> str:
    """A part of a page, of that template."""
    return _environment().get_template(f"{name}.html").render(**values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["country"] = country_name
    environment.filters["words"] = lambda name: str(name).replace("_", " ")
    environment.filters["tuples"] = lambda records: [tuple(record.model_dump().values()) for record in records]
    environment.filters["moment"] = moment
    environment.filters["day"] = lambda at: str(at)[:10]
    return environment
