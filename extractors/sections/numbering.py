"""Numbers that headings and prompts begin with: `3`, `2.1`, `IV`, `b`, `B1`."""

import re
from collections.abc import Sequence
from typing import NamedTuple

_NUMBER = re.compile(
    r"\s*(?:(?:section|part|chapter|question|partie|chapitre|teil|abschnitt|parte|sección|pregunta|frage)\s+)?"
    r"([A-Z]?\d{1,2}(?:\.\d{1,2}){0,3}|[IVXivx]{1,5}|[A-Za-z])(?:[.):\]]+|(?<=\d)\s*[-–—]|(?<=\d))(?=\s)\s*",
    re.IGNORECASE,
)
_LETTERED = re.compile(r"([A-Za-z])(\d.*)")
_MOST = 0.75
_ROMAN = {"i": 1, "v": 5, "x": 10}


class _Count(NamedTuple):
    """What a number counts: `style` parts sections numbered `I`, `II` from prompts numbered `1`, `2` below them."""

    style: str
    place: int
    depth: int


def number_of(line: str) -> tuple[str | None, int]:
    """The number that `line` begins with (`3`, `2.1`, `IV`, `b`, `B1`), or None, and where what follows it starts."""
    match = _NUMBER.match(line)
    return (match[1], match.end()) if match and match.end() < len(line) else (None, 0)


def depths_of(numbers: Sequence[str | None]) -> list[int | None]:
    """How deep each number lies (`1` and `B` 0, `1.1` and `B1` 1), None where it does not count on from those before.

    None counts where few do, or none rises. Numbers of a second style (`1` below `I`) lie deeper, and may begin anew.
    A number among them may be no heading's: a sum, a house's.
    """
    places = [index for index, number in enumerate(numbers) if number]
    counts = _counts([number for number in numbers if number])
    styles = list(dict.fromkeys(each.style for each in counts))
    depths: list[int | None] = [None] * len(numbers)
    outer = 0
    for style in styles:
        run = [(index, each) for index, each in zip(places, counts, strict=True) if each.style == style]
        counting = _counting([each.place for _, each in run], anew=outer > 0)
        for (index, each), counts_on in zip(run, counting, strict=True):
            depths[index] = outer + each.depth if counts_on else None
        outer += any(counting)
    return depths


def _counting(counts: Sequence[int], *, anew: bool) -> list[bool]:
    found: list[bool] = []
    reached: int | None = None
    for count in counts:
        counts_on = count in ({0, 1} if reached is None else {reached, reached + 1}) or (anew and count == 1)
        reached = count if counts_on else reached
        found.append(counts_on)
    told = {count for count, counts_on in zip(counts, found, strict=True) if counts_on}
    return found if len(told) > 1 and sum(found) >= _MOST * len(found) else [False] * len(found)


def _counts(numbers: Sequence[str]) -> list[_Count]:
    """What each counts. `I` is a Roman number where it is the first letter to count; `Q1`, `Q2` count questions."""
    lettered = [match for match in map(_LETTERED.fullmatch, numbers) if match]
    same = len({match[1].casefold() for match in lettered}) == 1
    first = next((number for number in numbers if number.isalpha()), "")
    is_roman = first.casefold() == "i"
    return [_count(number, same_letter=same, is_roman=is_roman) for number in numbers]


def _count(number: str, *, same_letter: bool, is_roman: bool) -> _Count:
    match = _LETTERED.fullmatch(number)
    if match and same_letter:
        number = match[2]
    elif match:
        return _Count("letter", _letter(match[1]), 1 + match[2].count("."))
    if number[0].isdigit():
        return _Count("digit", int(number.split(".")[0]), number.count("."))
    return _Count("roman", _roman(number), 0) if is_roman else _Count("letter", _letter(number), 0)


def _letter(letter: str) -> int:
    return ord(letter[0].casefold()) - ord("a") + 1


def _roman(number: str) -> int:
    values = [_ROMAN.get(sign, 0) for sign in number.casefold()]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))
