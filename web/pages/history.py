"""What was decided on a case, and what its versions say differently."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from models.decision import Redo, Undo
from models.difference import difference
from models.errors import DecisionError
from models.intent import Wanted
from pipeline.decisions.saving import Clash, save
from pipeline.decisions.standing import standing
from pipeline.store.database import snapshot
from pipeline.store.decisions import newest_decision
from web.access.users import Role
from web.comparing import rows_of
from web.desk import desk_of
from web.discretion import Discreet
from web.forms import Form, check_form_token
from web.pages.cases import read_case
from web.rendering import render
from web.telling import tell
from web.visitor import Curator, Reader

router = APIRouter(include_in_schema=False)
_FIELDS = ("title", "sections", "pairs", "actors", "events", "persons", "contacts", "places", "dates", "amounts")
_LONGEST = 500
Number = Annotated[int | None, Query(ge=1)]


@router.get("/cases/{case_id}/history")
def history(
    request: Request,
    user: Reader,
    discretion: Discreet,
    case_id: str,
    field: Annotated[str, Query(max_length=_LONGEST)] = "",
    key: Annotated[str, Query(max_length=_LONGEST)] = "",
) -> Response:
    """Every decision on the case, or on a thing of it, with what became of it."""
    with snapshot(desk_of(request).store) as connection:
        stands, last = standing(connection, case_id), newest_decision(connection, case_id)
    return render(
        request,
        "history",
        user=user,
        record=discretion.record(stands.curated.record),
        decisions=discretion.decisions(stands, tell(stands, field, key)),
        total=len(stands.decisions),
        last=last or "",
        fields=(*_FIELDS, "instruments"),
        field=field,
        key=key,
        may_decide=user.role >= Role.CURATOR,
    )


@router.post("/cases/{case_id}/history")
def toggle(request: Request, user: Curator, form: Form, case_id: str) -> Response:
    """A decision undone, or done again."""
    check_form_token(request, form.get("form_token", ""))
    desk = desk_of(request)
    act = Redo if form.get("act") == "redo" else Undo
    try:
        wanted = Wanted(intents=(act(decision=form.get("decision", "")),), after=form.get("after") or None)
        outcome = save(
            desk.store, desk.settings.raw, case_id, wanted, by=user.name, templates=desk.settings.own_templates
        )
    except (DecisionError, ValueError) as error:
        raise HTTPException(422, "This cannot be done. Load the history anew and try again.") from error
    if isinstance(outcome, Clash):
        raise HTTPException(409, "Nothing was done. Load the history anew, look at what others decided, and try again.")
    query = urlencode({name: form[name] for name in ("field", "key") if form.get(name)})
    return RedirectResponse(f"/cases/{case_id}/history" + (f"?{query}" if query else ""), 303)


@router.get("/cases/{case_id}/difference")
def compare(
    request: Request,
    user: Reader,
    discretion: Discreet,
    case_id: str,
    before: Annotated[int | None, Query(alias="from", ge=1)] = None,
    after: Annotated[int | None, Query(alias="to", ge=1)] = None,
) -> Response:
    """What two versions of the case say differently: the newest and the one before, if none are named."""
    desk = desk_of(request)
    new, versions = read_case(desk, case_id, after)
    to = after or versions[0].number
    start = before or max(1, to - 1)
    old, new = discretion.record(read_case(desk, case_id, start)[0]), discretion.record(new)
    return render(
        request,
        "difference",
        user=user,
        record=new,
        versions=versions,
        before=start,
        after=to,
        changes=difference(old, new),
        rows=rows_of(old.text, new.text),
    )
