"""Headings of plain text that are underlined, as in reStructuredText: a line of one sign, as long as the heading."""

import re
from collections.abc import Iterable, Iterator

from extractors.readers.lines import Stretch
from models.document import BlockKind

_UNDERLINED = re.compile(r"(?=[^\n]*?[^\W_])([^\n]++)\n[ \t]*(([=~^*#\"+-])\3{2,})[ \t]*(?:\n|$)")
_TOLERANCE = 3


def with_headings(text: str, stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """`stretches`, the underlined first lines of paragraphs being headings of their own, underline included.

    Their `level` is the place of the sign among those met: the first underlines the topmost.
    """
    signs: list[str] = []
    for each in stretches:
        found = _UNDERLINED.match(text, each.start, each.end) if each.kind is BlockKind.TEXT else None
        if found is None or abs(len(found[1].strip()) - len(found[2])) > _TOLERANCE:
            yield each
            continue
        if found[3] not in signs:
            signs.append(found[3])
        yield Stretch(BlockKind.HEADING, each.start, found.end(2), signs.index(found[3]) + 1)
        rest = text[found.end() : each.end].strip()
        if rest:
            yield Stretch(BlockKind.TEXT, each.end - len(rest), each.end)
