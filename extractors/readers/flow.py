"""A stream of events as one final text, with drafts of its blocks and its links."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from extractors.readers.events import Break, Edge, Event, Words
from extractors.readers.frames import Frame
from extractors.readers.paragraph import Paragraph, stripped
from extractors.readers.shape import pieces
from extractors.readers.tags import CELL, LINE, PARAGRAPH
from models.document import BlockKind, Link

_WIDTHS = {CELL: 1, LINE: 2, PARAGRAPH: 3}


class Draft(NamedTuple):
    """A block to be; `flat_start` to `flat_end` are its characters by their number among the page's non-blank ones."""

    kind: BlockKind
    start: int
    end: int
    level: int
    strong: bool
    chrome: bool
    flat_start: int
    flat_end: int
    frame: Frame


class Flow(NamedTuple):
    """The page's text; `flat` is all of its non-blank characters in order, what is not shown included."""

    text: str
    drafts: list[Draft]
    links: list[Link]
    flat: str


class _Text:
    """The text so far: paragraphs, each parted from the one before by the widest gap that lay between them."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.drafts: list[Draft] = []
        self.links: list[Link] = []
        self._length = 0
        self._gap = CELL

    def widen(self, gap: str) -> None:
        if _WIDTHS[gap] > _WIDTHS[self._gap]:
            self._gap = gap

    def put(self, paragraph: Paragraph, *, chrome: bool) -> None:
        text = paragraph.text.rstrip()
        if not text:
            return
        gap = self._gap if self.parts else ""
        base = self._length + len(gap)
        self.parts += (gap, text)
        self._length, self._gap = base + len(text), CELL
        self.drafts += _drafts(paragraph, text, base, chrome=chrome)
        for found, anchor in paragraph.anchors:
            start, end = stripped(text, *found)
            if start < end:
                self.links.append(Link(start=base + start, end=base + end, target=anchor.target))


def compose(events: Iterable[Event]) -> Flow:
    """The text that `events` tell, each of its words once and in order."""
    out = _Text()
    flat: list[str] = []
    length = 0
    paragraph: Paragraph | None = None
    chrome = True
    for event in events:
        if isinstance(event, Words):
            solid = "".join((event.text if event.written is None else event.written).split())
            if event.style.shown and (paragraph or event.text.strip()):
                paragraph = paragraph or Paragraph(event.style)
                paragraph.add(event, length, len(solid))
                chrome = chrome and (event.style.chrome or not event.text.strip())
            flat.append(solid)
            length += len(solid)
        elif isinstance(event, Break):
            if paragraph:
                paragraph.break_line()
        elif isinstance(event, Edge):
            if paragraph:
                out.put(paragraph, chrome=chrome)
                paragraph, chrome = None, True
            out.widen(event.gap)
    if paragraph:
        out.put(paragraph, chrome=chrome)
    return Flow("".join(out.parts), out.drafts, out.links, "".join(flat))


def _drafts(paragraph: Paragraph, text: str, base: int, *, chrome: bool) -> Iterator[Draft]:
    seen = 0
    for piece in pieces(paragraph, text):
        first = seen
        seen += len("".join(text[piece.start : piece.end].split()))
        yield Draft(
            kind=piece.kind,
            start=base + piece.start,
            end=base + piece.end,
            level=piece.level,
            strong=piece.strong,
            chrome=chrome,
            flat_start=paragraph.flat(first),
            flat_end=paragraph.flat(seen - 1) + 1,
            frame=paragraph.style.frame,
        )
