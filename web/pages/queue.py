"""The curators' queue: what most needs a look, and on to the next."""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from curation.asking import REASONS
from models.queue import Chosen, Waiting
from pipeline.doubts.reading import next_in_queue, read_queue, sitting_of
from pipeline.store.database import reading
from web.desk import desk_of
from web.queueing import After, Filters, Word, address
from web.rendering import render
from web.visitor import Curator

router = APIRouter(include_in_schema=False)
_PER_PAGE = 25


@router.get("/queue")
def queue(request: Request, user: Curator, filters: Filters, after: After = "", through: Word = "") -> Response:
    """The doubts, the weightiest first; `through` says that somebody comes from the last of them."""
    desk = desk_of(request)
    found = read_queue(desk.store, desk.settings.own_templates, filters, after=after, limit=_PER_PAGE)
    with reading(desk.store) as connection:
        sitting = sitting_of(connection, user.name, found.counts.total)
    wanted = filters.model_dump(exclude_none=True)

    def filtered(**changed: str) -> str:
        return address("/queue", Chosen.model_validate({**wanted, **changed}))

    return render(
        request,
        "queue",
        user=user,
        found=found,
        chosen=wanted,
        reasons=REASONS,
        sitting=sitting,
        through=through,
        begin=address("/queue/next", filters),
        place=lambda each: case_address(filters, each),
        filtered=filtered,
        without=lambda name: address("/queue", Chosen.model_validate({**wanted, name: None})),
        beginning=address("/queue", filters) if after else None,
        later=address("/queue", filters, after=found.next) if found.next else None,
    )


@router.get("/queue/next")
def onward(request: Request, user: Curator, filters: Filters, after: After = "", beside: str = "") -> Response:  # noqa: ARG001 -- asking who it is lets them in
    """To the case of the next doubt after that place; at the end, back to the queue."""
    desk = desk_of(request)
    found = next_in_queue(desk.store, desk.settings.own_templates, filters, after=after, beside=beside)
    target = case_address(filters, found) if found else address("/queue", filters, through="1" if after else "")
    return RedirectResponse(target, 303)


def case_address(filters: Chosen, waiting: Waiting) -> str:
    """The case's page, led there by the doubt."""
    return address(f"/cases/{waiting.doubt.case}", filters, doubt=waiting.place)
