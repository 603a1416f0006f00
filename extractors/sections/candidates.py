"""Where on the page each element of a template may stand.

A line's beginning is compared with each wording, over as many words as the wording has: so a prompt is found that is
a line of its own, goes on with its answer, or is broken over lines and blocks.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz import fuzz

from extractors.sections.asking import asks, requests
from extractors.sections.elements import Element, Wording
from extractors.sections.lines import Line, Lines
from extractors.sections.numbering import number_of
from models.document import BlockKind
from models.frozen import Frozen
from models.outline import Role

_WINDOW = 12
_SHARED = 0.6
_SHARED_ASKING = 0.25
_NEUTRAL = 0.42  # at this similarity it is as good to take a line for the author's as for the form's
_LIKE = 0.68  # below it, only a line that asks as the element does may be a rewording
_REWORDED = 0.46
_RUN_IN_LIKE = 0.86
_LONGEST_JOIN = 12
_CLOSING_TELLS = 0.25  # the less alike the words, the more it tells that they end with a mark, as the wording does
_CLOSING = re.compile(r"[\s.:?!;,)\]}*_\"'”’»…]*[.:?!;)\]}*_\"”»…]")
_STOPS = frozenset(".?!:;)…")
_PRIOR = {
    BlockKind.HEADING: 0.12,
    BlockKind.LABEL: 0.12,
    BlockKind.TITLE: -0.2,
    BlockKind.BULLET: -0.15,
    BlockKind.CELL: -0.3,
}


class Anchor(Frozen):
    """Element number `element` may stand at `text[start:end]`; `gain` (0 to about 1) is what that is worth."""

    start: int
    end: int
    element: int
    similarity: float
    gain: float
    number: str | None


class Match(NamedTuple):
    """A wording as it stands on the page, up to `end`; `whole` where that ends a line or a question."""

    end: int
    similarity: float
    whole: bool


def anchors_of(text: str, page: Lines, elements: Sequence[Element]) -> list[Anchor]:
    """All places worth a thought, in page order."""
    wordings = [(index, wording) for index, element in enumerate(elements) for wording in element.wordings]
    heads = [(index, wording, frozenset(wording.words[:_WINDOW])) for index, wording in wordings if wording.words]
    verbatim: dict[tuple[str, ...], list[int]] = {}
    for index, wording in wordings:
        verbatim.setdefault(wording.words, []).append(index)
    found: list[Anchor] = []
    for position, line in enumerate(page.lines):
        number, first = _numbered(text, page, line)
        words = tuple(word for _, _, word in page.words[first : line.last])
        if words in verbatim:
            matches = [(index, _verbatim(text, page, line)) for index in verbatim[words]]
        else:
            window = {word for _, _, word in page.words[first : first + _WINDOW + 3]}
            shared = _SHARED_ASKING if _may_ask(text[line.start : line.end]) else _SHARED
            likely = [each for each in heads if len(each[2] & window) >= max(1, shared * len(each[2]))]
            matches = [(index, _best_match(text, page, position, first, wording)) for index, wording, _ in likely]
        for index, match in matches:
            gain = _gain(text, line, elements[index], match, number)
            if gain > 0:
                found.append(
                    Anchor(
                        start=line.start,
                        end=match.end,
                        element=index,
                        similarity=match.similarity,
                        gain=gain,
                        number=number,
                    )
                )
    return found


def _may_ask(words: str) -> bool:
    return "?" in words or requests(words)


def _verbatim(text: str, page: Lines, line: Line) -> Match:
    return Match(end=_closed(text, page.words[line.last - 1][1]), similarity=1, whole=True)


def _numbered(text: str, page: Lines, line: Line) -> tuple[str | None, int]:
    """The line's number, and the index of its first word after it."""
    number, skipped = number_of(text[line.start : line.end])
    first = line.first
    while number and first < line.last - 1 and page.words[first][0] < line.start + skipped:
        first += 1
    return number, first


def _best_match(text: str, page: Lines, position: int, first: int, wording: Wording) -> Match:
    """The stretch from word `first` on that is most like the wording; a similarity of 0 where none can be."""
    goal = " ".join(wording.words)
    best, best_value = Match(end=0, similarity=0, whole=False), 0.0
    for last, is_line in _ends(text, page, position, first, len(wording.words)):
        end = _closed(text, page.words[last - 1][1])
        closed = text[end - 1] in _STOPS
        if not is_line and wording.closed and not closed:
            continue  # a match within a line ends at a mark, if the wording does
        similarity = _similarity(" ".join(word for _, _, word in page.words[first:last]), goal)
        value = similarity + (_CLOSING_TELLS * (1 - similarity) if closed and wording.closed else 0)
        if (value, is_line) > (best_value, best.whole):
            best, best_value = Match(end=end, similarity=similarity, whole=is_line or text[end - 1] == "?"), value
    return best


def _ends(text: str, page: Lines, position: int, first: int, length: int) -> list[tuple[int, bool]]:
    """Where a wording of `length` words may end, as a word's index (exclusive), and whether a line ends there.

    At the ends of lines, at question marks, and about where it would if it stood there word for word.
    """
    least, most = max(first + 1, first + length // 2), min(first + 2 * length + 2, len(page.words))
    lines = {line.last for line in page.lines[position : position + _LONGEST_JOIN]}
    spans = page.words[first:most]
    questions = {
        first + 1 + index
        for index, ((_, end, _), (start, _, _)) in enumerate(pairwise(spans))
        if "?" in text[end:start]
    }
    near = {first + length + slack for slack in ((-1, 0, 1) if length > 1 else (0,))}
    return [(last, last in lines) for last in sorted(lines | questions | near) if least <= last <= most]


def _similarity(found: str, goal: str) -> float:
    return max(fuzz.ratio(found, goal), 0.95 * fuzz.token_sort_ratio(found, goal)) / 100


def _closed(text: str, end: int) -> int:
    """Where the words that end at `end` end with their closing punctuation, on the same line."""
    match = _CLOSING.match(text, end)
    return match.end() if match else end


def _gain(text: str, line: Line, element: Element, match: Match, number: str | None) -> float:
    least = _LIKE if match.whole else _RUN_IN_LIKE
    if element.role is Role.HEADING and not (match.whole and line.opens):
        return 0
    if match.similarity < least and not _is_rewording(text, line, element, match):
        return 0
    prior = _PRIOR.get(line.kind, 0.0) + (0.05 if line.opens and match.whole else 0)
    if element.role is Role.HEADING and number and element.section.number:
        prior += 0.15 if number == element.section.number else -0.1
    return element.weight * (match.similarity - _NEUTRAL) / (1 - _NEUTRAL) + prior


def _is_rewording(text: str, line: Line, element: Element, match: Match) -> bool:
    """Whether the whole line asks, as the element does, in words that are only somewhat like its."""
    return (
        element.role is Role.PROMPT
        and match.whole
        and match.similarity >= _REWORDED
        and line.opens
        and asks(text[line.start : match.end])
    )
