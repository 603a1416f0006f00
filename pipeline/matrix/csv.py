"""A matrix as CSV (RFC 4180) that is safe to open in a spreadsheet."""

import csv
from io import StringIO

from models.matrix import Axis, Matrix

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_of(matrix: Matrix) -> str:
    """The matrix with its totals, then in rows of their own what is not shown.

    What a spreadsheet might take for a formula begins with an apostrophe (OWASP, CSV Injection).
    """
    written = StringIO()
    write = csv.writer(written).writerow
    columns = matrix.columns.headings
    write([safe(f"{matrix.rows.facet} × {matrix.columns.facet}"), *(safe(each.value) for each in columns), "cases"])
    for heading, cells in zip(matrix.rows.headings, matrix.cells, strict=True):
        write([safe(heading.value), *cells, heading.count])
    write(["cases", *(each.count for each in columns), matrix.total])
    for axis in (matrix.rows, matrix.columns):
        for words in left_out(axis):
            write([safe(words)])
    return written.getvalue()


def safe(words: str) -> str:
    """The words as a cell that starts no formula."""
    return f"'{words}" if words.startswith(_FORMULA) else words


def left_out(axis: Axis) -> list[str]:
    """In words, what of the facet the matrix does not show."""
    told = []
    if axis.others:
        values = "1 more value" if axis.others == 1 else f"{axis.others:,} more values"
        among = f", in {_cases(axis.other_cases)}" if axis.other_cases is not None else ""
        told.append(f"{axis.facet}: {values} not shown{among}")
    if axis.without:
        told.append(f"{axis.facet}: {_cases(axis.without)} without")
    return told


def _cases(count: int) -> str:
    return "1 case" if count == 1 else f"{count:,} cases"
