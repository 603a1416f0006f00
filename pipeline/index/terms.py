"""Questions to the index about one field's words."""

from collections.abc import Collection, Sequence

import tantivy

from pipeline.index.schema import KEY, schema

_FORGIVEN_FROM, _TWICE_FROM = 4, 8


def allowed_errors(word: str) -> int:
    """How many typing errors the word may have: one in a short one, two in a long one, none with digits."""
    if len(word) < _FORGIVEN_FROM or not word.isalpha():
        return 0
    return 1 if len(word) < _TWICE_FROM else 2


def term(field: str, word: str) -> tantivy.Query:
    """Cases that have the word; how often counts."""
    return tantivy.Query.term_query(schema(), field, word, "freq")


def any_term(field: str, words: Sequence[str]) -> tantivy.Query:
    """Cases that have one of the words."""
    return tantivy.Query.term_set_query(schema(), field, [*words])


def any_key(keys: Collection[int]) -> tantivy.Query:
    """Cases with one of the keys."""
    return weighed(tantivy.Query.term_set_query(schema(), KEY, [*keys]), 0.0)


def phrase(field: str, words: Sequence[str], slop: int = 0) -> tantivy.Query:
    """Cases in which the words stand one after the other, or `slop` apart."""
    if len(words) == 1:
        return term(field, words[0])
    return tantivy.Query.phrase_query(schema(), field, [*words], slop)


def begins(field: str, prefix: str) -> tantivy.Query:
    """Cases in which a word begins so."""
    return tantivy.Query.fuzzy_term_query(schema(), field, prefix, 0, prefix=True)


def nearly(field: str, word: str, errors: int) -> tantivy.Query:
    """Cases in which a word is the same but for so many typing errors."""
    return tantivy.Query.fuzzy_term_query(schema(), field, word, errors)


def any_of(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    """Cases that one of the queries finds, the better the more of them do."""
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])


def all_of(
    required: Sequence[tantivy.Query], *, liked: Sequence[tantivy.Query] = (), refused: Sequence[tantivy.Query] = ()
) -> tantivy.Query:
    """Cases that all of the required queries find, and none of the refused."""
    clauses = [(tantivy.Occur.Must, query) for query in required or [weighed(tantivy.Query.all_query(), 0.0)]]
    clauses += [(tantivy.Occur.Should, query) for query in liked]
    return tantivy.Query.boolean_query([*clauses, *((tantivy.Occur.MustNot, query) for query in refused)])


def boosted(query: tantivy.Query, weight: float) -> tantivy.Query:
    """The same with scores so many times as high."""
    return tantivy.Query.boost_query(query, weight)


def weighed(query: tantivy.Query, weight: float) -> tantivy.Query:
    """The same with one score for all."""
    return tantivy.Query.const_score_query(query, weight)
