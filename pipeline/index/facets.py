"""Counts of what all hits share. A case's facets are terms of one field, which the index counts at once for a query."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import tantivy

from models.record import CaseRecord
from models.report import FacetCount
from models.vocabulary import PairState
from pipeline.index.fields import answers_of, question_of
from pipeline.values import FACETS, values_of

FACET = "facet"
OF_QUESTIONS = ("answered", "answer")
_MOST_VALUES = 10
_MOST_QUESTIONS = 100
_ANY = "any"
_OF_ALL = ("source", "template", "language")
# Small sets of few values share a term, and so do some questions: fewer to count, and not too many different ones.
_OF_SETS = ("sector", "event_kind", "instrument_kind")
_SMALL_SET = 3
_BUNDLED = 4
_BETWEEN, _AND = "\x1f", "\x1e"

_Value = tuple[str, str]


def facet_terms(record: CaseRecord) -> Iterator[str]:
    """The terms that `count_facets` reads; each value of the record is in one of them."""
    values: dict[str, list[str]] = {}
    for field, value, _ in values_of(record):
        values.setdefault(field, []).append(value)
    yield _term([(_ANY, ""), *((field, value) for field in _OF_ALL for value in values.get(field, ()))])
    for field in (field for field in FACETS if field not in _OF_ALL):
        together = field in _OF_SETS and len(values.get(field, ())) <= _SMALL_SET
        size = _SMALL_SET if together else 1
        yield from _bundles([[(field, value)] for value in sorted(values.get(field, ()))], size)
    yield from _bundles(list(_answers(record)), _BUNDLED)


def _answers(record: CaseRecord) -> Iterator[list[_Value]]:
    told: set[str] = set()
    for section in record.sections:
        for pair in section.pairs:
            question = question_of(section.key, pair)
            if question not in told:
                told.add(question)
                answered = pair.state is PairState.ANSWERED
                values = [("answer", f"{question}={answer}") for answer in dict.fromkeys(answers_of(pair))]
                yield [("answered", question), *values] if answered else []


def _bundles(groups: Sequence[list[_Value]], size: int) -> Iterator[str]:
    for start in range(0, len(groups), size):
        together = [value for group in groups[start : start + size] for value in group]
        if together:
            yield _term(together)


def _term(values: Iterable[_Value]) -> str:
    return _AND.join(map(_BETWEEN.join, values))


@lru_cache(maxsize=20_000)
def _values(term: str) -> tuple[_Value, ...]:
    parts = (part.partition(_BETWEEN) for part in term.split(_AND))
    return tuple((field, value) for field, _, value in parts)


def count_facets(searcher: tantivy.Searcher, asked: tantivy.Query) -> tuple[int, Mapping[str, tuple[FacetCount, ...]]]:
    """How many cases the query finds, and how many of them bear each value: the most frequent, then by name."""
    counts: dict[str, Counter[str]] = {field: Counter() for field in (_ANY, *FACETS, *OF_QUESTIONS)}
    for term, count in searcher.terms_with_prefix(FACET, "", asked):
        for field, value in _values(term):
            counts[field][value] += count
    total = counts.pop(_ANY)[""]
    return total, {field: _most(values.items(), field) for field, values in counts.items()}


def count_cases(searcher: tantivy.Searcher, asked: tantivy.Query) -> int:
    """How many cases the query finds."""
    return int(searcher.search(asked, 1, count=True).count or 0)  # type: ignore[attr-defined]


def _most(counted: Iterable[tuple[str, int]], field: str) -> tuple[FacetCount, ...]:
    most = _MOST_QUESTIONS if field in OF_QUESTIONS else _MOST_VALUES
    ordered = sorted(counted, key=lambda each: (-each[1], each[0]))[:most]
    return tuple(FacetCount(value=value, count=count) for value, count in ordered)
