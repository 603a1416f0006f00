"""Long lists of names kept as a few strings: a tenth of the memory that a mapping takes, for some microseconds."""

from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

_PREFIX = 2


@dataclass(frozen=True)
class Listing:
    """Lines of a sorted file by their first letters, each line between line breaks."""

    groups: dict[str, str]

    def after(self, key: str) -> str | None:
        """What follows `key` and a tab on its line, nothing where the key is all of it; None where no line has it."""
        group = self.groups.get(key[:_PREFIX], "")
        at = group.find(f"\n{key}\t")
        if at < 0:
            return "" if f"\n{key}\n" in group else None
        begins = at + len(key) + 2
        return group[begins : group.index("\n", begins)]


def read_listing(path: Path) -> Listing:
    """The listing of a file whose lines are sorted by key; lines that begin with # are notes."""
    lines = (line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    grouped = groupby(lines, key=lambda line: line[:_PREFIX])
    return Listing({prefix: "\n".join(("", *group, "")) for prefix, group in grouped})
