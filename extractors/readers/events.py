"""A parsed page as a stream: words with their style, line breaks, and edges between what stands apart."""

from collections.abc import Iterable, Iterator, Set
from itertools import islice
from typing import NamedTuple

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from extractors.readers import tags
from extractors.readers.controls import Controls, entry, is_chosen
from extractors.readers.disguises import Revealed, is_decoy, is_fallback, reveal
from extractors.readers.frames import Frame
from extractors.readers.landmarks import Landmarks
from extractors.readers.stylesheet import StyleSheet, style_sheet_of
from models.document import BlockKind

_DEEPEST_IN_CELL = 8
_DEEPEST_DISGUISE = 200


class Anchor(NamedTuple):
    """A link; `number` tells links with one target apart."""

    number: int
    target: str


class Style(NamedTuple):
    """What the open elements say of the words inside them.

    `depth` counts open lists, `heads` marks the first cells of a row or column, `in_content` the page's main part,
    `in_layout` a table that only places things.
    """

    frame: Frame
    kind: BlockKind = BlockKind.TEXT
    level: int = 0
    depth: int = 0
    anchor: Anchor | None = None
    bold: bool = False
    verbatim: bool = False
    chrome: bool = False
    heads: bool = False
    in_content: bool = False
    in_layout: bool = False
    shown: bool = True


class Words(NamedTuple):
    """Words as the page has them, white space and all; `written` is the source's, where a browser shows others."""

    text: str
    style: Style
    written: str | None = None


class Break(NamedTuple):
    """A line break."""


class Edge(NamedTuple):
    """Where one block ends and another starts; `gap` parts them in the text."""

    gap: str


Event = Words | Break | Edge


def events_of(soup: BeautifulSoup) -> Iterator[Event]:
    """The whole page in order, what is not shown included (as Words whose style says so).

    Walks without recursion: nesting has no limit, save that nobody disguises addresses deeper than pages are built.
    """
    anchors = 0
    sheet: StyleSheet | None = style_sheet_of(soup)
    landmarks, controls = Landmarks(soup), Controls(soup)
    stack: list[tuple[Iterator[PageElement], Style, str | None]] = [(iter(soup.contents), Style(Frame()), None)]
    while stack:
        children, style, gap = stack[-1]
        for node in children:
            if isinstance(node, NavigableString):
                if not isinstance(node, PreformattedString):
                    yield Words(node, style)
            elif isinstance(node, Tag) and node.name == "br":
                if style.shown:
                    yield Break()
            elif isinstance(node, Tag):
                anchors += 1
                if len(stack) > _DEEPEST_DISGUISE:
                    sheet = None
                is_read = style.shown or _writes_from_head(node)
                revealed = reveal(node, sheet) if is_read and sheet is not None else Revealed()
                inside = _entered(node, style, sheet, landmarks)
                if node.name == "a" or revealed.target:
                    inside = inside._replace(anchor=_anchor(node, revealed.target, anchors))
                if revealed.words is not None:
                    yield Words(revealed.words, inside._replace(shown=is_read), written=node.get_text())
                    continue
                if node.name == "input" and style.shown:
                    yield from _entered_in(node, style, controls)
                    continue
                opening, closing = _edges(node, style) if inside.shown else (None, None)
                if node.name == "label" and inside.shown and controls.labels_entry(node):
                    opening, closing = tags.LINE, tags.CELL
                    inside = inside._replace(kind=BlockKind.LABEL, level=0)
                if opening:
                    yield Edge(opening)
                stack.append((iter(node.contents), inside, closing))
                break
        else:
            stack.pop()
            if gap:
                yield Edge(gap)


def _entered_in(tag: Tag, style: Style, controls: Controls) -> Iterator[Event]:
    """The words of a control, which do not stand among the source's."""
    box, words = controls.box(tag), entry(tag)
    if tags.is_shown(tag) and box:
        if not _opens_cell(tag):
            yield Edge(tags.LINE)
        yield Words(box, style, written="")
    elif tags.is_shown(tag) and words and (style.kind is BlockKind.CELL or controls.is_labelled(tag)):
        yield Edge(tags.CELL)
        yield Words(words, style._replace(kind=BlockKind.CELL, level=0), written="")
        yield Edge(tags.LINE)


