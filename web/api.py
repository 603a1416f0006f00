"""The HTTP API."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from models.record import CaseRecord
from web.desk import desk_of
from web.pages.cases import newest_document
from web.visitor import Reader

router = APIRouter(prefix="/api/v1")


@router.get("/cases/{case_id}", response_model=CaseRecord)
def case(request: Request, user: Reader, case_id: str) -> Response:  # noqa: ARG001 -- asking who it is lets them in
    """The newest record of the case."""
    return Response(newest_document(desk_of(request), case_id), media_type="application/json")
