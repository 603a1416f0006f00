"""Documents printed to PDF by reportlab, with headers, footers and page numbers: what a reader should give back."""

from html import escape
from io import BytesIO
from pathlib import Path

import reportlab
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    ListFlowable,
    PageTemplate,
    Paragraph,
    Table,
)

from models.document import Block, BlockKind, Document
from tests.writing import groups, is_bold, is_table, rows

_FONTS = Path(reportlab.__file__).parent / "fonts"
for _name, _file in (("Vera", "Vera.ttf"), ("Vera-Bold", "VeraBd.ttf")):
    pdfmetrics.registerFont(TTFont(_name, _FONTS / _file))
pdfmetrics.registerFontFamily("Vera", normal="Vera", bold="Vera-Bold", italic="Vera", boldItalic="Vera-Bold")
_BODY = ParagraphStyle("body", fontName="Vera", fontSize=10, leading=13, spaceAfter=7)
_SIZES = {1: 20, 2: 15, 3: 12, 4: 11}
_HEADINGS = {
    level: ParagraphStyle(f"h{level}", _BODY, fontName="Vera-Bold", fontSize=size, leading=size * 1.25, spaceBefore=8)
    for level, size in _SIZES.items()
}


def as_pdf(document: Document, *, columns: int = 1, running: str = "") -> bytes:
    """The document on A4; `running` stands at the top of each page, its number at the bottom."""
    out = BytesIO()
    width = (A4[0] - 4 * cm - (columns - 1) * cm) / columns
    frames = [
        Frame(2 * cm + index * (width + cm), 2.5 * cm, width, A4[1] - 5 * cm, leftPadding=0, rightPadding=0)
        for index in range(columns)
    ]

    def edge(canvas: Canvas, page: BaseDocTemplate) -> None:
        if running:
            canvas.setFont("Vera", 8)
            canvas.drawString(2 * cm, A4[1] - 1.5 * cm, running)
            canvas.drawCentredString(A4[0] / 2, 1.3 * cm, str(page.page))

    printed = BaseDocTemplate(out, pagesize=A4, title=document.title or "")
    printed.addPageTemplates(PageTemplate(frames=frames, onPage=edge))
    printed.build([each for group in groups(document) for each in _flowables(document, group)])
    return out.getvalue()


def _flowables(document: Document, group: list[Block]) -> list[Flowable]:
    first = group[0]
    if first.kind is BlockKind.HEADING:
        return [Paragraph(_set(document, [first]), _HEADINGS[min(max(first.level, 1), 4)])]
    if is_table(group):
        told = rows(document, group)
        widest = max(map(len, told))
        cells = [[Paragraph(_set(document, [each]), _BODY) for each in row] for row in told]
        return [KeepTogether(Table([row + [""] * (widest - len(row)) for row in cells], hAlign="LEFT"))]
    if first.kind is BlockKind.BULLET:
        items = [Paragraph(_set(document, [each]), _BODY) for each in group]
        return [ListFlowable(items, bulletType="bullet")]
    return [Paragraph(_set(document, group), _BODY)]


def _set(document: Document, group: list[Block]) -> str:
    told = [(escape(document.words_of(each)).replace("\n", "<br/>"), is_bold(each)) for each in group]
    return " ".join(f"<b>{words}</b>" if bold else words for words, bold in told)
