"""The reconciliation service for actors, by the Reconciliation Service API 0.2, as OpenRefine speaks it."""

import json
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, TypeAdapter, ValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from curation.reconciling import ACTOR, answer, types_of
from models.reconciliation import (
    Answer,
    Manifest,
    Preview,
    ReconciliationQuery,
    Suggest,
    Suggestion,
    Suggestions,
    SuggestService,
    View,
)
from models.vocabulary import Sector
from pipeline.store.database import reading, snapshot
from pipeline.store.likely import likely_actors
from pipeline.store.shelves import Wanted, shelved
from pipeline.store.stories import thing_row
from web.access.users import user_by_id
from web.desk import Desk, desk_of
from web.forms import Form
from web.rendering import render_part

PATH: Final = "/api/v1/reconcile"
router = APIRouter(prefix=f"{PATH}/{{key}}")
MOST_QUERIES = 20
_MOST_SUGGESTED = 20
_QUERIES = TypeAdapter(dict[str, ReconciliationQuery])
# The browser of OpenRefine asks from its own address, without cookies: the key in the path lets it in.
_OPEN = {"access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin"}
_FRAMED = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'"


@router.get("", response_model=Manifest | dict[str, Answer])
def manifest(request: Request, key: str, queries: Annotated[str | None, Query(max_length=60_000)] = None) -> Response:
    """What the service is; with `queries`, who may be meant by each."""
    desk = _let_in(request, key)
    if queries is not None:
        return _answered(desk, queries)
    home = str(request.base_url).rstrip("/")
    own = f"{home}{PATH}/{key}"
    return _said(
        Manifest(
            name="casemill: actors",
            identifier_space=f"{home}/actors/",
            schema_space=f"{home}/actors",
            default_types=(ACTOR,),
            view=View(url=f"{home}/actors/{{{{id}}}}"),
            preview=Preview(url=f"{own}/preview?id={{{{id}}}}"),
            suggest=Suggest(entity=SuggestService(service_url=own, service_path="/suggest/entity")),
            batch_size=MOST_QUERIES,
        )
    )


@router.post("", response_model=dict[str, Answer])
def reconcile(request: Request, key: str, form: Form) -> Response:
    """Who may be meant by each of the `queries` of the form."""
    return _answered(_let_in(request, key), form.get("queries", ""))


@router.get("/suggest/entity", response_model=Suggestions)
def suggest(request: Request, key: str, prefix: Annotated[str, Query(max_length=500)] = "") -> Response:
    """Actors whose names hold what was typed."""
    desk = _let_in(request, key)
    with snapshot(desk.store) as connection:
        rows = shelved(connection, Wanted("actor", prefix), limit=_MOST_SUGGESTED).rows if prefix.strip() else ()
    suggested = (
        Suggestion(
            id=row["id"],
            name=row["name"],
            description=f"{row['cases']:,} {'case' if row['cases'] == 1 else 'cases'}",
            notable=types_of(row["fact"]),
        )
        for row in rows
    )
    return _said(Suggestions(result=tuple(suggested)))


@router.get("/preview")
def preview(request: Request, key: str, id: Annotated[str, Query(max_length=200)]) -> Response:  # noqa: A002 -- the protocol's word
    """A small page of the actor, to be shown in a frame."""
    desk = _let_in(request, key)
    with snapshot(desk.store) as connection:
        row = thing_row(connection, "actor", id)
    headers = {**_OPEN, "content-security-policy": _FRAMED}
    return Response(render_part("preview", actor=row), media_type="text/html", headers=headers)


def _let_in(request: Request, key: str) -> Desk:
    desk = desk_of(request)
    user = desk.narrow.user_of(key)
    if user is not None and user != desk.link.user:
        with reading(desk.store) as connection:
            user = user if user_by_id(connection, user) else None
    if user is None:
        raise HTTPException(403, "This address has no valid key. The page of actors tells the one that is yours.")
    return desk


def _answered(desk: Desk, queries: str) -> Response:
    try:
        asked = _QUERIES.validate_json(queries)
    except (ValidationError, RecursionError) as error:
        raise HTTPException(400, "`queries` has to be a JSON object of reconciliation queries (API 0.2).") from error
    if len(asked) > MOST_QUERIES:
        raise HTTPException(413, f"At most {MOST_QUERIES} queries can be sent at once. Send them in parts.")
    with snapshot(desk.store) as connection:
        found = {}
        for name, each in asked.items():
            wanted, said = _sectors(each)
            likely = likely_actors(connection, [each.query], sector=wanted, limit=each.limit + 1)
            found[name] = answer(likely if each.query.strip() else (), sector=said, limit=each.limit)
    return JSONResponse({name: json.loads(_json(each)) for name, each in found.items()}, headers=_OPEN)


def _sectors(query: ReconciliationQuery) -> tuple[str, str]:
    """The sector that a candidate has to be of, and the one that it is said to be of; empty where there is none."""
    types = [query.type] if isinstance(query.type, str) else query.type or []
    wanted = next((each for each in types if each in set(Sector)), "")
    return wanted, next((str(each.v) for each in query.properties if each.pid == "sector" and each.v), "")


def _said(told: BaseModel) -> Response:
    return Response(_json(told), media_type="application/json", headers=_OPEN)


def _json(told: BaseModel) -> str:
    return told.model_dump_json(by_alias=True)
