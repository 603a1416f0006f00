"""Documents written anew in other formats, as office programs would: what a reader should give back."""

from collections.abc import Iterator
from email.message import EmailMessage
from io import BytesIO

import docx
from odfdo import Cell, Header, List, ListItem, Paragraph, Row, Style, Table
from odfdo import Document as OdfDocument

from models.document import Block, BlockKind, Document

Group = list[Block]


def groups(document: Document) -> Iterator[Group]:
    """The page's own blocks, those of a paragraph, list or table together."""
    group: Group = []
    for block in document.blocks:
        if block.header or block.kind is BlockKind.CHROME:
            continue
        if group and not _belongs(document, group[-1], block):
            yield group
            group = []
        group.append(block)
    if group:
        yield group


def _belongs(document: Document, before: Block, block: Block) -> bool:
    gap = document.text[before.end : block.start]
    if block.kind is BlockKind.CELL or (block.kind is BlockKind.LABEL and before.kind is BlockKind.CELL):
        return "\n\n" not in gap
    if block.kind is BlockKind.LABEL:
        return before.kind is BlockKind.LABEL and gap == "\t"
    if block.kind is BlockKind.BULLET:
        return before.kind is BlockKind.BULLET
    return before.kind is BlockKind.LABEL and not gap.strip(" ")


def rows(document: Document, group: Group) -> list[Group]:
    """The rows of a table or list of definitions."""
    found: list[Group] = [[]]
    for block in group:
        after = found[-1] and document.text[found[-1][-1].end : block.start]
        is_defined = block.kind is BlockKind.CELL and [each.kind for each in found[-1]] == [BlockKind.LABEL]
        if after and after != "\t" and not is_defined:
            found.append([])
        found[-1].append(block)
    return found


def is_table(group: Group) -> bool:
    return any(each.kind is BlockKind.CELL for each in group)


def is_bold(block: Block) -> bool:
    return block.strong or block.kind is BlockKind.LABEL


def as_docx(document: Document) -> bytes:
    page = docx.Document()
    for group in groups(document):
        first = group[0]
        if first.kind is BlockKind.HEADING:
            page.add_heading(document.words_of(first), max(first.level, 1) - 1)
        elif is_table(group):
            told = rows(document, group)
            table = page.add_table(0, max(map(len, told)))
            for row in told:
                for cell, block in zip(table.add_row().cells, row, strict=False):
                    cell.paragraphs[0].add_run(document.words_of(block)).bold = is_bold(block)
        elif first.kind is BlockKind.BULLET:
            for block in group:
                page.add_paragraph(document.words_of(block), style="List Bullet")
        else:
            paragraph = page.add_paragraph()
            for block in group:
                paragraph.add_run(document.words_of(block)).bold = is_bold(block)
                paragraph.add_run(" ")
    return _bytes(page)


def as_odt(document: Document) -> bytes:
    page = OdfDocument("text")
    page.body.clear()
    page.insert_style(Style("text", name="Fat", bold=True), automatic=True)
    for group in groups(document):
        first = group[0]
        if first.kind is BlockKind.HEADING and first.level == 1:
            page.body.append(Paragraph(document.words_of(first), style="Title"))
        elif first.kind is BlockKind.HEADING:
            page.body.append(Header(first.level - 1, document.words_of(first)))
        elif is_table(group):
            table = Table("Facts")
            for told in rows(document, group):
                row = Row()
                for block in told:
                    cell = Cell()
                    cell.append(_odf(document, [block]))
                    row.append(cell)
                table.append(row)
            page.body.append(table)
        elif first.kind is BlockKind.BULLET:
            items = List()
            for block in group:
                item = ListItem()
                item.append(_odf(document, [block]))
                items.append(item)
            page.body.append(items)
        else:
            page.body.append(_odf(document, group))
    return _bytes(page)


def _odf(document: Document, group: Group) -> Paragraph:
    paragraph = Paragraph()
    for block in group:
        paragraph.append_plain_text(document.words_of(block) + " ")
        if is_bold(block):
            paragraph.set_span(
                "Fat", regex=document.words_of(block).replace("(", r"\(").replace(")", r"\)").replace("?", r"\?")
            )
    return paragraph


def as_mail(words: str, subtype: str, subject: str, **headers: str) -> bytes:
    message = EmailMessage()
    message["Subject"] = subject
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(words, subtype=subtype)
    return message.as_bytes()


def _bytes(page: object) -> bytes:
    out = BytesIO()
    page.save(out)
    return out.getvalue()
