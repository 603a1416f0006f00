"""Search, as `casemill search --json` prints it."""

from typing import Annotated

from fastapi import APIRouter, Query, Request

from models.report import SearchResult, SortOrder
from pipeline.index.search import parse_where
from pipeline.index.search import search as find
from pipeline.store.database import reading
from web.desk import desk_of
from web.discretion import Discreet

router = APIRouter()
_MOST_CHARACTERS = 200_000


@router.get("/search")
def search(
    request: Request,
    discretion: Discreet,
    words: Annotated[
        str, Query(alias="q", max_length=_MOST_CHARACTERS, description="As docs/commands.md has it.")
    ] = "",
    where: Annotated[tuple[str, ...], Query(max_length=50, description="FIELD=VALUE, may be given again.")] = (),
    limit: Annotated[int, Query(ge=1, le=100)] = 10,
    sort: SortOrder = SortOrder.RELEVANCE,
    cursor: Annotated[str | None, Query(max_length=_MOST_CHARACTERS, description="The `next` of a search.")] = None,
) -> SearchResult:
    """Cases that the query finds, with snippets and counts of what they share."""
    desk, filters = desk_of(request), [parse_where(condition) for condition in where]
    discretion.check_query(words, filters)
    found = find(desk.settings.processed, desk.store, words, filters, limit=limit, sort=sort, cursor=cursor or None)
    with reading(desk.store) as connection:
        return discretion.found(connection, found)
