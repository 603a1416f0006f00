"""The data set in numbers."""

from collections.abc import Mapping
from pathlib import Path
from threading import Lock

from sqlalchemy import Connection, Engine, func, select

from models.level import Level
from models.report import FacetCount
from models.statistics import QuestionCount, SourceMeans, Statistics
from models.vocabulary import PairState
from pipeline.index.search import parse_where, search
from pipeline.store.cases import last_change
from pipeline.store.database import reading
from pipeline.store.measures import levels
from pipeline.store.runs import recent_runs
from pipeline.store.tables import case_values, cases
from pipeline.values import FACETS

_RUNS = 10
_MOST_QUESTIONS = 40


class Counting:
    """The statistics of a store, counted anew when something changed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: tuple[int, str | None, Statistics] | None = None

    def statistics(self, processed: Path, store: Engine) -> Statistics:
        """The data set as it stands."""
        with reading(store) as connection:
            position, runs = last_change(connection), recent_runs(connection, limit=1)
        newest = runs[0].model_dump_json() if runs else None
        with self._lock:
            if self._known is None or self._known[:2] != (position, newest):
                self._known = (position, newest, count(processed, store))
            return self._known[2]


def count(processed: Path, store: Engine) -> Statistics:
    """The statistics of what `processed` has of the store."""
    found = search(processed, store, "", limit=1)
    questions = [each.value for each in found.facets.get("answered", ())][:_MOST_QUESTIONS]
    answered = {each.value: each.count for each in found.facets.get("answered", ())}
    asked = {each: _asked(processed, store, each) for each in questions}
    with reading(store) as connection:
        return Statistics(
            cases=found.total,
            by={**{field: found.facets.get(field, ()) for field in FACETS}, "year": _years(connection)},
            questions=tuple(
                QuestionCount(question=each, asked=asked[each], answered=answered[each]) for each in questions
            ),
            sources=_sources(levels(connection, since=last_change(connection))),
            runs=tuple(recent_runs(connection, limit=_RUNS)),
        )


def _asked(processed: Path, store: Engine, question: str) -> int:
    states = (parse_where(f"state={question}={state.value}") for state in PairState)
    return sum(search(processed, store, "", [state], limit=1).total for state in states)


def _years(connection: Connection) -> tuple[FacetCount, ...]:
    total = func.count().label("total")
    query = select(case_values.c.value, total).join(cases, cases.c.id == case_values.c.case_id)
    query = query.where(case_values.c.field == "year", cases.c.live).group_by(case_values.c.value)
    rows = connection.execute(query.order_by(case_values.c.value.desc()))
    return tuple(FacetCount(value=row.value, count=row.total) for row in rows)


def _sources(found: Mapping[str, Level]) -> tuple[SourceMeans, ...]:
    return tuple(
        SourceMeans(
            source=source,
            cases=level.records,
            **{name: round(level.measures[name].mean, 4) for name in ("answered", "template_fit", "unaccounted")},
        )
        for source, level in found.items()
        if level.measures
    )
