"""Pieces of dates put together, and what one date leaves out taken from its neighbour (`3 to 5 May 2019`)."""

from collections.abc import Sequence
from typing import NamedTuple

from extractors.entities.dates.pieces import Piece
from extractors.entities.dates.points import MONTHS, Point, same_part
from extractors.entities.dates.words import NO_SENSE, Sense

RANGE = Sense.TO | Sense.DASH
_JOINTS = RANGE | Sense.AND | Sense.COMMA | Sense.STROKE
_WITHIN = Sense.OF | Sense.ARTICLE | Sense.WEEKDAY
# Words that say which part of it is meant, or what sort of year: they make a number a year.
_QUALIFYING = Sense.PART | Sense.SEASON | Sense.DECADE_BEFORE
_ORDERS = ("DMY", "MDY", "YMD", "MY", "YM")


class Item(NamedTuple):
    """A date as far as its own words tell it, in their `order` (D, M, Y), later completed.

    `joint` is what ties it to the one before it; `lent`: its month was; `elided`: its year is its neighbour's.
    `qualified`: a word before it says that it is a date; `between`, `about`: such words open it; `ongoing`: no end yet.
    """

    start: int
    end: int
    day: int | None = None
    month: int | None = None
    year: int | None = None
    decade: Point | None = None
    order: str = ""
    joint: Sense = NO_SENSE
    lent: bool = False
    elided: bool = False
    qualified: bool = False
    between: bool = False
    about: bool = False
    ongoing: bool = False

    @property
    def point(self) -> Point | None:
        """The date, where its year is known."""
        if self.decade or self.year is None:
            return self.decade
        return Point(self.year, self.month, self.day)

    @property
    def lone(self) -> bool:
        """Whether it is a bare year, which may be any number."""
        return self.order == "Y" and not self.qualified


def put_together(run: Sequence[Piece]) -> list[Item]:
    """The dates that adjoining pieces make, each complete as far as it or its neighbours tell."""
    items: list[Item] = []
    opened = 0
    for index, piece in enumerate(run):
        between = run[opened:index]
        if piece.tells:
            longer = _extended(items[-1], piece, between, run[index + 1 : index + 3]) if items else None
            if longer is None:
                items.append(_begun(items, piece, between))
            else:
                items[-1] = longer
            opened = index + 1
        elif Sense.PRESENT in piece.senses and items and _joint(between) & RANGE:
            items[-1] = items[-1]._replace(end=piece.end, ongoing=True)
    return _completed(items)


def _extended(item: Item, piece: Piece, between: Sequence[Piece], after: Sequence[Piece]) -> Item | None:
    """The item with the piece, where its place in it is free and what stands between does not part them."""
    order = item.order + _order(piece)
    if item.decade or piece.decade or (order == "YM" and not _is_of_year(piece, between, after)):
        return None
    before_year = piece.year is not None or (order == "MD" and any(each.year for each in after))
    if not all(_is_within(item, each, before_year=before_year) for each in between):
        return None
    if item.lent and piece.month:
        return item._replace(end=piece.end, month=piece.month, order="DM", lent=False)
    if not any(each.startswith(order) for each in _ORDERS):
        return None
    return item._replace(
        end=piece.end,
        day=item.day or piece.day,
        month=item.month or piece.month,
        year=piece.year if item.year is None else item.year,
        order=order,
    )


def _is_of_year(piece: Piece, between: Sequence[Piece], after: Sequence[Piece]) -> bool:
    """Whether a month is that of the year before it: with its day or a dash (`2019 May 3`, `2019-May`), not a word that
    goes on (`in 2019 may …`); a quarter or half always is.
    """
    glued = bool(between) and all(each.tight for each in between)
    return glued or (piece.month or 0) > MONTHS or any(each.day for each in after)


def _order(piece: Piece) -> str:
    parts = (("D", piece.day), ("M", piece.month), ("Y", piece.year))
    return "".join(letter for letter, part in parts if part is not None)


def _is_within(item: Item, between: Piece, *, before_year: bool) -> bool:
    """Whether it may stand within one date: a comma only before the year, a dash without blanks (`3-May-2019`), a word
    for a year after a part of it (`third quarter of fiscal year 2019`).
    """
    if Sense.COMMA in between.senses:
        return before_year
    if Sense.SEASON in between.senses and item.month and item.month > MONTHS:
        return True
    return bool(between.senses & (_WITHIN | Sense.STROKE)) or (Sense.DASH in between.senses and between.tight)


def _begun(items: Sequence[Item], piece: Piece, between: Sequence[Piece]) -> Item:
    qualifying = _qualifying(between)
    senses = _senses(between)
    item = Item(
        start=qualifying.start if qualifying else piece.start,
        end=piece.end,
        day=piece.day,
        month=piece.month,
        year=piece.year,
        decade=piece.decade,
        order=_order(piece),
        joint=_joint(between) if items else NO_SENSE,
        qualified=qualifying is not None,
        between=Sense.BETWEEN in senses,
        about=Sense.APPROXIMATE in senses,
    )
    if items and item.joint and item.order == "D" and items[-1].order == "MD":
        return item._replace(month=items[-1].month, order="MD", lent=True)  # `May 3 to 5, 2019`
    return item


def _qualifying(between: Sequence[Piece]) -> Piece | None:
    """The first of the words right before a date that qualify it (`the end of the summer of`)."""
    first = None
    for piece in reversed(between):
        if piece.senses & _QUALIFYING:
            first = piece
        elif not piece.senses & (_WITHIN | Sense.DASH):
            break
    return first


def _senses(pieces: Sequence[Piece]) -> Sense:
    senses = NO_SENSE
    for piece in pieces:
        senses |= piece.senses
    return senses


def _joint(between: Sequence[Piece]) -> Sense:
    return _senses(between) & _JOINTS


def _completed(items: list[Item]) -> list[Item]:
    for index in range(len(items) - 2, -1, -1):
        items[index] = _from_next(items[index], items[index + 1])
    for index in range(1, len(items)):
        items[index] = _from_previous(items[index], items[index - 1])
    return items


def _from_next(item: Item, following: Item) -> Item:
    """`3 to 5 May 2019`, `May and June 2019`; after a comma alone only within a list that ends in `and`."""
    if item.order == "D" and following.month and following.month > MONTHS:
        item = item._replace(day=None, month=same_part(following.month, item.day or 0))
    if item.point or not following.year or not following.month or (item.day is None) != (following.day is None):
        return item
    if not following.joint & (RANGE | Sense.AND | Sense.STROKE) and not (following.joint and following.elided):
        return item
    month = item.month or following.month
    crosses = bool(following.joint & RANGE) and month > following.month
    return _if_before(item._replace(month=month, year=following.year - crosses, elided=True), following) or item


def _from_previous(item: Item, previous: Item) -> Item:
    """`May 2018 to July`."""
    if item.point or not item.month or not item.joint & RANGE or not previous.year or not previous.month:
        return item
    if (item.day is None) != (previous.day is None):
        return item
    completed = item._replace(year=previous.year + (item.month < previous.month))
    return completed if _if_before(previous, completed) else item


def _if_before(one: Item, other: Item) -> Item | None:
    first, last = one.point, other.point
    return one if first and last and first.exists() and last.exists() and first.precedes(last) else None
