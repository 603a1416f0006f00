"""The cases that resemble a case, and why: as a page, and for programs."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from models.likeness import SimilarResult
from pipeline.similar.finding import MOST
from pipeline.similar.finding import similar as find
from web.desk import desk_of
from web.rendering import render
from web.visitor import Reader

router = APIRouter()
Limit = Annotated[int, Query(ge=1, le=MOST)]


@router.get("/api/v1/cases/{case_id}/similar")
def neighbours(request: Request, user: Reader, case_id: str, limit: Limit = 10) -> SimilarResult:  # noqa: ARG001 -- asking who it is lets them in
    """The cases that resemble the case, the nearest first, each with the reasons."""
    desk = desk_of(request)
    return find(desk.settings.processed, desk.store, case_id, limit=limit)


@router.get("/cases/{case_id}/similar", include_in_schema=False)
def similar(request: Request, user: Reader, case_id: str, limit: Limit = 20) -> Response:
    """The same for people."""
    desk = desk_of(request)
    found = find(desk.settings.processed, desk.store, case_id, limit=limit)
    return render(request, "similar", user=user, found=found)
