"""Two texts side by side, where they differ."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from models.frozen import Frozen

_AROUND = 1
_MOST_ROWS = 2_000


class Row(Frozen):
    """A line of each text, null where one lacks it; `changed` says that they differ. Both null: lines are left out."""

    before: str | None = None
    after: str | None = None
    changed: bool = False


def rows_of(before: str, after: str) -> tuple[Row, ...]:
    """The lines that differ, each with its neighbours; none where the texts are the same."""
    if before == after:
        return ()
    return tuple(_rows(before.splitlines(), after.splitlines()))[:_MOST_ROWS]


def _rows(old: list[str], new: list[str]) -> Iterator[Row]:
    groups = SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(_AROUND)
    for index, group in enumerate(groups):
        if index:
            yield Row()
        for tag, start, end, begin, finish in group:
            lines, others = old[start:end], new[begin:finish]
            for at in range(max(len(lines), len(others))):
                left = lines[at] if at < len(lines) else None
                right = others[at] if at < len(others) else None
                yield Row(before=left, after=right, changed=tag != "equal")
