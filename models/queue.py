"""The curators' queue: the doubts of all cases, what most needs a look first."""

from collections.abc import Mapping

from models.doubt import Doubt, Reason
from models.frozen import Frozen


class Chosen(Frozen):
    """Which doubts are wanted: of a source, a kind, a reason; null is any."""

    source: str | None = None
    kind: str | None = None
    reason: Reason | None = None


class Waiting(Frozen):
    """A doubt in the queue; `id` is its own as long as it is there, `place` is where it stands, `title` its case's."""

    id: str
    place: str
    title: str
    doubt: Doubt


class Counts(Frozen):
    """How many doubts there are of those that are wanted, and how many of each value of a filter, the others kept."""

    total: int
    source: Mapping[str, int]
    kind: Mapping[str, int]
    reason: Mapping[str, int]


class Queue(Frozen):
    """A stretch of the queue. `next` is the place after which the next stretch begins, null at the end. `behind` is how
    many cases have changed and were not looked through yet."""

    counts: Counts
    doubts: tuple[Waiting, ...]
    next: str | None
    behind: int = 0