def _writes_from_head(tag: Tag) -> bool:
    return tag.name == "script" and tag.parent is not None and tag.parent.name == "head"


def _edges(tag: Tag, around: Style) -> tuple[str | None, str | None]:
    """What parts `tag` from the words before and after it; within a cell it parts no rows, at its ends nothing."""
    gap = tags.GAPS.get(tag.name)
    if gap and around.depth and tag.name in {"ul", "ol"}:
        gap = tags.LINE
    if gap != tags.PARAGRAPH or around.kind not in {BlockKind.CELL, BlockKind.LABEL}:
        return gap, gap
    return None if _opens_cell(tag) else tags.LINE, None if _closes_cell(tag) else tags.LINE


def _opens_cell(tag: Tag) -> bool:
    return all(_is_blank(each) for level in _up_to_cell(tag) for each in level.previous_siblings)


def _closes_cell(tag: Tag) -> bool:
    return all(_is_blank(each) for level in _up_to_cell(tag) for each in level.next_siblings)


def _up_to_cell(tag: Tag) -> Iterator[Tag]:
    yield tag
    for parent in islice(tag.parents, _DEEPEST_IN_CELL):
        if parent.name in tags.CELLS:
            return
        yield parent


def _is_blank(node: PageElement) -> bool:
    return isinstance(node, NavigableString) and (isinstance(node, PreformattedString) or not node.strip())


def _entered(tag: Tag, style: Style, sheet: StyleSheet | None, landmarks: Landmarks) -> Style:
    """The style of what stands in `tag`; without a sheet, disguises are not looked for."""
    is_shown = tags.is_shown(tag) or (sheet is not None and is_fallback(tag))
    is_passed_over = tag.name == "option" and not style.chrome and not is_chosen(tag)
    if not style.shown or not is_shown or is_passed_over or (sheet is not None and is_decoy(tag, sheet)):
        return style._replace(shown=False)
    if not style.chrome and landmarks.is_site(tag, in_content=style.in_content):
        style = style._replace(chrome=True)
    if not style.bold and tags.is_bold(tag):
        style = style._replace(bold=True)
    return _in_block(tag, style, landmarks) if tag.name in tags.GAPS else style


def _in_block(tag: Tag, style: Style, landmarks: Landmarks) -> Style:
    name = tag.name
    style = style._replace(frame=style.frame.opened(tag))
    if name in tags.HEADINGS:
        return style._replace(kind=BlockKind.HEADING, level=tags.HEADINGS[name])
    if name == "li":
        depth = max(style.depth, 1)
        return style._replace(kind=BlockKind.BULLET, level=depth)
    if name in {"ul", "ol", "dir", "menu"}:
        return style._replace(depth=style.depth + 1)
    if name in {"dt", "summary", "legend"} or (name == "th" and not style.in_layout):
        return style._replace(kind=BlockKind.LABEL, level=0)
    if name == "dd" or (name == "td" and not style.in_layout):
        return style._replace(kind=BlockKind.CELL, level=0, heads=name == "td" and _heads(tag))
    if name == "table":
        return style._replace(in_layout=landmarks.lays_out(tag))
    if name in tags.VERBATIM:
        return style._replace(verbatim=True)
    return style._replace(in_content=True) if tags.opens_content(tag) else style


def _heads(cell: Tag) -> bool:
    """Whether `cell` is the first of a row or of a column, and others follow: set in bold, it is their label."""
    if not _has(tags.CELLS, cell.previous_siblings) and _has(tags.CELLS, cell.next_siblings):
        return True
    row = cell.parent
    if row is None or _has({"tr"}, row.previous_siblings) or not _has({"tr"}, row.next_siblings):
        return False
    return row.parent is None or not _has({"thead"}, row.parent.previous_siblings)


def _has(names: Set[str], siblings: Iterable[PageElement]) -> bool:
    return any(isinstance(each, Tag) and each.name in names for each in siblings)


def _anchor(tag: Tag, target: str | None, number: int) -> Anchor | None:
    target = target or tags.value(tag, "href").strip()
    return Anchor(number, target) if target else None
