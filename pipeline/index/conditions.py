"""What the index is asked for a field's value."""

from collections.abc import Iterable, Sequence

import tantivy

from pipeline.index.analysis import fold, fold_value
from pipeline.index.calendar import first_day
from pipeline.index.countries import country_code
from pipeline.index.fields import DATES, NAMED
from pipeline.index.query import Condition
from pipeline.index.schema import DAY, name_field, name_stems, schema
from pipeline.index.terms import allowed_errors, begins, nearly, phrase

_OF_A_QUESTION = ("answer", "state")
_NAMES = tuple(field for field in NAMED if field != "section")


def condition_queries(searcher: tantivy.Searcher, conditions: Sequence[Condition]) -> list[tantivy.Query]:
    """All of these must hold: for each field any of its values, and a date between `after` and `before`.

    Each question is a field of its own.
    """
    by_field: dict[str, list[Condition]] = {}
    for each in conditions:
        question = each.value.rpartition("=")[0] if each.field in _OF_A_QUESTION else ""
        by_field.setdefault(f"{each.field}:{question}" if question else each.field, []).append(each)
    queries = [
        tantivy.Query.boolean_query([(tantivy.Occur.Should, _holds(searcher, each)) for each in values])
        for field, values in by_field.items()
        if field not in DATES
    ]
    if any(field in DATES for field in by_field):
        queries.append(_between(by_field.get("after", ()), by_field.get("before", ())))
    return queries


def name_words(conditions: Iterable[Condition]) -> list[str]:
    """The folded words of the names that are asked for: a snippet shows where they stand."""
    return [word for each in conditions if each.field in _NAMES for word in fold(each.value)]


def _between(after: Sequence[Condition], before: Sequence[Condition]) -> tantivy.Query:
    begins_at = [day for each in after if (day := first_day(each.value)) is not None]
    ends_at = [day for each in before if (day := first_day(each.value)) is not None]
    first, last = max(begins_at, default=None), min(ends_at, default=None)
    return tantivy.Query.range_query(
        schema(), DAY, tantivy.FieldType.Integer, first, last if last is None else last - 1, use_inverted_index=True
    )


def _holds(searcher: tantivy.Searcher, condition: Condition) -> tantivy.Query:
    if condition.field in NAMED and not condition.whole:
        return _named(searcher, condition)
    value = country_code(condition.value) if condition.field == "country" else condition.value
    if condition.prefix:
        return begins(condition.field, fold_value(value))
    return tantivy.Query.term_query(schema(), condition.field, fold_value(value), "basic")


def _named(searcher: tantivy.Searcher, condition: Condition) -> tantivy.Query:
    field, words = name_field(condition.field), name_stems(condition.value)
    if not words:
        return tantivy.Query.empty_query()
    if condition.prefix:
        last = fold(condition.value)[-1]
        return (
            tantivy.Query.phrase_prefix_query(schema(), field, [*words[:-1], last])
            if words[1:]
            else begins(field, last)
        )
    if all(searcher.doc_freq(field, word) for word in words):
        return phrase(field, words)
    # Names with a typing error: all the words, in any order.
    each = [nearly(field, word, allowed_errors(word)) for word in words]
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, query) for query in each])
