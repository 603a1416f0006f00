"""Searching the index."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import tantivy
from sqlalchemy import Engine

from models.errors import UnknownNameError, UsageError
from models.report import FacetCount, Hit, SearchResult, SortOrder
from pipeline.index.asking import asked
from pipeline.index.calendar import first_day
from pipeline.index.cursor import Cursor, digest, read_cursor, write_cursor
from pipeline.index.facets import count_facets
from pipeline.index.fields import DATES, FIELDS_ASKED, is_state
from pipeline.index.meaning.nearness import nearness
from pipeline.index.plan import Plan, plan
from pipeline.index.query import Asked, Condition, parse
from pipeline.index.ranking import by_date, by_rank
from pipeline.index.reader import Reader, damage_told
from pipeline.index.snippets import Snippets

Filters = Sequence[Condition]


class _Answer(NamedTuple):
    plan: Plan
    total: int
    facets: Mapping[str, tuple[FacetCount, ...]]


def parse_where(condition: str) -> Condition:
    """The condition that `field=value` states: the whole value, whatever case and accents.

    Raises UsageError, and UnknownNameError for a field there is not.
    """
    field, equals, value = condition.partition("=")
    if not equals or not value:
        raise UsageError(f"--where {condition}: write it as field=value, such as language=fr")
    if field not in FIELDS_ASKED:
        raise UnknownNameError(f"--where {condition}: no field is called {field}; there are: {', '.join(FIELDS_ASKED)}")
    if field in DATES and first_day(value) is None:
        raise UsageError(f"--where {condition}: write a date such as 2012, 2012-05 or 2012-05-31")
    if field == "state" and not is_state(value):
        raise UsageError(f"--where {condition}: write answered, unknown, blank or missing, or question=state")
    return Condition(field=field, value=value, whole=True)


def search(
    processed: Path,
    engine: Engine,
    query: str,
    where: Filters = (),
    *,
    limit: int = 10,
    sort: SortOrder = SortOrder.RELEVANCE,
    cursor: str | None = None,
) -> SearchResult:
    """The cases that the query and all of `where` find, in the index that `processed` has of the store.

    An index that lags is brought up, one that is lost, damaged or of another make is made anew. A field given twice may
    have either value. Raises StoreError where neither can be done, UsageError where the cursor is of another search.
    """
    question = _Question(query, parse(query), tuple(where), limit, sort, cursor)
    return asked(processed, engine, lambda reader, folder: _found(reader, folder, question))


class _Question(NamedTuple):
    query: str
    asked: Asked
    where: tuple[Condition, ...]
    limit: int
    sort: SortOrder
    cursor: str | None


def _found(reader: Reader, folder: Path, question: _Question) -> SearchResult:
    store, named = digest(reader.manifest.store), digest(question.query, question.where, question.sort)
    cursor = read_cursor(question.cursor, store, named) if question.cursor else Cursor(store, named)
    answer = _answer(reader, question, folder)
    with damage_told(folder):
        is_dated = question.sort is SortOrder.DATE or not answer.plan.is_ranked
        page = (by_date if is_dated else by_rank)(reader, answer.plan, cursor, question.limit)
        snippets = Snippets(answer.plan.wanted)
        hits = tuple(_hit(reader, score, address, snippets) for score, address in page.hits)
    return SearchResult(
        query=question.query,
        total=answer.total,
        hits=hits,
        facets=answer.facets,
        next=write_cursor(page.following) if page.following else None,
        first=cursor.passed + 1,
        notes=question.asked.notes,
    )


def matching_query(reader: Reader, asked: Asked, where: Filters, folder: Path) -> tantivy.Query:
    """What finds the cases of a query, read as `search` reads it. Raises DamagedIndexError."""
    return _answer(reader, _Question("", asked, tuple(where), 1, SortOrder.RELEVANCE, None), folder).plan.matching


def _answer(reader: Reader, question: _Question, folder: Path) -> _Answer:
    known = reader.answers.get((question.asked, question.where))
    if isinstance(known, _Answer):
        return known
    answer = _counted(reader, question.asked, question.where, folder)
    if not answer.total and question.asked.prose:
        # Prose may look like a query by chance; then it is nothing but words.
        answer = _counted(reader, _as_words(question.asked), question.where, folder)
    reader.remember((question.asked, question.where), answer)
    return answer


def _counted(reader: Reader, asked: Asked, where: Filters, folder: Path) -> _Answer:
    near = nearness(reader.meanings, asked)
    # A value that the index refuses is our fault, and no sign of damage.
    with damage_told(folder, (OSError,)):
        planned = plan(reader.searcher, asked, where, near)
    with damage_told(folder):
        return _Answer(planned, *count_facets(reader.searcher, planned.matching))


def _as_words(asked: Asked) -> Asked:
    return Asked(words=asked.words, phrases=asked.phrases, prose=True, notes=asked.notes)


def _hit(reader: Reader, score: float, address: tantivy.DocAddress, snippets: Snippets) -> Hit:
    case_id, language, texts = reader.read(address)
    return Hit(id=case_id, title=texts[0][1], score=score, snippets=snippets.cut(texts, language))
