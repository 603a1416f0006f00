"""Cases, their versions and what was decided on them."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from models.difference import Change, difference
from models.frozen import Frozen
from models.record import CaseRecord
from pipeline.decisions.standing import standing
from pipeline.store.database import reading, snapshot
from pipeline.store.history import Version, newest_version, read_version, versions_of
from web.comparing import Row, rows_of
from web.desk import desk_of
from web.discretion import Discreet
from web.pages.cases import newest_document, read_case
from web.telling import Told, tell
from web.visitor import Reader

router = APIRouter()
# What the store's integers hold.
MOST = 2**31 - 1


@router.get("/cases/{case_id}", response_model=CaseRecord)
def case(request: Request, discretion: Discreet, case_id: str) -> Response:
    """The newest record of the case."""
    document = newest_document(desk_of(request), case_id)
    return Response(discretion.document(case_id, document), media_type="application/json")


class Versions(Frozen):
    """The versions of a case, the newest first."""

    case: str
    versions: tuple[Version, ...]


@router.get("/cases/{case_id}/versions")
def versions(request: Request, user: Reader, case_id: str) -> Versions:  # noqa: ARG001 -- asking who it is lets them in
    """Every version of the case, the newest first."""
    with snapshot(desk_of(request).store) as connection:
        newest_version(connection, case_id)
        return Versions(case=case_id, versions=versions_of(connection, case_id))


@router.get("/cases/{case_id}/versions/{number}", response_model=CaseRecord)
def version(
    request: Request, discretion: Discreet, case_id: str, number: Annotated[int, Path(ge=1, le=MOST)]
) -> Response:
    """The record of the case as it was in that version."""
    with reading(desk_of(request).store) as connection:
        document = read_version(connection, case_id, number)
    return Response(discretion.document(case_id, document), media_type="application/json")


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
    discretion: Discreet,
    case_id: str,
    field: Annotated[str, Query(max_length=500)] = "",
    key: Annotated[str, Query(max_length=500)] = "",
) -> History:
    """Every decision on the case, or on a field or thing of it, in words and with what became of it."""
    with snapshot(desk_of(request).store) as connection:
        stands = standing(connection, case_id)
    return History(case=case_id, decisions=discretion.decisions(stands, tell(stands, field, key)))


@router.get("/cases/{case_id}/difference")
def compare(
    request: Request,
    discretion: Discreet,
    case_id: str,
    before: Annotated[int, Query(alias="from", ge=1, le=MOST)],
    after: Annotated[int, Query(alias="to", ge=1, le=MOST)],
) -> Difference:
    """What version `to` of the case says otherwise than version `from`."""
    desk = desk_of(request)
    old, new = (discretion.record(read_case(desk, case_id, number)[0]) for number in (before, after))
    rows = rows_of(old.text, new.text)
    return Difference(case=case_id, before=before, after=after, changes=difference(old, new), lines=rows)
