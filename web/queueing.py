"""The curators' queue over HTTP."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request

from models.doubt import Reason
from models.errors import UsageError
from models.queue import Chosen, Queue
from pipeline.doubts.reading import read_queue
from web.desk import desk_of
from web.visitor import Curator

router = APIRouter(prefix="/api/v1")
Word = Annotated[str, Query(max_length=200)]


def chosen(source: Word = "", kind: Word = "", reason: Word = "") -> Chosen:
    """The doubts that the address asks for. Raises UsageError."""
    if reason and reason not in set(Reason):
        raise UsageError(f"there is no reason {reason[:40]}; there are: {', '.join(Reason)}")
    return Chosen(source=source or None, kind=kind or None, reason=Reason(reason) if reason else None)


Filters = Annotated[Chosen, Depends(chosen)]
After = Annotated[str, Query(max_length=60)]


def address(path: str, filters: Chosen, **more: str) -> str:
    """The path with the filters and more in its query."""
    asked = {**filters.model_dump(exclude_none=True), **{name: value for name, value in more.items() if value}}
    return f"{path}?{urlencode(asked)}" if asked else path


@router.get("/queue")
def queue(
    request: Request,
    user: Curator,  # noqa: ARG001 -- asking who it is lets them in
    filters: Filters,
    after: After = "",
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Queue:
    """What most needs a look, the weightiest first, with its reason in words."""
    desk = desk_of(request)
    return read_queue(desk.store, desk.settings.own_templates, filters, after=after, limit=limit)
