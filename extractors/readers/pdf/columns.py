"""The order in which a page is read: columns one after the other, tables row by row.

What tells both is a gutter: a blank that runs down between the pieces of several rows. Columns are filled with prose,
whose lines reach the gutter; what ends anywhere is a table.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.readers.pdf.lines import Piece, Row, joined

_NARROWEST = 0.8
_FEWEST_PARTED = 2
_FEWEST_IN_COLUMN = 4
_SOME = 0.2
_FURTHER = 0.05
_FULL = 0.7
_MOSTLY = 0.5
_CELL_LEADING = 1.5


class Lines(NamedTuple):
    """Lines of one column, from top to bottom."""

    lines: list[Piece]

    @property
    def flat(self) -> list[Piece]:
        """The lines."""
        return self.lines


class Grid(NamedTuple):
    """A table: rows of cells, each with its lines; an empty cell has none."""

    rows: list[list[list[Piece]]]

    @property
    def width(self) -> int:
        """How many cells a row has."""
        return len(self.rows[0]) if self.rows else 0

    @property
    def flat(self) -> list[Piece]:
        """The lines of all cells."""
        return [line for row in self.rows for cell in row for line in cell]


class _Gutter(NamedTuple):
    left: float
    right: float


Region = Lines | Grid


def regions_of(rows: Sequence[Row], reach: float) -> Iterator[Region]:
    """The regions of `rows`, whose column goes to `reach`, in reading order."""
    plain: list[Piece] = []
    start = 0
    while start < len(rows):
        end, gutters = _reach(rows, start)
        sides = [_sides(row, gutters) for row in rows[start:end]]
        parted = [index for index, side in enumerate(sides) if sum(map(bool, side)) > 1]
        prose = _is_prose(sides)
        if not prose and (len(rows[start]) == 1 or not _is_table(sides, parted)):
            plain.append(joined(rows[start]))
            start += 1
            continue
        last = len(sides) if prose else _tail(rows[start:end], parted[-1])
        if plain:
            yield _lines(plain, reach)
            plain = []
        yield from _columns(sides) if prose else [Grid(list(_cells(sides[:last])))]
        start += last
    if plain:
        yield _lines(plain, reach)


def _reach(rows: Sequence[Row], start: int) -> tuple[int, list[_Gutter]]:
    """The end of the longest run of rows from `start` that a gutter goes through, and the gutters of that run."""
    end, gutters = start + 1, list[_Gutter]()
    taken: list[_Gutter] = []
    least = _NARROWEST * min(piece.size for piece in rows[start])
    for index in range(start, len(rows)):
        taken = _union([*taken, *(_Gutter(piece.left, piece.right) for piece in rows[index])])
        free = [_Gutter(one.right, other.left) for one, other in pairwise(taken) if other.left - one.right >= least]
        narrowed = len(free) < len(gutters) if len(rows[index]) == 1 else not free
        if index > start and (narrowed or not free):
            break
        end, gutters = index + 1, free
    return end, gutters


def _union(intervals: Sequence[_Gutter]) -> list[_Gutter]:
    found: list[_Gutter] = []
    for left, right in sorted(intervals):
        if found and left <= found[-1].right:
            found[-1] = _Gutter(found[-1].left, max(right, found[-1].right))
        else:
            found.append(_Gutter(left, right))
    return found


def _sides(row: Row, gutters: Sequence[_Gutter]) -> list[Row]:
    """The pieces of the row between the gutters."""
    sides: list[Row] = [[] for _ in range(len(gutters) + 1)]
    for piece in row:
        sides[sum(piece.left >= gutter.right for gutter in gutters)].append(piece)
    return sides


def _is_table(sides: Sequence[Sequence[Row]], parted: Sequence[int]) -> bool:
    """Whether enough rows have several cells; of the others those that only go on with a label are few."""
    if len(parted) < _FEWEST_PARTED:
        return False
    labels = sum(bool(side[0]) for side in sides[: parted[-1] + 1])
    return labels <= 2 * len(parted)


def _is_prose(sides: Sequence[Sequence[Row]]) -> bool:
    """Whether each side of the gutters is a column of lines that mostly fill it."""
    columns = [[joined(side[index]) for side in sides if side[index]] for index in range(len(sides[0]))]
    return len(columns) > 1 and all(_is_filled(column) for column in columns)


def _is_filled(column: Sequence[Piece]) -> bool:
    """Whether half of the lines nearly reach the edge, and some begin amid a sentence."""
    left, right = min(each.left for each in column), max(each.right for each in column)
    full = sum(each.right - left >= _FULL * (right - left) for each in column)
    wrapped = sum(each.text[:1].islower() for each in column)
    return len(column) >= _FEWEST_IN_COLUMN and full >= _MOSTLY * len(column) and wrapped >= _SOME * len(column)


def _columns(sides: Sequence[Sequence[Row]]) -> Iterator[Region]:
    for index in range(len(sides[0])):
        column = [side[index] for side in sides if side[index]]
        yield from regions_of(column, reach_of(column))


def reach_of(rows: Sequence[Row]) -> float:
    """How far lines go to the right, save a few that go further than the others, as code and long addresses do."""
    rights = sorted((row[-1].right for row in rows), reverse=True)
    return rights[int(_FURTHER * len(rights))] if rights else 0.0


def _lines(lines: Sequence[Piece], reach: float) -> Lines:
    """Lines that go to `reach`, or, where they fill a narrower column, as far as they do themselves."""
    own = reach_of([[line] for line in lines]) if _is_filled(lines) else reach
    return Lines([line._replace(reach=own) for line in lines])


def _tail(rows: Sequence[Row], last: int) -> int:
    """Where the table ends: after its last parted row, and lines set close below that."""
    end = last + 1
    while end < len(rows) and _is_close(rows[end - 1], rows[end]):
        end += 1
    return end


def _is_close(above: Row, below: Row) -> bool:
    return above[0].bottom - below[0].bottom <= _CELL_LEADING * min(above[0].size, below[0].size)


def _cells(sides: Sequence[Sequence[Row]]) -> Iterator[list[list[Piece]]]:
    """Rows of cells: one starts where the first cell and another do, or below a blank."""
    reaches = [
        max((reach_of([side[index]]) for side in sides if side[index]), default=0.0) for index in range(len(sides[0]))
    ]
    cells: list[list[Piece]] = []
    above: Row = []
    for side in sides:
        row = [piece for pieces in side for piece in pieces]
        starts = bool(side[0]) and sum(map(bool, side)) > 1
        if not cells or starts or not _is_close(above, row):
            if cells:
                yield cells
            cells = [[] for _ in side]
        for cell, pieces, reach in zip(cells, side, reaches, strict=True):
            cell += [joined(pieces)._replace(reach=reach)] if pieces else []
        above = row
    if cells:
        yield cells
