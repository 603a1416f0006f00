"""`casemill matrix`: cases counted by two of their facets."""

from typing import TYPE_CHECKING, Annotated

import typer

from models.errors import UsageError
from pipeline.commands.context import AsJson, emit, emit_json, present, settings_of
from pipeline.commands.search import Where

if TYPE_CHECKING:
    from rich.table import Table

    from models.matrix import Matrix

Most = Annotated[int, typer.Option(min=1, max=100, help="The most rows to show.")]


def matrix(
    context: typer.Context,
    rows: Annotated[str, typer.Argument(help="The facet whose values are rows, such as sector.")],
    columns: Annotated[str, typer.Argument(help="The one whose values are columns, such as answer:QUESTION.")],
    query: Annotated[str, typer.Argument(help="Only cases that this query finds.")] = "",
    *,
    where: Where = None,
    most_rows: Most = 20,
    most_columns: Annotated[int, typer.Option(min=1, max=100, help="The most columns to show.")] = 12,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV, safe to open in a spreadsheet.")] = False,
    as_json: AsJson = False,
) -> None:
    """Count cases by two of their facets."""
    from pipeline.matrix.counting import matrix as count
    from pipeline.matrix.csv import csv_of, left_out
    from pipeline.store.database import opened

    if as_csv and as_json:
        raise UsageError("--csv and --json exclude each other; give one of them")
    settings = settings_of(context)
    with opened(settings.database_url) as store:
        found = count(
            *(settings.processed, store, rows, columns, query, where or ()),
            most_rows=most_rows,
            most_columns=most_columns,
        )
    if as_json:
        emit_json(found)
    elif as_csv:
        emit(csv_of(found).removesuffix("\r\n").encode())
    else:
        words = [*left_out(found.rows), *left_out(found.columns), *found.notes]
        title = f"{found.total:,} {'case' if found.total == 1 else 'cases'}: {rows} × {columns}"
        present(title, _table(found), *words)


def _table(found: "Matrix") -> "Table":
    from rich.box import SIMPLE
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE, show_footer=True)
    table.add_column(Text(found.rows.facet), Text("cases"), overflow="fold", min_width=14)
    for heading in found.columns.headings:
        table.add_column(Text(heading.value), f"{heading.count:,}", justify="right", overflow="fold")
    table.add_column("cases", f"{found.total:,}", justify="right", style="bold")
    for row, cells in zip(found.rows.headings, found.cells, strict=True):
        counts = (f"{count:,}" if count else "·" for count in cells)
        table.add_row(Text(row.value), *counts, f"{row.count:,}")
    return table
