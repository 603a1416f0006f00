"""Sentences that mark what they tell: `Open [from 2010 to 2012](2010/2012).`"""

import re
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).with_name("sentences")
_MARK = re.compile(r"\[([^\[\]]+)\]\(([^()]*)\)")


class Marked(NamedTuple):
    language: str
    text: str
    told: tuple[tuple[int, int, str], ...]

    def finds(self, found: list[tuple[int, int, str]]) -> bool:
        """Whether these, in order, overlap what is marked one by one and have its values."""
        return len(found) == len(self.told) and all(
            start < mark_end and mark_start < end and value == marked
            for (start, end, value), (mark_start, mark_end, marked) in zip(found, self.told, strict=True)
        )


def sentences(subject: str) -> tuple[Marked, ...]:
    """Those of `sentences/<subject>_<language>.txt`, one a line."""
    return tuple(
        _read(line, path.stem.rpartition("_")[2])
        for path in sorted(FOLDER.glob(f"{subject}_*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
    )


def _read(line: str, language: str) -> Marked:
    text, told, reached = "", [], 0
    for mark in _MARK.finditer(line):
        text += line[reached : mark.start()]
        told.append((len(text), len(text) + len(mark[1]), mark[2]))
        text, reached = text + mark[1], mark.end()
    return Marked(language, text + line[reached:], tuple(told))
