"""Cases counted by two of their facets: as a page, as CSV, and for programs."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from models.errors import UnknownNameError, UsageError
from models.matrix import Matrix
from pipeline.index.search import parse_where
from pipeline.matrix.counting import MOST, matrix
from pipeline.matrix.csv import csv_of, left_out
from pipeline.matrix.facets import OF_A_QUESTION, PLAIN
from web.desk import desk_of
from web.discretion import Discreet
from web.rendering import render
from web.visitor import Reader

router = APIRouter()
_MOST_CHARACTERS = 200_000
_SHADES = 5
Words = Annotated[str, Query(alias="q", max_length=_MOST_CHARACTERS)]
Where = Annotated[list[str], Query(max_length=50)]
Most = Annotated[int, Query(ge=1, le=MOST)]
Facet = Annotated[str, Query(max_length=1_000)]


@router.get("/api/v1/matrix")
def counted(
    request: Request,
    discretion: Discreet,
    rows: Facet,
    columns: Facet,
    q: Words = "",
    where: Where = [],  # noqa: B006 -- FastAPI copies it
    most_rows: Most = 20,
    most_columns: Most = 12,
) -> Matrix:
    """How many of the cases that the query and all of `where` find bear each value of the two facets."""
    return _count(request, discretion, rows, columns, q, where, most_rows, most_columns)


@router.get("/matrix", include_in_schema=False)
def page(
    request: Request,
    user: Reader,
    discretion: Discreet,
    rows: Facet = "sector",
    columns: Facet = "instrument_kind",
    q: Words = "",
    where: Where = [],  # noqa: B006 -- FastAPI copies it
    most_rows: Most = 20,
    most_columns: Most = 12,
) -> Response:
    """The same for people: a table whose cells lead to the cases."""
    found = _count(request, discretion, rows, columns, q, where, most_rows, most_columns)
    asked = {"q": q, "where": where, "rows": rows, "columns": columns}

    def cases(*more: str) -> str:
        return "/?" + urlencode({"q": q, "where": [*found.where, *more]}, doseq=True)

    def address(**changed: object) -> str:
        return "?" + urlencode({**asked, **changed}, doseq=True)

    most = max((count for row in found.cells for count in row), default=0)
    return render(
        request,
        "matrix",
        user=user,
        found=found,
        facets=(*PLAIN, *(name for name in (rows, columns) if name.partition(":")[0] in OF_A_QUESTION)),
        left_out=[*left_out(found.rows), *left_out(found.columns)],
        shade=lambda count: -(-count * _SHADES // most) if most else 0,
        cases=cases,
        address=address,
    )


@router.get("/matrix.csv", include_in_schema=False)
def as_csv(
    request: Request,
    discretion: Discreet,
    rows: Facet,
    columns: Facet,
    q: Words = "",
    where: Where = [],  # noqa: B006 -- FastAPI copies it
) -> Response:
    """The same as a file for a spreadsheet."""
    headers = {"content-disposition": 'attachment; filename="matrix.csv"'}
    return Response(csv_of(_count(request, discretion, rows, columns, q, where, MOST, MOST)), 200, headers, "text/csv")


def _count(
    request: Request,
    discretion: Discreet,
    rows: str,
    columns: str,
    q: str,
    where: list[str],
    most_rows: int,
    most_columns: int,
) -> Matrix:
    desk = desk_of(request)
    try:
        discretion.check_query(q, [parse_where(each) for each in where])
        return matrix(
            *(desk.settings.processed, desk.store, rows, columns, q, where),
            most_rows=most_rows,
            most_columns=most_columns,
        )
    except UnknownNameError as error:
        # A facet is no place that was not found: who asked learns which there are.
        raise UsageError(str(error)) from error
