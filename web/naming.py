"""The API by which one looks for who is meant."""

from collections.abc import Sequence
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request

from curation.keys import keyed
from extractors.folding import fold
from models.frozen import Frozen
from models.record import CaseRecord, Entity
from pipeline.decisions.standing import standing
from pipeline.store.database import snapshot
from pipeline.store.names import Named, find_names
from web.desk import desk_of
from web.visitor import Reader

router = APIRouter(prefix="/api/v1")
_MOST_NAMES = 20


class Names(Frozen):
    """Who bears such a name, those of the case first."""

    names: tuple[Named, ...]


@router.get("/names")
def names(
    request: Request,
    user: Reader,  # noqa: ARG001 -- asking who it is lets them in
    words: Annotated[str, Query(alias="q", max_length=500)],
    case: str = "",
    field: Literal["actors", "persons", "events"] = "actors",
) -> Names:
    """Actors, persons or events whose name holds all the words: those of the case, then those of the data set."""
    wanted = words.split()
    with snapshot(desk_of(request).store) as connection:
        here = _here(standing(connection, case).curated.record, field, wanted) if case else ()
        found = find_names(connection, field, wanted, beside=case, limit=_MOST_NAMES) if wanted else ()
    return Names(names=(*here, *found))


def _here(record: CaseRecord, field: str, words: Sequence[str]) -> tuple[Named, ...]:
    return tuple(
        Named(case=record.id, key=key, name=thing.name, title=record.title, fact="", cases=1)
        for key, thing in keyed(record, field)
        if isinstance(thing, Entity) and any(all(fold(word) in fold(name) for word in words) for name in thing.names)
    )[:_MOST_NAMES]
