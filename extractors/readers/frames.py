"""The elements that stand apart on a page, each within another: where on the page words stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bs4 import Tag

from extractors.readers.tags import value

_WORD_WITHIN = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, eq=False, slots=True)
class Frame:
    """An element of the page: `kind` is its tag with its classes, `name` goes on with its id."""

    kind: str = ""
    name: str = ""
    outer: "Frame | None" = None
    depth: int = 0

    def opened(self, tag: Tag) -> "Frame":
        """The frame of `tag`, inside this one."""
        if not tag.attrs:
            return Frame(tag.name, tag.name, self, self.depth + 1)
        kind = _words(f"{tag.name} {value(tag, 'class')}")
        return Frame(kind, _words(f"{kind} {value(tag, 'id')}"), self, self.depth + 1)

    def path(self) -> Iterator["Frame"]:
        """This frame and those around it, innermost first."""
        frame: Frame | None = self
        while frame:
            yield frame
            frame = frame.outer

    def holds(self, other: "Frame") -> bool:
        """Whether `other` is this frame or stands in it."""
        return any(each is self for each in other.path() if each.depth <= self.depth)


@lru_cache(4096)
def _words(names: str) -> str:
    """Names with the words within words parted and the numbers left out, which tell one of many from the others."""
    return _NUMBER.sub("", _WORD_WITHIN.sub("-", names)).rstrip()
