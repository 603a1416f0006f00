"""The data set in numbers, as a page and for programs."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from models.statistics import Statistics
from web.desk import desk_of
from web.rendering import render
from web.visitor import Reader

router = APIRouter()


@router.get("/statistics", include_in_schema=False)
def page(request: Request, user: Reader) -> Response:
    """Counts of cases, shares of answers, the last runs."""
    return render(request, "statistics", user=user, told=_told(request))


@router.get("/api/v1/statistics")
def statistics(request: Request, user: Reader) -> Statistics:  # noqa: ARG001 -- asking who it is lets them in
    """The data set in numbers."""
    return _told(request)


def _told(request: Request) -> Statistics:
    desk = desk_of(request)
    return desk.counting.statistics(desk.settings.processed, desk.store)
