"""Prompts in tables and definition lists: rows of a label and what is entered beside it."""

from collections.abc import Iterator, Sequence

from extractors.sections.asking import asks
from extractors.sections.structure.words import heads_form
from models.document import Block, BlockKind, Document, Span

_CELLS = frozenset({BlockKind.LABEL, BlockKind.CELL})
_LONGEST_LABEL = 8
_FEWEST_ROWS = 2
_COLUMNS = 2
Row = list[Block]


def table_prompts(document: Document, blocks: Sequence[Block]) -> list[Span]:
    """The labels of the tables and lists among `blocks` that are forms, in page order.

    A form's rows begin with a label; where no label is marked, they are of two columns that no heads name, or heads
    such as `Field` and `Value` do. A label with nothing beside it was left blank.
    """
    return [
        Span(start=each.start, end=each.end) for rows in _tables(document, blocks) for each in _labels(rows, document)
    ]


def _tables(document: Document, blocks: Sequence[Block]) -> Iterator[list[Row]]:
    """Runs of cells and labels, cut where a table ends: rows are lines, a tab parts their cells."""
    rows: list[Row] = []
    end = 0
    for block in blocks:
        gap = document.text[end : block.start]
        if block.kind not in _CELLS:
            continue
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


def _labels(rows: Sequence[Row], document: Document) -> Iterator[Block]:
    if not any(block.kind is BlockKind.CELL for row in rows for block in row):
        return
    heads = _is_head(rows[0])
    body = rows[1:] if heads else rows
    led = [row[0] for row in body if row[0].kind is BlockKind.LABEL]
    narrow = sum(len(row) <= _COLUMNS for row in body) > len(body) / 2
    if led and narrow and (len(led) > len(body) / 2 or not heads):
        yield from _led(body, often=len(led) >= _FEWEST_ROWS)
    elif not led and (not heads or _names_a_form(rows[0], document)) and _is_form(body, document):
        yield from (row[0] for row in body)


def _is_head(row: Row) -> bool:
    return len(row) > 1 and all(block.kind is BlockKind.LABEL for block in row)


def _led(body: Sequence[Row], *, often: bool) -> Iterator[Block]:
    for index, row in enumerate(body):
        after = body[index + 1] if index + 1 < len(body) else None
        answered = len(row) > 1 or (after is not None and after[0].kind is BlockKind.CELL)
        if row[0].kind is BlockKind.LABEL and (answered or often):
            yield row[0]


def _names_a_form(head: Row, document: Document) -> bool:
    return all(heads_form(document.words_of(block)) for block in head)


def _is_form(body: Sequence[Row], document: Document) -> bool:
    full = [row for row in body if len(row) > 1]
    if len(full) < _FEWEST_ROWS or len(full) < len(body) / 2 or any(len(row) > _COLUMNS for row in body):
        return False
    labels = [document.words_of(row[0]) for row in body]
    return len(set(labels)) == len(labels) and all(_is_label(each) for each in labels)


def _is_label(words: str) -> bool:
    return words[:1].isalpha() and (len(words.split()) <= _LONGEST_LABEL or asks(words))
