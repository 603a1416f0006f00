"""Things across cases, listed."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, func, or_, select

from extractors.folding import fold
from models.report import FacetCount
from pipeline.store.tables import things

_MOST_FACTS = 300


class Place(NamedTuple):
    """Where a list stands: after the one of that number and id."""

    number: int
    id: str


class Wanted(NamedTuple):
    """Things of a kind whose forms hold all the words; of that `fact`, where it is given."""

    kind: str
    words: str = ""
    fact: str = ""
    named: bool = True
    after: Place | None = None


class Shelved(NamedTuple):
    """Rows of `things`, how many there are in all, and the place after which the others stand."""

    rows: Sequence[RowMapping]
    total: int
    following: Place | None


def shelved(connection: Connection, wanted: Wanted, *, limit: int) -> Shelved:
    """Those that are wanted, in most cases first, then by id."""
    asked = list(_asked(wanted))
    total = connection.execute(select(func.count()).select_from(things).where(*asked)).scalar_one()
    if wanted.after:
        asked.append(_after(wanted.after))
    query = select(things).where(*asked).order_by(things.c.cases.desc(), things.c.id).limit(limit + 1)
    rows = connection.execute(query).mappings().all()
    last = rows[limit - 1] if len(rows) > limit else None
    return Shelved(rows[:limit], int(total), Place(last["cases"], last["id"]) if last else None)


def _asked(wanted: Wanted) -> Sequence[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = [things.c.kind == wanted.kind, things.c.named == wanted.named]
    if wanted.fact:
        asked.append(things.c.fact == wanted.fact)
    return [*asked, *(things.c.words.contains(word, autoescape=True) for word in fold(wanted.words).split())]


def _after(place: Place) -> ColumnElement[bool]:
    cases = things.c.cases
    return and_(cases <= place.number, or_(cases < place.number, things.c.id > place.id))


def facts_of(connection: Connection, kind: str, *, named: bool = True) -> tuple[FacetCount, ...]:
    """How many things of the kind there are of each sector, kind or country, the most frequent first."""
    total = func.count().label("total")
    query = select(things.c.fact, total).where(things.c.kind == kind, things.c.named == named, things.c.fact != "")
    query = query.group_by(things.c.fact).order_by(total.desc(), things.c.fact).limit(_MOST_FACTS)
    return tuple(FacetCount(value=row.fact, count=row.total) for row in connection.execute(query))
