"""What the index is asked for a query: which cases match, and how they are ranked."""

from collections.abc import Mapping, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

import tantivy

from pipeline.index.analysis import STEMMERS, fold, meaningful, stems_of
from pipeline.index.conditions import condition_queries, name_words
from pipeline.index.query import Asked, Condition, Word
from pipeline.index.schema import STEMS, TITLE, WORDS
from pipeline.index.snippets import Wanted
from pipeline.index.terms import (
    all_of,
    allowed_errors,
    any_key,
    any_of,
    any_term,
    begins,
    boosted,
    nearly,
    phrase,
    term,
    weighed,
)

# Beside BM25 of stems, which counts once: the word just as it was asked, in the title, two of them near each other.
_EXACT, _TITLE, _PAIR = 0.3, 0.6, 0.4
_PREFIX, _TYPO, _LIKED = 1.0, 2.0, 2.0
_MOST_PAIRS = 5
_MOST_TYPOS = 8
_NEAR = 2
_SELDOM = 2_000


class Plan(NamedTuple):
    """`matching` finds the cases, `ranking` the same with scores; `is_ranked`: there is something to rank them by.

    `near` is what cases gain for what they mean, by key, beside the best by words, which has 1.
    """

    matching: tantivy.Query
    ranking: tantivy.Query
    wanted: Wanted
    is_ranked: bool
    near: Mapping[int, float]


class _Words(NamedTuple):
    """Folded words in order, beginnings, and words that stand nowhere with the errors that they are forgiven."""

    known: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    typos: tuple[tuple[str, int], ...] = ()

    def __bool__(self) -> bool:
        return any(map(bool, (self.known, self.prefixes, self.typos)))


def plan(searcher: tantivy.Searcher, asked: Asked, where: Sequence[Condition], near: Mapping[int, float]) -> Plan:
    """How the index answers the query, to whose words cases are `near` in meaning."""
    spoken = dict(searcher.terms_with_prefix("language", ""))
    stemmed = tuple(language for language in STEMMERS if language in spoken)
    words = _read(searcher, asked, spoken, stemmed)
    phrases = [pieces for each in asked.phrases if (pieces := fold(each.text))]
    standing = [phrase(WORDS, each) for each in phrases if not asked.prose]
    held = [weighed(each, 0.0) for each in _conditions(searcher, asked, where)]
    refused = _refused(searcher, asked, stemmed)
    scored = _scored(searcher, words, stemmed, phrases if asked.prose else ())
    # Beside a phrase that must stand there the other words only count for the order.
    needed = bool(words) and not standing
    beside = [any_key(near)] if near and needed else []
    matched = [any_of([_matched(words, stemmed), *beside])] if needed else []
    return Plan(
        matching=all_of([*standing, *held, *matched], refused=refused),
        ranking=all_of(
            [*standing, *held, *([any_of([*scored, *beside])] if needed else [])],
            liked=() if needed else scored,
            refused=refused,
        ),
        wanted=_wanted(asked, words, phrases, stemmed),
        is_ranked=bool(standing or words),
        near=near if beside else {},
    )


def _conditions(searcher: tantivy.Searcher, asked: Asked, where: Sequence[Condition]) -> list[tantivy.Query]:
    # What was typed and what was chosen beside it must both hold.
    return [*condition_queries(searcher, asked.conditions), *condition_queries(searcher, where)]


def _read(searcher: tantivy.Searcher, asked: Asked, spoken: Mapping[str, int], stemmed: Sequence[str]) -> _Words:
    plain: list[str] = []
    prefixes: list[str] = []
    for word in asked.words:
        pieces = fold(word.text)
        plain += pieces[:-1] if word.prefix else pieces
        prefixes += pieces[-1:] if word.prefix else []
    if asked.prose:
        plain += [piece for each in asked.phrases for piece in fold(each.text)]
    kept = meaningful(plain, spoken) if plain else []
    unknown = [word for word in dict.fromkeys(kept) if allowed_errors(word) and not _stands(searcher, word, stemmed)]
    typos = [(word, allowed_errors(word)) for word in unknown[:_MOST_TYPOS]]
    return _Words(tuple(word for word in kept if word not in unknown), tuple(dict.fromkeys(prefixes)), tuple(typos))


def _stands(searcher: tantivy.Searcher, word: str, stemmed: Sequence[str]) -> bool:
    return any(searcher.doc_freq(STEMS, each) for each in stems_of([word], stemmed))


def _matched(words: _Words, stemmed: Sequence[str]) -> tantivy.Query:
    known = [any_term(STEMS, stems_of(words.known, stemmed))] if words.known else []
    return any_of([*known, *_loose(words)])


def _loose(words: _Words) -> list[tantivy.Query]:
    begun = [weighed(begins(WORDS, prefix), _PREFIX) for prefix in words.prefixes]
    return begun + [weighed(nearly(WORDS, word, errors), _TYPO) for word, errors in words.typos]


def _pairs(searcher: tantivy.Searcher, words: Sequence[str]) -> list[tuple[str, str]]:
    """Neighbours in the query of which one is seldom: where two common words stand near each other tells little."""
    pairs = [pair for pair in dict.fromkeys(pairwise(words)) if pair[0] != pair[1]]
    seldom = [pair for pair in pairs if min(searcher.doc_freq(WORDS, word) for word in pair) <= _SELDOM]
    return seldom[:_MOST_PAIRS]


def _scored(
    searcher: tantivy.Searcher, words: _Words, stemmed: Sequence[str], liked: Sequence[Sequence[str]]
) -> list[tantivy.Query]:
    terms = _loose(words)
    for word in dict.fromkeys(words.known):
        variants = stems_of([word], stemmed)
        terms += [term(STEMS, each) for each in variants]
        terms += [boosted(term(TITLE, each), _TITLE) for each in variants]
        terms.append(boosted(term(WORDS, word), _EXACT))
    terms += [boosted(phrase(WORDS, pair, _NEAR), _PAIR) for pair in _pairs(searcher, words.known)]
    terms += [boosted(phrase(WORDS, each), _LIKED) for each in liked if len(each) > 1]
    return [any_of(terms)] if terms else []


def _refused(searcher: tantivy.Searcher, asked: Asked, stemmed: Sequence[str]) -> list[tantivy.Query]:
    queries = [query for each in asked.excluded for query in condition_queries(searcher, [each])]
    for each in asked.without:
        words = fold(each.text)
        if isinstance(each, Word) and each.prefix and words:
            queries.append(begins(WORDS, words[-1]))
        elif len(words) > 1:
            queries.append(phrase(WORDS, words))
        elif words:
            queries.append(any_term(STEMS, stems_of(words, stemmed)))
    return queries


def _wanted(asked: Asked, words: _Words, phrases: Sequence[Sequence[str]], stemmed: Sequence[str]) -> Wanted:
    plain = frozenset(chain(words.known, *phrases, name_words(asked.conditions)))
    return Wanted(
        words=plain,
        stems=frozenset((language, each) for language in stemmed for each in stems_of(plain, [language])),
        prefixes=words.prefixes,
        typos=words.typos,
        sections=tuple(tuple(fold(each.value)) for each in asked.conditions if each.field == "section"),
    )
