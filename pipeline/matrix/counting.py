"""Cases counted by two of their facets, by the index."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import tantivy
from sqlalchemy import Engine

from models.matrix import Axis, Heading, Matrix
from pipeline.index.analysis import fold_value
from pipeline.index.asking import asked
from pipeline.index.facets import count_cases
from pipeline.index.meaning.nearness import nearness
from pipeline.index.plan import plan
from pipeline.index.query import parse
from pipeline.index.reader import Reader, damage_told
from pipeline.index.schema import schema
from pipeline.index.search import parse_where
from pipeline.index.terms import all_of, any_term
from pipeline.matrix.facets import Facet, read_facets

MOST = 100
# Beyond so many values those that are not shown are counted, but not their cases.
_MOST_COUNTED = 5_000


class _Asked(NamedTuple):
    query: str
    where: tuple[str, ...]
    rows: Facet
    columns: Facet
    most: tuple[int, int]


def matrix(
    processed: Path,
    engine: Engine,
    rows: str,
    columns: str,
    query: str = "",
    where: Sequence[str] = (),
    *,
    most_rows: int = 20,
    most_columns: int = 12,
) -> Matrix:
    """How many of the cases that the query and `where` find bear each value of the one facet and of the other.

    The most frequent values stand first, at most `MOST`. Raises UnknownNameError for a facet that there is not,
    UsageError where a condition cannot be read or speaks of a facet of the matrix, StoreError where there is no index.
    """
    held = tuple(dict.fromkeys(where))
    question = _Asked(query, held, *read_facets(rows, columns, held), (min(most_rows, MOST), min(most_columns, MOST)))
    return asked(processed, engine, lambda reader, folder: _counted(reader, folder, question))


def _counted(reader: Reader, folder: Path, question: _Asked) -> Matrix:
    read = parse(question.query)
    searcher = reader.searcher
    with damage_told(folder, (OSError,)):
        held = [parse_where(each) for each in question.where]
        matching = plan(searcher, read, held, nearness(reader.meanings, read)).matching
    with damage_told(folder):
        total = count_cases(searcher, matching)
        rows = _axis(searcher, matching, question.rows, question.most[0], total)
        columns = _axis(searcher, matching, question.columns, question.most[1], total)
        cells = tuple(_row(searcher, matching, question, heading, columns) for heading in rows.headings)
    return Matrix(
        query=question.query,
        where=question.where,
        total=total,
        rows=rows,
        columns=columns,
        cells=cells,
        notes=read.notes,
    )


def _axis(searcher: tantivy.Searcher, matching: tantivy.Query, facet: Facet, most: int, total: int) -> Axis:
    counted = [each for each in searcher.terms_with_prefix(facet.field, facet.prefix, matching) if each[1]]
    shown = [(value.removeprefix(facet.prefix), count) for value, count in counted[:most]]
    values = [value for value, _ in counted]

    def bearing(some: Sequence[str]) -> int:
        return count_cases(searcher, all_of([matching, any_term(facet.field, some)])) if some else 0

    countable = len(values) <= _MOST_COUNTED
    return Axis(
        facet=facet.name,
        headings=tuple(
            Heading(value=facet.shown(value), count=count, where=facet.where(value)) for value, count in shown
        ),
        others=len(values) - len(shown),
        other_cases=bearing(values[most:]) if countable else None,
        without=total - bearing(values) if countable else 0,
    )


def _row(
    searcher: tantivy.Searcher, matching: tantivy.Query, question: _Asked, row: Heading, columns: Axis
) -> tuple[int, ...]:
    facet, across = question.rows, question.columns
    bears = tantivy.Query.term_query(schema(), facet.field, fold_value(facet.prefix + row.value), "basic")
    counts = dict(searcher.terms_with_prefix(across.field, across.prefix, all_of([matching, bears])))
    return tuple(counts.get(fold_value(across.prefix + each.value), 0) for each in columns.headings)
