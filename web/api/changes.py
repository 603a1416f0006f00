"""What changed, for those who keep a copy: in order, each change at least once."""

import time
from collections.abc import Iterator
from typing import Annotated, Literal

import anyio
from anyio.to_thread import run_sync
from fastapi import APIRouter, Query, Request
from starlette.responses import Response, StreamingResponse

from models.frozen import Frozen
from pipeline.store.database import identity_of, reading
from pipeline.store.listing import list_changes
from web.api.feed import read_cursor, write_cursor
from web.api.lines import LINES, wants_lines
from web.desk import Desk, desk_of
from web.visitor import Reader

router = APIRouter()
_PAUSE = 0.5


class CaseChange(Frozen):
    """A case came (ADD), changed (MOD) or left (DEL), by that run; `cursor` goes on after it."""

    op: Literal["ADD", "MOD", "DEL"]
    id: str
    version: int
    run: str
    cursor: str


class Changes(Frozen):
    """Changes in order. `next` goes on after them, also where there were none; `more`: there are others already."""

    changes: tuple[CaseChange, ...]
    next: str
    more: bool


@router.get("/changes", response_model=Changes, responses=LINES)
async def changes(
    request: Request,
    user: Reader,  # noqa: ARG001 -- asking who it is lets them in
    after: Annotated[
        str, Query(max_length=100, description="The cursor that was given last; empty: from the first.")
    ] = "",
    limit: Annotated[int, Query(ge=1, le=1_000)] = 100,
    wait: Annotated[int, Query(ge=0, le=30, description="Seconds to wait where nothing changed yet.")] = 0,
) -> Response:
    """Changes of cases after the cursor, in order, each at least once; as lines, all there are."""
    desk = desk_of(request)
    if wants_lines(request):
        await run_sync(_read, desk, after, 1)  # a wrong cursor is told before the first line
        return StreamingResponse(_lines(desk, after), media_type="application/x-ndjson")
    found = await run_sync(_read, desk, after, limit)
    end = time.monotonic() + wait
    while not found.changes and time.monotonic() < end and not await request.is_disconnected():
        await anyio.sleep(_PAUSE)
        found = await run_sync(_read, desk, after, limit)
    return Response(found.model_dump_json(), media_type="application/json")


def _read(desk: Desk, after: str, limit: int) -> Changes:
    with reading(desk.store) as connection:
        store, sequence = identity_of(connection), read_cursor(connection, after)
        rows = list_changes(connection, after=sequence, limit=limit + 1)
    told = tuple(
        CaseChange.model_validate(
            {
                "op": row.operation,
                "id": row.case_id,
                "version": row.version,
                "run": row.run_id,
                "cursor": write_cursor(store, row.sequence),
            }
        )
        for row in rows[:limit]
    )
    following = told[-1].cursor if told else write_cursor(store, sequence)
    return Changes(changes=told, next=following, more=len(rows) > limit)


def _lines(desk: Desk, after: str) -> Iterator[str]:
    more = True
    while more:
        found = _read(desk, after, 500)
        yield "".join(f"{each.model_dump_json()}\n" for each in found.changes)
        after, more = found.next, found.more
