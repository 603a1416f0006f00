"""The HTTP API."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from models.difference import Change, difference
from models.frozen import Frozen
from models.record import CaseRecord
from pipeline.decisions.standing import standing
from pipeline.store.database import snapshot
from web.comparing import Row, rows_of
from web.desk import desk_of
from web.pages.cases import newest_document, read_case
from web.telling import Told, tell
from web.visitor import Reader

router = APIRouter(prefix="/api/v1")


@router.get("/cases/{case_id}", response_model=CaseRecord)
def case(request: Request, user: Reader, case_id: str) -> Response:  # noqa: ARG001 -- asking who it is lets them in
    """The newest record of the case."""
    return Response(newest_document(desk_of(request), case_id), media_type="application/json")


class History(Frozen):
    """What was decided on a case, the newest first."""

    case: str
    decisions: tuple[Told, ...]


class Difference(Frozen):
    """What two versions of a case say differently, value by value; and the lines of the text that differ."""

    case: str
    before: int
    after: int
    changes: tuple[Change, ...]
    lines: tuple[Row, ...]


@router.get("/cases/{case_id}/decisions")
def history(
    request: Request,
    user: Reader,  # noqa: ARG001 -- asking who it is lets them in
    case_id: str,
    field: Annotated[str, Query(max_length=500)] = "",
    key: Annotated[str, Query(max_length=500)] = "",
) -> History:
    """Every decision on the case, or on a field or thing of it, in words and with what became of it."""
    with snapshot(desk_of(request).store) as connection:
        return History(case=case_id, decisions=tell(standing(connection, case_id), field, key))


@router.get("/cases/{case_id}/difference")
def compare(
    request: Request,
    user: Reader,  # noqa: ARG001 -- asking who it is lets them in
    case_id: str,
    before: Annotated[int, Query(alias="from", ge=1)],
    after: Annotated[int, Query(alias="to", ge=1)],
) -> Difference:
    """What version `to` of the case says otherwise than version `from`."""
    desk = desk_of(request)
    (old, _), (new, _) = read_case(desk, case_id, before), read_case(desk, case_id, after)
    rows = rows_of(old.text, new.text)
    return Difference(case=case_id, before=before, after=after, changes=difference(old, new), lines=rows)
