"""What is measured of pages, summed up by source: over all live records, and by the release in which they came."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import sqrt

from sqlalchemy import ColumnElement, Connection, FromClause, RowMapping, and_, case, func, literal, or_, select

from models.level import Level, Sample
from pipeline.gates.measures import MEASURES
from pipeline.store.pages import PageState
from pipeline.store.tables import cases, changes, measures, pages, quarantine

Samples = Mapping[str, Sample]
# A batch of pages that no release has shown yet.
FRESH = ""


def batches(connection: Connection, releases: Sequence[str]) -> Mapping[str, Mapping[str, Samples]]:
    """By source and release (the oldest first), the measures of the versions that came with it.

    `releases` are the names of their runs, the oldest first; what came before the first is in its batch. Under `FRESH`
    are the live versions that came since the last. A version that was replaced before any release counts nowhere.
    """
    later = measures.alias()
    came, went = _release_of(measures, releases), _release_of(later, releases)
    follows = and_(later.c.case_id == measures.c.case_id, later.c.number == measures.c.number + 1)
    shown = or_(later.c.run_id.is_(None), and_(came != FRESH, came != went))
    found: defaultdict[str, dict[str, Samples]] = defaultdict(dict)
    query = (
        select(measures.c.source, came.label("release"), *_sums())
        .select_from(
            measures.outerjoin(later, follows).join(cases, cases.c.id == measures.c.case_id),
        )
        .where(shown, or_(came != FRESH, cases.c.live))
        .group_by(measures.c.source, came)
        .order_by(measures.c.source, came)
    )
    for row in connection.execute(query).mappings():
        found[row["source"]][row["release"]] = dict(_samples(row))
    return found


def levels(connection: Connection, *, since: int) -> Mapping[str, Level]:
    """How each source stands that has pages or records; `gone` counts from the number `since` of the change feed."""
    there = _counts(connection, pages, pages.c.state != PageState.GONE.value)
    quarantined = _counts(connection, quarantine, literal(value=True))
    live = _counts(connection, cases, cases.c.live)
    left = select(changes.c.case_id).where(changes.c.sequence > since, changes.c.operation == "DEL")
    gone = _counts(connection, cases, and_(~cases.c.live, cases.c.id.in_(left)))
    measured = _live_measures(connection)
    return {
        source: Level(
            pages=there.get(source, 0),
            records=live.get(source, 0),
            quarantined=quarantined.get(source, 0),
            gone=gone.get(source, 0),
            measures=measured.get(source, {}),
        )
        for source in sorted({*there, *live, *gone, *quarantined})
    }


def _release_of(table: FromClause, releases: Sequence[str]) -> ColumnElement[str]:
    # The values stand in the statement: PostgreSQL knows an expression to group by again by its parameters' places.
    fresh, *names = (literal(name, literal_execute=True) for name in (FRESH, *releases))
    return case((table.c.run_id <= fresh, fresh), *((table.c.run_id <= name, name) for name in names), else_=fresh)


def _counts(connection: Connection, table: FromClause, which: ColumnElement[bool]) -> Mapping[str, int]:
    query = select(table.c.source, func.count().label("total")).where(which).group_by(table.c.source)
    return {row.source: int(row.total) for row in connection.execute(query)}


def _live_measures(connection: Connection) -> Mapping[str, Samples]:
    current = and_(cases.c.id == measures.c.case_id, cases.c.version == measures.c.number, cases.c.live)
    query = select(measures.c.source, *_sums()).join(cases, current).group_by(measures.c.source)
    return {row["source"]: dict(_samples(row)) for row in connection.execute(query).mappings()}


def _sums() -> Iterator[ColumnElement[int] | ColumnElement[float]]:
    yield func.count().label("total")
    for each in MEASURES:
        column = measures.c[each.name]
        yield func.avg(column).label(each.name)
        yield func.avg(column * column).label(f"{each.name}_squared")


def _samples(row: RowMapping) -> Iterator[tuple[str, Sample]]:
    for each in MEASURES:
        mean = float(row[each.name])
        spread = sqrt(max(0.0, float(row[f"{each.name}_squared"]) - mean**2))
        yield each.name, Sample(pages=row["total"], mean=mean, spread=spread)
