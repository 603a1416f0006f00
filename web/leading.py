"""Why somebody came to a case from the queue, and where it goes on."""

from sqlalchemy import Connection

from curation.asking import REASONS
from curation.session import Session
from models.doubt import Doubt
from models.frozen import Frozen
from models.queue import Chosen
from pipeline.doubts.reading import sitting_of
from pipeline.store.doubts import count_doubts, find_doubt
from web.queueing import address


class Lead(Frozen):
    """`doubt` is null once it is settled; `onward` is the address of the next case, `back` that of the queue."""

    doubt: Doubt | None
    why: str
    onward: str
    back: str
    sitting: Session


def lead_of(connection: Connection, filters: Chosen, case_id: str, place: str, *, by: str) -> Lead:
    """What led the person to the case: the doubt at that place of the queue."""
    found = find_doubt(connection, place.rpartition("-")[2])
    doubt = found.doubt if found and found.doubt.case == case_id else None
    return Lead(
        doubt=doubt,
        why=REASONS[doubt.reason] if doubt else "",
        onward=address("/queue/next", filters, after=place, beside=case_id),
        back=address("/queue", filters),
        sitting=sitting_of(connection, by, count_doubts(connection, filters).total),
    )
