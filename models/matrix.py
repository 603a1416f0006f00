"""What `casemill matrix` prints."""

from models.frozen import Frozen


class Heading(Frozen):
    """A row or a column: its value, how many cases bear it, and the condition by which search finds them."""

    value: str
    count: int
    where: str


class Axis(Frozen):
    """A facet's values, the most frequent first.

    `others` more values are not shown, which `other_cases` bear (null where they are too many to count); `without`
    cases have none at all.
    """

    facet: str
    headings: tuple[Heading, ...]
    others: int = 0
    other_cases: int | None = 0
    without: int = 0


class Matrix(Frozen):
    """How many cases bear a row's and a column's value: `cells[row][column]`.

    A case may bear several values of a facet, and then counts with each; `total` are all cases of the query.
    """

    query: str
    where: tuple[str, ...]
    total: int
    rows: Axis
    columns: Axis
    cells: tuple[tuple[int, ...], ...]
    notes: tuple[str, ...] = ()
