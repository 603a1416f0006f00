"""Cursors of lists in which the greatest number comes first, then the smallest id."""

from models.errors import UsageError
from pipeline.store.shelves import Place

_LONGEST = 200


def read_place(cursor: str | None) -> Place | None:
    """The place of which the cursor tells; None is the beginning. Raises UsageError where it is none of ours."""
    if not cursor:
        return None
    number, dot, key = cursor.partition(".")
    if not (dot and key and number.isascii() and number.isdigit() and len(cursor) <= _LONGEST and len(number) < 10):
        raise UsageError("this cursor is none of this list; leave it out to begin anew")
    return Place(int(number), key)


def write_place(place: Place | None) -> str | None:
    """The cursor of the place."""
    return f"{place.number}.{place.id}" if place else None
