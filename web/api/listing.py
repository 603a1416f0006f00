"""All cases, page by page or line by line."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response, StreamingResponse

from models.frozen import Frozen
from pipeline.store.database import reading
from pipeline.store.listing import ListedCase, Wanted, list_cases, list_documents
from web.api.lines import LINES, MEDIA_TYPE, wants_lines
from web.desk import Desk, desk_of
from web.discretion import Discreet, Discretion

router = APIRouter()
_CHUNK = 100
Fact = Annotated[str, Query(max_length=200)]


class Cases(Frozen):
    """Live cases by id; `next` is what `after` takes to go on, or null at the end."""

    cases: tuple[ListedCase, ...]
    next: str | None


@router.get("/cases", response_model=Cases, responses=LINES)
def cases(
    request: Request,
    discretion: Discreet,
    source: Fact = "",
    template: Fact = "",
    language: Fact = "",
    updated_since: Annotated[datetime | None, Query(description="RFC 3339; without offset UTC.")] = None,
    after: Annotated[str, Query(max_length=100, description="The id of the last case that was had.")] = "",
    limit: Annotated[int, Query(ge=1, le=1_000)] = 100,
) -> Response:
    """Live cases by id; as lines (`Accept: application/x-ndjson`) the whole records of all of them."""
    desk, wanted = desk_of(request), Wanted(source, template, language, _moment(updated_since))
    if wants_lines(request):
        return StreamingResponse(_lines(desk, discretion, wanted, after), media_type=MEDIA_TYPE)
    with reading(desk.store) as connection:
        rows = list_cases(connection, wanted, after=after, limit=limit + 1)
        shown = discretion.listed(connection, rows[:limit])
    found = Cases(cases=shown, next=shown[-1].id if len(rows) > limit else None)
    return Response(found.model_dump_json(), media_type="application/json")


def _lines(desk: Desk, discretion: Discretion, wanted: Wanted, after: str) -> Iterator[bytes]:
    while True:
        # A transaction for each chunk: a long one would keep the store's log from being cleared.
        with reading(desk.store) as connection:
            rows = list_documents(connection, wanted, after=after, limit=_CHUNK)
        for case_id, document in rows:
            yield discretion.document(case_id, document) + b"\n"
        if len(rows) < _CHUNK:
            return
        after = rows[-1][0]


def _moment(given: datetime | None) -> str:
    if given is None:
        return ""
    at = given if given.tzinfo else given.replace(tzinfo=UTC)
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
