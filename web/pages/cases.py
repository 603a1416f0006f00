"""The list of cases, and a case."""

from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from models.record import CaseRecord
from models.report import SortOrder
from pipeline.index.search import parse_where, search
from pipeline.store.cases import read_document
from pipeline.store.database import reading, snapshot
from pipeline.store.documents import record_of
from pipeline.store.history import Version, newest_version, read_version, versions_of
from web.access.users import Role
from web.desk import Desk, desk_of
from web.discretion import Discreet
from web.leading import lead_of
from web.pane import pane_before, pane_of, values_of
from web.queueing import After, Filters
from web.rendering import render
from web.snippets import pieces_of
from web.visitor import Reader

router = APIRouter(include_in_schema=False)
_PER_PAGE = 20
# A cursor remembers what was shown; a query of more is cut, and says so.
_MOST_CHARACTERS = 200_000
_FILTERS: tuple[Literal["source"], Literal["template"], Literal["language"]] = ("source", "template", "language")


@router.get("/")
def cases(
    request: Request,
    user: Reader,
    discretion: Discreet,
    words: Annotated[str, Query(alias="q", max_length=_MOST_CHARACTERS)] = "",
    source: str = "",
    template: str = "",
    language: str = "",
    held: Annotated[list[str], Query(alias="where", max_length=50)] = [],  # noqa: B006 -- FastAPI copies it
    sort: SortOrder = SortOrder.RELEVANCE,
    cursor: Annotated[str | None, Query(max_length=_MOST_CHARACTERS)] = None,
) -> Response:
    """Those that the query finds, the best first."""
    desk = desk_of(request)
    chosen = {name: value for name, value in zip(_FILTERS, (source, template, language), strict=True) if value}
    where = [parse_where(f"{name}={value}") for name, value in chosen.items()]
    where += [parse_where(each) for each in held]
    discretion.check_query(words, where)
    found = search(desk.settings.processed, desk.store, words, where, limit=_PER_PAGE, sort=sort, cursor=cursor)
    with reading(desk.store) as connection:
        found = discretion.found(connection, found)

    def address(without: str = "", **changed: str) -> str:
        asked: dict[str, str | list[str]] = {
            "q": words,
            **chosen,
            "sort": sort if sort is not SortOrder.RELEVANCE else "",
            **changed,
        }
        asked["where"] = [each for each in held if each != without]
        return "/?" + urlencode({name: value for name, value in asked.items() if value}, doseq=True)

    return render(
        request,
        "cases",
        user=user,
        words=words,
        found=found,
        filters=_FILTERS,
        chosen=chosen,
        held=held,
        hits=[(hit, [(snippet.section, pieces_of(snippet)) for snippet in hit.snippets]) for hit in found.hits],
        sort=sort,
        beginning=address() if cursor else None,
        later=address(cursor=found.next) if found.next else None,
        address=address,
    )


@router.get("/cases/{case_id}")
def case(
    request: Request,
    user: Reader,
    discretion: Discreet,
    case_id: str,
    filters: Filters,
    version: Annotated[int | None, Query(ge=1)] = None,
    doubt: After = "",
) -> Response:
    """The words of its page with what was found in them and what was decided, and the record beside.

    `doubt` is the place in the queue that led there.
    """
    desk = desk_of(request)
    with snapshot(desk.store) as connection:
        newest = newest_version(connection, case_id)
        if version in {None, newest}:
            pane = pane_of(connection, case_id, discretion)
        else:
            pane = pane_before(connection, case_id, version, discretion)
        may_decide = pane.is_newest and user.role >= Role.CURATOR
        lead = lead_of(connection, filters, case_id, doubt, by=user.name) if doubt and may_decide else None
    return render(request, "case", user=user, may_decide=may_decide, lead=lead, **values_of(pane))


def read_case(desk: Desk, case_id: str, version: int | None) -> tuple[CaseRecord, tuple[Version, ...]]:
    """The record of that version, or of the newest, and all versions. Raises UnknownNameError."""
    with snapshot(desk.store) as connection:
        versions = versions_of(connection, case_id)
        document = read_version(connection, case_id, version) if version else read_document(connection, case_id)
    return record_of(case_id, document), versions


def newest_document(desk: Desk, case_id: str) -> bytes:
    """The JSON of the case's newest record. Raises UnknownNameError."""
    with reading(desk.store) as connection:
        return read_document(connection, case_id)
