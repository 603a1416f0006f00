"""The app: what is asked for, and who answers."""

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from web import api, deciding, naming, queueing, reconciling, things
from web.conditional import Conditional
from web.description import describe, name_of
from web.desk import Desk
from web.faults import add_faults
from web.guard import Guard
from web.pages import cases, history, matrix, queue, raw, sign_in, similar, statistics
from web.pages import things as things_pages
from web.rendering import HERE


def build_app(desk: Desk) -> ASGIApp:
    """The pages and the API, behind the guard."""
    app = FastAPI(
        title="casemill",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        generate_unique_id_function=name_of,
    )
    app.state.desk = desk
    if desk.provider is not None:
        # An extra, whose packages may not be there.
        from web.pages import provider

        app.include_router(provider.router)
    pages = (sign_in, cases, queue, raw, history, similar, matrix, things_pages, statistics)
    for module in (*pages, api, deciding, naming, queueing, things, reconciling):
        app.include_router(module.router)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    add_faults(app)
    describe(app)
    app.add_middleware(Conditional)
    return Guard(app, desk)
