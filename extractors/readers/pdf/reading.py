"""A PDF as a Document: its pages' regions in reading order, set as HTML."""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby

from extractors.readers.format import BytesFormat, Likeness
from extractors.readers.markup import document_of, element
from extractors.readers.pdf.columns import Grid, reach_of, regions_of
from extractors.readers.pdf.inflation import refuse_bombs
from extractors.readers.pdf.letters import Letter, Page, pages_of
from extractors.readers.pdf.lines import Piece, Row, joined, rows_of
from extractors.readers.pdf.paragraphs import Mark, Paragraph, measure_of, paragraphs_of
from extractors.readers.pdf.running import running_rows
from models.document import Document
from models.errors import EmptyPageError, UnreadablePageError

_MARK = b"%PDF-"
_WHERE = 1024  # where readers look for it (ISO 32000-1, annex H, note 13)
_BROKEN = re.compile(r"(?<=[^\W\d_]{2})[-\u2010\u00ad]$")
_COMPOUND = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)+")
_MOST_UNSAID = 0.3
_LONGEST_HEADING = 200
_LONGEST_WORD = 60
_BULLET = re.compile(r"^[•◦‣⁃▪▫■□●○◆◇➢➤►▶·–—*-]\s+")


def read(content: bytes) -> Document:
    """What the pages say, in the order in which it is read; running headers, footers and page numbers are chrome.

    Lines that were wrapped are joined, and words that were broken with a hyphen. Raises EncryptedPageError,
    EmptyPageError, OversizedPageError or UnreadablePageError.
    """
    refuse_bombs(content)
    pages, title = pages_of(content)
    _refuse_silent(pages)
    markup = "".join(_Setting(pages).markup())
    document = document_of(markup, FORMAT.media_type)
    return document_of(markup, FORMAT.media_type, title=title) if title and title in document.text else document


class _Setting:
    """Sets a document's lines as HTML, in reading order."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = pages
        self._rows = [rows_of(each for each in page.letters if each.is_upright) for page in pages]
        self._running = running_rows(pages, self._rows)
        reaches = {width: reach_of(self._wide(width)) for width in {page.width for page in pages}}
        self._regions = [list(regions_of(self._body(index), reaches[page.width])) for index, page in enumerate(pages)]
        self._measure = measure_of([line for page in self._regions for region in page for line in region.flat])
        self._compounds = {
            each.casefold()
            for page in self._rows
            for row in page
            for each in _COMPOUND.findall(" ".join(piece.text for piece in row))
        }

    def _wide(self, width: float) -> list[Row]:
        """The rows of pages of that width."""
        return [row for index, page in enumerate(self._pages) if page.width == width for row in self._body(index)]

    def _body(self, index: int) -> list[Row]:
        return [row for number, row in enumerate(self._rows[index]) if number not in self._running[index]]

    def markup(self) -> Iterator[str]:
        """The document; what runs along the edges stands after the paragraph that the page's end broke."""
        lines: list[Piece] = []
        aside: list[tuple[int, str]] = []
        grid = Grid([])
        for index, page in enumerate(self._pages):
            for region in self._regions[index]:
                if isinstance(region, Grid):
                    if not lines and grid.width == region.width:  # it goes on over pages
                        grid.rows.extend(region.rows)
                        continue
                    yield from self._parts(grid, lines, aside)
                    grid, lines, aside = region, [], []
                else:
                    lines += region.lines
            running = [joined(self._rows[index][number]) for number in sorted(self._running[index])]
            turned = "".join(each.text for each in page.letters if not each.is_upright)
            words = [*(self._words([each], set()) for each in running), escape(turned)]
            aside.append((len(lines), element("footer", (element("p", [each]) for each in words))))
        yield from self._parts(grid, lines, aside)

    def _parts(self, grid: Grid, lines: Sequence[Piece], aside: Sequence[tuple[int, str]]) -> Iterator[str]:
        yield element("table", (self._row(each) for each in grid.rows))
        yield from self._flow(lines, aside)

    def _flow(self, lines: Sequence[Piece], aside: Sequence[tuple[int, str]]) -> Iterator[str]:
        waiting = list(aside)
        done = 0
        paragraphs = paragraphs_of(lines, self._measure)
        for mark, group in groupby(paragraphs, lambda each: each.mark):
            run = list(group)
            is_list = mark is Mark.SIGN or (mark is Mark.NUMBER and len(run) > 1)
            for each in run:
                yield self._item(each) if is_list else self._paragraph(each)
                done += len(each.lines)
                while waiting and waiting[0][0] <= done:
                    yield waiting.pop(0)[1]
        yield from (each for _, each in waiting)

    def _row(self, cells: Sequence[Sequence[Piece]]) -> str:
        inside = (
            "".join(element("p", [self._words(each.lines, each.breaks)]) for each in paragraphs_of(cell, self._measure))
            for cell in cells
        )
        return element("tr", (f"<td>{each}</td>" for each in inside))

    def _item(self, paragraph: Paragraph) -> str:
        words = self._words(paragraph.lines, paragraph.breaks)
        return element("li", [_BULLET.sub("", words)])

    def _paragraph(self, paragraph: Paragraph) -> str:
        words = self._words(paragraph.lines, paragraph.breaks)
        is_heading = paragraph.level and sum(len(line.letters) for line in paragraph.lines) <= _LONGEST_HEADING
        return element(f"h{min(paragraph.level, 6)}" if is_heading else "p", [words])

    def _words(self, lines: Sequence[Piece], breaks: Iterable[int]) -> str:
        """Lines as one, with the hyphens that broke words taken out."""
        letters: list[Letter] = []
        for number, line in enumerate(lines):
            if number:
                letters = self._ended(letters, line, broken=number in breaks)
            letters += line.letters
        return "".join(_styled(letters))

    def _ended(self, letters: list[Letter], line: Piece, *, broken: bool) -> list[Letter]:
        before = "".join(each.text for each in letters[-_LONGEST_WORD:])
        if _BROKEN.search(before) and line.text[:1].islower():
            whole = f"{before.split()[-1]}{line.text.split()[0]}".replace("\u00ad", "-")
            found = _COMPOUND.search(whole)
            keeps = found is not None and found[0].casefold() in self._compounds
            return [*letters[:-1], letters[-1]._replace(text="-")] if keeps else letters[:-1]
        return [*letters, letters[-1]._replace(text="\n" if broken else " ")]


def _styled(letters: Iterable[Letter]) -> Iterator[str]:
    """Runs of letters that are set alike."""
    for (bold, target), run in groupby(letters, lambda each: (each.bold, each.target)):
        words = escape("".join(each.text for each in run)).replace("\n", "<br>")
        words = element("a", [words], href=target) if target else words
        yield element("b", [words]) if bold else words


def _refuse_silent(pages: Sequence[Page]) -> None:
    letters = sum(len(page.letters) for page in pages)
    if not letters:
        raise EmptyPageError("holds pictures and no text: have its text recognised (OCR), or leave it out")
    if sum(page.unsaid for page in pages) > _MOST_UNSAID * letters:
        raise UnreadablePageError("does not tell which letters its fonts show: have its text recognised (OCR)")


def _likeness(content: bytes) -> Likeness:
    place = content[:_WHERE].find(_MARK)
    return Likeness.NONE if place < 0 else Likeness.CERTAIN if place == 0 else Likeness.POSSIBLE


FORMAT = BytesFormat(
    media_type="application/pdf", read=read, likeness=_likeness, also=("application/x-pdf",), suffixes=(".pdf",)
)
