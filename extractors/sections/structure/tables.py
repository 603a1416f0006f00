"""Prompts in tables and definition lists: rows of a label and what is entered beside it."""

from collections.abc import Iterator, Sequence

from extractors.sections.asking import asks
from extractors.sections.structure.prompt import Prompting
from extractors.sections.structure.words import heads_form
from models.document import Block, BlockKind, Document

_CELLS = frozenset({BlockKind.LABEL, BlockKind.CELL})
_LONGEST_LABEL = 8
_FEWEST_ROWS = 2
_COLUMNS = 2
Row = list[Block]


def table_prompts(document: Document, blocks: Sequence[Block]) -> list[Prompting]:
    """The labels of the tables and lists among `blocks` that are forms, in page order.

    A form's rows begin with a label; where no label is marked, they are of two columns that no heads name, or heads
    such as `Field` and `Value` do. A label with nothing beside it was left blank.
    """
    return [each for rows in _tables(document, blocks) for each in _prompts(document, rows)]


def labels_in_rows(document: Document, blocks: Sequence[Block]) -> frozenset[int]:
    """Where the labels start that have something beside them in a table or list of such."""
    return frozenset(
        row[0].start
        for rows in _tables(document, blocks)
        if any(block.kind is not BlockKind.LABEL for row in rows for block in row)
        for row in rows
        if row[0].kind is BlockKind.LABEL
    )


def _tables(document: Document, blocks: Sequence[Block]) -> Iterator[list[Row]]:
    """Runs of cells and labels, cut where a table ends: rows are lines, a tab parts their cells.

    Bullets below a label that has no cell are its cells: a list within a definition.
    """
    rows: list[Row] = []
    end = 0
    for block in blocks:
        if block.kind is BlockKind.BULLET and rows and _is_open(rows[-1]):
            rows[-1].append(block)
            end = block.end
        if block.kind not in _CELLS:
            continue
        gap = document.text[end : block.start]
        if rows and gap == "\t":
            rows[-1].append(block)
        elif rows and gap == "\n":
            rows.append([block])
        else:
            if rows:
                yield rows
            rows = [[block]]
        end = block.end
    if rows:
        yield rows


def _is_open(row: Row) -> bool:
    return row[0].kind is BlockKind.LABEL and all(block.kind is BlockKind.BULLET for block in row[1:])


def _prompts(document: Document, rows: Sequence[Row]) -> Iterator[Prompting]:
    if all(block.kind is BlockKind.LABEL for row in rows for block in row):
        return
    head, body = _parted(rows)
    led = sum(row[0].kind is BlockKind.LABEL for row in body)
    narrow = sum(len(row) <= _COLUMNS or _is_open(row) for row in body) > len(body) / 2
    if led:
        meant = narrow and (led > len(body) / 2 or not head)
    else:
        meant = all(heads_form(document.words_of(each)) for each in head[1:]) and _is_form(document, body)
    if meant:
        yield from _answered(body, often=led != 1)


def _parted(rows: Sequence[Row]) -> tuple[Row, Sequence[Row]]:
    """The row of heads, empty where there is none, and the rows below it."""
    labels = all(block.kind is BlockKind.LABEL for block in rows[0])
    alone = len(rows[0]) == 1 and any(row[0].kind is BlockKind.LABEL for row in rows[1:])
    return (rows[0], rows[1:]) if labels and not alone else ([], rows)


def _answered(body: Sequence[Row], *, often: bool) -> Iterator[Prompting]:
    """The first of each row, with its answer up to the next; in a list the answers may be rows of their own."""
    has_labels = any(row[0].kind is BlockKind.LABEL for row in body)
    starts = [index for index, row in enumerate(body) if row[0].kind is BlockKind.LABEL or not has_labels]
    for index, after in zip(starts, [*starts[1:], len(body)], strict=True):
        label, reach = body[index][0], body[after - 1][-1].end
        if reach > label.end or often:
            yield Prompting(label.start, label.end, reach)


def _is_form(document: Document, body: Sequence[Row]) -> bool:
    full = [row for row in body if len(row) > 1]
    if len(full) < _FEWEST_ROWS or len(full) < len(body) / 2 or any(len(row) > _COLUMNS for row in body):
        return False
    labels = [document.words_of(row[0]) for row in body]
    return len(set(labels)) == len(labels) and all(_is_label(each) for each in labels)


def _is_label(words: str) -> bool:
    return words[:1].isalpha() and (len(words.split()) <= _LONGEST_LABEL or asks(words))
