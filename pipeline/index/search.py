"""Searching the index."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import tantivy
from sqlalchemy import Engine

from models.errors import StoreError, UnknownNameError, UsageError
from models.record import CaseRecord
from models.report import FacetCount, Hit, SearchResult
from pipeline.index.manifest import read_manifest
from pipeline.index.schema import STEMMERS, TITLE, WORDS, folded, prepare, schema, stem_field, stems, words
from pipeline.index.snippets import Wanted, snippets_of
from pipeline.store.cases import read_documents
from pipeline.store.database import reading
from pipeline.values import FACETS, FIELDS

_FACET_VALUES = 10
_TITLE_BOOST = 2.0
_PHRASE_BOOST = 2.0
_PARTS = re.compile(r'"([^"]*)"|([^"]+)')

Filters = Sequence[tuple[str, str]]
_Clauses = list[tuple[tantivy.Occur, tantivy.Query]]


def parse_where(condition: str) -> tuple[str, str]:
    """The field and value of `field=value`. Raises UsageError, and UnknownNameError for a field there is not."""
    field, equals, value = condition.partition("=")
    if not equals or not value:
        raise UsageError(f"--where {condition}: write it as field=value, such as language=fr")
    if field not in FIELDS:
        raise UnknownNameError(f"--where {condition}: no field is called {field}; there are: {', '.join(FIELDS)}")
    return field, value


def search(
    folder: Path, engine: Engine, query: str, where: Filters = (), *, limit: int = 10, offset: int = 0
) -> SearchResult:
    """The cases that hold any of the query's words (all of a phrase in quotes), the best first.

    Stop words are left out where others remain; case, accents and endings do not count. A field given twice in
    `where` may have either value; different fields must all hold. Raises StoreError where there is no index.
    """
    manifest = read_manifest(folder)
    if manifest is None:
        raise StoreError(f"{folder}: there is no index yet; make it with `casemill run`")
    searcher = prepare(tantivy.Index.open(str(folder / manifest.generation))).searcher()
    asked = tantivy.Query.boolean_query([*_text_clauses(query), *_filter_clauses(where)])
    found = searcher.search(asked, limit=limit, offset=offset)
    hits = _hits(searcher, engine, found.hits, _wanted(query))
    total = int(getattr(found, "count", 0))
    return SearchResult(
        query=query,
        total=total,
        hits=hits,
        facets=_facets(searcher, asked),
        next=offset + limit if offset + limit < total else None,
    )


def _text_clauses(query: str) -> _Clauses:
    phrases = [words().analyze(phrase) for phrase, _ in _PARTS.findall(query)]
    clauses = [(tantivy.Occur.Must, _phrase(WORDS, phrase)) for phrase in phrases if phrase]
    loose = _meaningful(" ".join(rest for _, rest in _PARTS.findall(query)))
    if loose:
        clauses.append((tantivy.Occur.Must if not clauses else tantivy.Occur.Should, _any_of(loose)))
    return clauses or [(tantivy.Occur.Must, tantivy.Query.all_query())]


def _any_of(loose: list[str]) -> tantivy.Query:
    terms = [tantivy.Query.term_query(schema(), WORDS, word) for word in loose]
    terms += [
        tantivy.Query.boost_query(tantivy.Query.term_query(schema(), TITLE, word), _TITLE_BOOST) for word in loose
    ]
    for language in STEMMERS:
        field = stem_field(language)
        terms += [tantivy.Query.term_query(schema(), field, stem) for stem in stems(language).analyze(" ".join(loose))]
    if len(loose) > 1:
        terms.append(tantivy.Query.boost_query(_phrase(WORDS, loose, slop=1), _PHRASE_BOOST))
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])


def _phrase(field: str, phrase: Sequence[str], slop: int = 0) -> tantivy.Query:
    if len(phrase) == 1:
        return tantivy.Query.term_query(schema(), field, phrase[0])
    return tantivy.Query.phrase_query(schema(), field, [*phrase], slop)


def _meaningful(text: str) -> list[str]:
    every = words().analyze(text)
    kept = [word for word in every if all(stems(language).analyze(word) for language in STEMMERS)]
    return kept or every


def _filter_clauses(where: Filters) -> _Clauses:
    by_field: dict[str, list[str]] = {}
    for field, value in where:
        by_field.setdefault(field, []).extend(folded().analyze(value))
    return [
        (tantivy.Occur.Must, tantivy.Query.term_set_query(schema(), field, values))
        for field, values in by_field.items()
    ]


def _wanted(query: str) -> Wanted:
    phrases = [word for phrase, _ in _PARTS.findall(query) for word in words().analyze(phrase)]
    loose = _meaningful(" ".join(rest for _, rest in _PARTS.findall(query)))
    stemmed = {
        (language, stem) for language in STEMMERS for stem in stems(language).analyze(" ".join([*phrases, *loose]))
    }
    return Wanted(words=frozenset([*phrases, *loose]), stems=frozenset(stemmed))


def _hits(
    searcher: tantivy.Searcher,
    engine: Engine,
    found: Sequence[tuple[float, tantivy.DocAddress]],
    wanted: Wanted,
) -> tuple[Hit, ...]:
    scores = {str(searcher.doc(address)["id"][0]): float(score) for score, address in found}
    with reading(engine) as connection:
        documents = read_documents(connection, scores)
    records = {case_id: CaseRecord.model_validate_json(document) for case_id, document in documents.items()}
    # A case that left the store after the index was made is no hit any more.
    return tuple(
        Hit(id=case_id, title=records[case_id].title, score=score, snippets=snippets_of(records[case_id], wanted))
        for case_id, score in scores.items()
        if case_id in records
    )


def _facets(searcher: tantivy.Searcher, asked: tantivy.Query) -> Mapping[str, tuple[FacetCount, ...]]:
    wanted = {field: {"terms": {"field": field, "size": _FACET_VALUES}} for field in FACETS}
    counted = searcher.aggregate(asked, wanted)
    return {
        field: tuple(FacetCount(value=each["key"], count=each["doc_count"]) for each in counted[field]["buckets"])
        for field in FACETS
    }
