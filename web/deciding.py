"""The API by which cases are looked at and decided."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import ValidationError
from starlette.responses import Response

from curation.wording import deed, moment
from models.decision import Decision
from models.errors import DecisionError
from models.intent import Wanted
from pipeline.decisions.saving import Clash, Saved, save
from pipeline.store.database import reading, snapshot
from pipeline.store.history import newest_version
from web.desk import desk_of
from web.discretion import Discreet
from web.faults import explain, problem
from web.forms import Json
from web.pane import DeskAnswer, answer_of, pane_of, pane_with
from web.visitor import Curator

router = APIRouter(prefix="/api/v1")
_MOST_NAMES = 20
_AGAIN = "Look at what is there now, and decide again or save yours anyway."


class Taken(DeskAnswer):
    """The case after what was decided."""

    decisions: tuple[Decision, ...]


@router.get("/cases/{case_id}/desk")
def look(request: Request, discretion: Discreet, case_id: str) -> DeskAnswer:
    """The case with all that was decided, as its page shows it."""
    with snapshot(desk_of(request).store) as connection:
        return DeskAnswer.model_validate(answer_of(pane_of(connection, case_id, discretion)))


@router.post("/cases/{case_id}/decisions", response_model=Taken)
def decide(
    request: Request,
    user: Curator,
    body: Json,
    discretion: Discreet,
    case_id: str,
    version: Annotated[int | None, Query(ge=1)] = None,
) -> Response:
    """What a curator wants is decided: all of it, or nothing."""
    desk = desk_of(request)
    try:
        with reading(desk.store) as connection:
            newest = newest_version(connection, case_id)
        wanted = _read(body, version, newest)
        outcome = save(
            desk.store, desk.settings.raw, case_id, wanted, by=user.name, templates=desk.settings.own_templates
        )
    except DecisionError as error:
        return explain(request, 422, f"{error}. Nothing was decided.")
    with snapshot(desk.store) as connection:
        shown = answer_of(pane_with(connection, outcome.standing, discretion))
    if isinstance(outcome, Clash):
        return _refused(outcome, shown)
    said = _said(outcome)
    undo = tuple(each.id for each in outcome.taken)
    taken = Taken.model_validate({**shown, "decisions": outcome.taken, "said": said, "undo": undo})
    return Response(taken.model_dump_json(), media_type="application/json")


def _read(body: bytes, version: int | None, newest: int) -> Wanted:
    if version not in {None, newest}:
        raise DecisionError(f"version: {version} is history, which nobody changes; decide on version {newest}")
    try:
        return Wanted.model_validate_json(body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        path = ".".join(map(str, first["loc"])) or "the body"
        raise DecisionError(f"{path}: {first['msg'].removeprefix('Value error, ')}") from error


def _said(saved: Saved) -> str:
    known = {each.id: each for each in saved.standing.decisions}
    count = len(saved.taken)
    deeds = deed(saved.taken[0].act, known) if count == 1 else f"took {count} decisions"
    others = "; ".join(f"{each.by} {deed(each.act, known)}" for each in saved.meanwhile)
    return f"You {deeds}." + (f" Meanwhile {others}." if others else "")


def _refused(clash: Clash, shown: dict[str, object]) -> Response:
    known = {each.id: each for each in clash.standing.decisions}
    since = [{"by": each.by, "at": each.at, "words": deed(each.act, known)} for each in clash.since]
    told = "; ".join(f"{each['by']} {each['words']}, {moment(each['at'])}" for each in since)
    fresh = DeskAnswer.model_validate(shown).model_dump(mode="json")
    words = f"Nothing was saved. Meanwhile {told}. {_AGAIN}"
    return problem(409, words, {**fresh, "since": since})
