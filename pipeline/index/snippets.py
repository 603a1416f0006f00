"""The words of a case that a query meant, in their place."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from rapidfuzz.distance import OSA

from models.report import Snippet
from pipeline.index.analysis import fold, stem

_WIDTH = 200
_AT_MOST = 3
_BEGINNING = 3
# A page may be a book: what is looked through has an end.
_MOST_CHARACTERS = 200_000

Text = tuple[str | None, str]


class Wanted(NamedTuple):
    """What a query looks for: folded words, stems by language, beginnings, words with the errors that are forgiven.

    `sections`: words of the keys of those that are asked for, which are shown first.
    """

    words: frozenset[str] = frozenset()
    stems: frozenset[tuple[str, str]] = frozenset()
    prefixes: tuple[str, ...] = ()
    typos: tuple[tuple[str, int], ...] = ()
    sections: tuple[tuple[str, ...], ...] = ()


class _Place(NamedTuple):
    start: int
    end: int
    term: str


class Snippets:
    """Cuts the snippets of one query's hits; what it learnt of a word holds for all of them."""

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._candidates = _candidates(wanted)
        self._terms: dict[tuple[str, str], str | None] = {}

    def cut(self, texts: Sequence[Text], language: str) -> tuple[Snippet, ...]:
        """At most three snippets of a case's texts, those with the most different words first; else how it begins.

        The first text is the title, which a hit shows anyway.
        """
        found = [(_densest(places), *texts[at]) for at, places in self._find(texts, language).items()]
        best = [
            (self._is_asked(section), len({place.term for place in places}), section, text, places)
            for places, section, text in found
        ]
        best.sort(key=lambda each: each[:2], reverse=True)
        if best:
            return tuple(_cut(section, text, places) for _, _, section, text, places in best[:_AT_MOST])
        openings = sorted((each for each in texts[1:] if each[1]), key=lambda each: not self._is_asked(each[0]))
        return tuple(_cut(section, text, []) for section, text in openings[:1])

    def _find(self, texts: Sequence[Text], language: str) -> dict[int, list[_Place]]:
        found: dict[int, list[_Place]] = {}
        if self._candidates is None:
            return found
        whole = "\n".join(text for _, text in texts[1:])[:_MOST_CHARACTERS]
        starts = [0, *accumulate(len(text) + 1 for _, text in texts[1:])]
        for match in self._candidates.finditer(_level(whole)):
            start, end = match.span()
            if term := self._term(whole[start:end], language):
                at = bisect_right(starts, start) - 1
                found.setdefault(at + 1, []).append(_Place(start - starts[at], end - starts[at], term))
        return found

    def _term(self, word: str, language: str) -> str | None:
        known = self._terms.get((word, language), "")
        if known == "":
            known = self._terms[word, language] = _term(word, self._wanted, language)
        return known

    def _is_asked(self, section: str | None) -> bool:
        asked = self._wanted.sections
        return bool(section and asked) and any(set(words) <= set(fold(section or "")) for words in asked)


def _candidates(wanted: Wanted) -> re.Pattern[str] | None:
    """Words that may be meant, told by how they begin: of a long text only these are looked at closely."""
    begun = {_beginning(word) for word in (*wanted.words, *(stem for _, stem in wanted.stems), *wanted.prefixes)}
    parts = [f"(?:{'|'.join(sorted(map(_with_accents, begun)))})[^\\W_]*"] if begun else []
    lengths = [length for word, errors in wanted.typos for length in (len(word) - errors, len(word) + errors)]
    parts += [f"[^\\W_]{{{min(lengths)},{max(lengths)}}}\\b"] if lengths else []
    return re.compile(rf"\b(?:{'|'.join(parts)})") if parts else None


def _beginning(word: str) -> str:
    """The letters that all forms of the word begin with; a letter that folds into two may stand for them."""
    doubles = (at for pair in ("ae", "oe", "ss", "th") if (at := word.find(pair)) >= 0)
    return word[: min(_BEGINNING, 1 + min(doubles, default=_BEGINNING))]


def _with_accents(beginning: str) -> str:
    # Any letter with an accent may be meant: those that are looked at in vain are few.
    return "".join(
        f"[{letter}\u00df-\u024f]" if letter.isascii() and letter.isalpha() else re.escape(letter)
        for letter in beginning
    )


def _level(text: str) -> str:
    """The text in small letters, each where it stood."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(letter.lower()[0] for letter in text)


def _term(word: str, wanted: Wanted, language: str) -> str | None:
    plain = "".join(fold(word))
    if plain in wanted.words:
        return plain
    if (language, root := stem(language, plain)) in wanted.stems:
        return root
    begun = next((prefix for prefix in wanted.prefixes if plain.startswith(prefix)), None)
    near = (typo for typo, errors in wanted.typos if OSA.distance(plain, typo, score_cutoff=errors) <= errors)
    return begun or next(near, None)


def _densest(places: Sequence[_Place]) -> list[_Place]:
    """The places within a snippet's width that have the most different terms, then the most."""
    best, at = (0, 0, 0, 0), 0
    inside: dict[str, int] = {}
    for last, place in enumerate(places):
        inside[place.term] = inside.get(place.term, 0) + 1
        while place.end - places[at].start > _WIDTH and at < last:
            inside[places[at].term] -= 1
            if not inside[places[at].term]:
                del inside[places[at].term]
            at += 1
        best = max(best, (len(inside), last + 1 - at, -at, last + 1))
    return list(places[-best[2] : best[3]])


def _cut(section: str | None, text: str, places: Sequence[_Place]) -> Snippet:
    middle = (places[0].start + places[-1].end) // 2 if places else 0
    start = max(0, min(middle - _WIDTH // 2, len(text) - _WIDTH))
    end = min(len(text), start + _WIDTH)
    while start and not text[start - 1].isspace() and middle - start < _WIDTH:
        start -= 1
    while end < len(text) and not text[end].isspace() and end - middle < _WIDTH:
        end += 1
    before, after = "…" if start else "", "…" if end < len(text) else ""
    shift = len(before) - start
    shown = [place for place in places if start <= place.start and place.end <= end]
    marks = _joined([(place.start + shift, place.end + shift) for place in shown], text, -shift)
    return Snippet(section=section, text=f"{before}{text[start:end]}{after}", highlights=tuple(marks))


def _joined(ranges: Iterable[tuple[int, int]], text: str, shift: int) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in ranges:
        if joined and text[joined[-1][1] + shift : start + shift] in {" ", "-", "’", "'"}:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
