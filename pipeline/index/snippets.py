"""The words of a record that a query meant, in their place."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from models.frozen import Frozen
from models.record import CaseRecord
from models.report import Snippet
from pipeline.index.schema import STEMMERS, searched_texts, stems, words

_WORD = re.compile(r"[^\W_]+")
_WIDTH = 200
_AT_MOST = 3


class Wanted(Frozen):
    """What a query looks for: folded words, and stems by language."""

    words: frozenset[str]
    stems: frozenset[tuple[str, str]]


class _Found(Frozen):
    start: int
    end: int
    term: str


def snippets_of(record: CaseRecord, wanted: Wanted) -> tuple[Snippet, ...]:
    """At most three snippets, those with the most different words first; the record's opening where none is met.

    The title is no snippet: a hit shows it anyway.
    """
    term_of = _matcher(wanted, record.language)
    _, *parts = searched_texts(record)
    texts = [(section, " ".join(text.split())) for section, text in parts if text.strip()]
    found = [(section, text, list(_find(text, term_of))) for section, text in texts]
    best = [(_best_window(places), section, text) for section, text, places in found if places]
    best.sort(key=lambda each: -len({place.term for place in each[0]}))
    if not best:
        return tuple(_cut(section, text, []) for section, text in texts[:1])
    return tuple(_cut(section, text, places) for places, section, text in best[:_AT_MOST])


def _find(text: str, term_of: Callable[[str], str | None]) -> Iterator[_Found]:
    for match in _WORD.finditer(text):
        if term := term_of(match.group()):
            yield _Found(start=match.start(), end=match.end(), term=term)


def _matcher(wanted: Wanted, language: str) -> Callable[[str], str | None]:
    @lru_cache(maxsize=10_000)
    def term_of(word: str) -> str | None:
        plain = "".join(words().analyze(word))
        if plain in wanted.words:
            return plain
        stem = "".join(stems(language).analyze(word)) if language in STEMMERS else ""
        return stem if (language, stem) in wanted.stems else None

    return term_of


def _best_window(places: list[_Found]) -> list[_Found]:
    windows = [[each for each in places[at:] if each.end - first.start <= _WIDTH] for at, first in enumerate(places)]
    return max(windows, key=lambda window: (len({place.term for place in window}), len(window)))


def _cut(section: str | None, text: str, places: list[_Found]) -> Snippet:
    middle = (places[0].start + places[-1].end) // 2 if places else 0
    start = max(0, min(middle - _WIDTH // 2, len(text) - _WIDTH))
    end = min(len(text), start + _WIDTH)
    while start and not text[start - 1].isspace() and middle - start < _WIDTH:
        start -= 1
    while end < len(text) and not text[end].isspace() and end - middle < _WIDTH:
        end += 1
    before, after = "…" if start else "", "…" if end < len(text) else ""
    shift = len(before) - start
    marks = _joined([(place.start + shift, place.end + shift) for place in places], text, -shift)
    return Snippet(section=section, text=f"{before}{text[start:end]}{after}", highlights=tuple(marks))


def _joined(ranges: list[tuple[int, int]], text: str, shift: int) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in ranges:
        if joined and text[joined[-1][1] + shift : start + shift] in {" ", "-", "’", "'"}:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
