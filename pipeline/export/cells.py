"""Cells of CSV that no spreadsheet takes for a formula."""

import json

from pipeline.release.tables import Cell

# OWASP, "CSV Injection"; the last four are the full-width forms, which some spreadsheets take for the first four.
# The mark itself is among them, so that whoever takes one off each cell that begins with it has what was there.
MARK = "'"
_BEGINNINGS = (MARK, "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def cell_of(value: Cell) -> str | int | float | None:
    """What stands in the cell: numbers stay numbers, lists are JSON, `true` and `false` are words."""
    match value:
        case bool():
            return "true" if value else "false"
        case tuple():
            return json.dumps(value, ensure_ascii=False)
        case str():
            return f"{MARK}{value}" if value.startswith(_BEGINNINGS) else value
        case _:
            return value


def text_of(cell: str) -> str:
    """The text that a cell of text was made of."""
    return cell.removeprefix(MARK)
