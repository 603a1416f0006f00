"""The curators' queue in the store: put in, taken out, counted, read from the weightiest on.

A lot is all doubts of one source, kind and reason. There are few lots, so that doubts of any filter are found by a
look-up in the index of each of its lots, however many doubts there are.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, bindparam, delete, insert, select, tuple_

from models.doubt import Doubt, Reason
from models.frozen import Frozen
from models.queue import Chosen, Counts, Waiting
from pipeline.store.rows import Row, execute_many, insert_of
from pipeline.store.tables import cases, doubt_counts, doubts

_HEAVIEST = 1_000_000
_CHUNK = 50
_PLACE = re.compile(r"\d{1,7}-\d{1,18}")


class Place(NamedTuple):
    """Where a doubt stands in the queue."""

    rank: int
    id: int


class _Lot(Frozen):
    source: str
    kind: str
    reason: Reason


def put_doubts(connection: Connection, found: Mapping[str, Sequence[Doubt]]) -> None:
    """The doubts of the cases (of no case: an empty id) are these, and no others."""
    fresh, gone = _difference(connection, found)
    out = delete(doubts).where(doubts.c.id == bindparam("gone"))
    execute_many(connection, out, [{"gone": id_} for id_ in gone])
    execute_many(connection, insert(doubts), list(fresh.values()))
    lots = {_lot_of(each): each for every in found.values() for each in every}
    change = Counter(int(str(row["lot"])) for row in fresh.values())
    change.subtract(gone.values())
    _count(connection, lots, change)


def are_put(connection: Connection, found: Mapping[str, Sequence[Doubt]]) -> bool:
    """Whether the doubts of the cases are these already."""
    return not any(_difference(connection, found))


def _difference(
    connection: Connection, found: Mapping[str, Sequence[Doubt]]
) -> tuple[dict[object, Row], dict[int, int]]:
    """The rows to put in, by id, and the lots of those to take out before, by id."""
    rows: dict[object, Row] = {row["id"]: row for each in found.values() for row in map(_row, each)}
    query = select(doubts).where(doubts.c.case_id.in_(list(found)))
    known = {row.id: row._asdict() for row in connection.execute(query)}
    fresh = {id_: row for id_, row in rows.items() if known.get(id_) != row}
    return fresh, {id_: row["lot"] for id_, row in known.items() if rows.get(id_) != row}


def _count(connection: Connection, lots: Mapping[int, Doubt], change: Mapping[int, int]) -> None:
    """Adds to the counts of the lots, in their order: two who do so at once wait for each other."""
    moved = sorted(each for each in change.items() if each[1])
    # A lot that only loses is there already.
    names = {lot: _named(lots[lot]) for lot, _ in moved if lot in lots}
    blank: Row = {"source": "", "kind": "", "reason": ""}
    added = [{"lot": lot, **(names.get(lot) or blank), "total": number} for lot, number in moved]
    statement = insert_of(connection, doubt_counts)
    total = doubt_counts.c.total + statement.excluded["total"]
    execute_many(connection, statement.on_conflict_do_update(index_elements=["lot"], set_={"total": total}), added)


def forget_doubts(connection: Connection) -> None:
    """There are none."""
    connection.execute(delete(doubts))
    connection.execute(delete(doubt_counts))


def count_doubts(connection: Connection, chosen: Chosen) -> Counts:
    """How many there are, and of which filters."""
    rows = [row for row in connection.execute(select(doubt_counts)) if row.total > 0]
    wanted = chosen.model_dump(mode="json", exclude_none=True)

    def counted(name: str) -> dict[str, int]:
        others = {key: value for key, value in wanted.items() if key != name}
        counts: Counter[str] = Counter()
        for row in rows:
            if all(getattr(row, key) == value for key, value in others.items()):
                counts[getattr(row, name)] += row.total
        return dict(sorted(counts.items(), key=lambda each: (-each[1], each[0])))

    total = sum(row.total for row in rows if all(getattr(row, key) == value for key, value in wanted.items()))
    return Counts(total=total, source=counted("source"), kind=counted("kind"), reason=counted("reason"))


def read_doubts(
    connection: Connection, chosen: Chosen, *, after: Place | None = None, limit: int
) -> tuple[Waiting, ...]:
    """The next doubts after that place, the weightiest first."""
    return _waiting(connection, _stretch(connection, chosen, after, limit))


def next_case(
    connection: Connection, chosen: Chosen, *, after: Place | None = None, beside: str = ""
) -> Waiting | None:
    """The next doubt whose case has none before it, and is not `beside`: one that can be opened."""
    place = after
    while ids := _stretch(connection, chosen, place, _CHUNK):
        found = _waiting(connection, ids)
        for each in found:
            case = each.doubt.case
            if case and case != beside and not _is_passed(connection, chosen, case, after):
                return each
        place = place_of(found[-1].place)
    return None


def _is_passed(connection: Connection, chosen: Chosen, case: str, after: Place | None) -> bool:
    """Whether a doubt of the case stands before: whoever came by had it, and left it."""
    if after is None:
        return False
    query = select(doubts.c.id).where(doubts.c.case_id == case, tuple_(doubts.c.rank, doubts.c.id) <= after)
    lots = _lots(connection, chosen)
    if lots is not None:
        query = query.where(doubts.c.lot.in_(lots))
    return connection.execute(query.limit(1)).first() is not None


def find_doubt(connection: Connection, name: str) -> Waiting | None:
    """The doubt of that id, if it is there still."""
    found = _waiting(connection, [int(name)]) if name.isdecimal() and len(name) < 19 else ()
    return found[0] if found else None


def doubts_in(connection: Connection, case: str) -> tuple[Waiting, ...]:
    """The doubts of the case, the weightiest first."""
    query = select(doubts.c.id).where(doubts.c.case_id == case).order_by(doubts.c.rank, doubts.c.id)
    return _waiting(connection, list(connection.execute(query).scalars()))


def place_of(words: str) -> Place:
    """The place that the words say. Raises ValueError."""
    if not _PLACE.fullmatch(words):
        raise ValueError(words)
    rank, _, id_ = words.partition("-")
    return Place(int(rank), int(id_))


def _stretch(connection: Connection, chosen: Chosen, after: Place | None, limit: int) -> list[int]:
    """The ids of the next doubts."""
    lots = _lots(connection, chosen)
    if lots is None:
        own = select(doubts.c.id).order_by(doubts.c.rank, doubts.c.id).limit(limit)
        return list(connection.execute(own.where(*_beyond(doubts, after))).scalars())
    # Of each lot as many as could be wanted; the planner would else sort all of them.
    inner = doubts.alias("inner_doubts")
    first = (
        select(inner.c.id)
        .where(inner.c.lot == doubt_counts.c.lot, *_beyond(inner, after))
        .order_by(inner.c.rank, inner.c.id)
        .limit(limit)
        .correlate(doubt_counts)
    )
    query = (
        select(doubts.c.id)
        .select_from(doubt_counts)
        .join(doubts, doubts.c.id.in_(first))
        .where(doubt_counts.c.lot.in_(lots))
    )
    return list(connection.execute(query.order_by(doubts.c.rank, doubts.c.id).limit(limit)).scalars())


def _beyond(table: object, after: Place | None) -> Iterator[ColumnElement[bool]]:
    if after is not None:
        columns = table.c  # type: ignore[attr-defined]
        yield tuple_(columns.rank, columns.id) > after


def _lots(connection: Connection, chosen: Chosen) -> list[int] | None:
    """The lots that are wanted and hold something; None where all are."""
    wanted = chosen.model_dump(mode="json", exclude_none=True)
    if not wanted:
        return None
    query = select(doubt_counts.c.lot).where(doubt_counts.c.total > 0)
    return list(connection.execute(query.where(*(doubt_counts.c[key] == wanted[key] for key in wanted))).scalars())


def _waiting(connection: Connection, ids: Collection[int]) -> tuple[Waiting, ...]:
    query = (
        select(doubts.c.id, doubts.c.rank, doubts.c.document, cases.c.title)
        .outerjoin(cases, cases.c.id == doubts.c.case_id)
        .where(doubts.c.id.in_(ids))
        .order_by(doubts.c.rank, doubts.c.id)
    )
    return tuple(
        Waiting(
            id=str(row.id),
            place=f"{row.rank}-{row.id}",
            title=row.title or "",
            doubt=Doubt.model_validate_json(row.document),
        )
        for row in connection.execute(query)
    )


def _row(doubt: Doubt) -> Row:
    rank = _HEAVIEST - round(1000 * doubt.weight)
    own = (
        doubt.case,
        doubt.source if not doubt.case else "",
        doubt.reason,
        doubt.field,
        doubt.key,
        doubt.decision,
        doubt.twin,
    )
    id_ = _number(*map(str, own))
    return {"id": id_, "case_id": doubt.case, "lot": _lot_of(doubt), "rank": rank, "document": doubt.model_dump_json()}


def _lot_of(doubt: Doubt) -> int:
    return _number(doubt.source, doubt.kind, doubt.reason)


def _named(doubt: Doubt) -> Row:
    return {"source": doubt.source, "kind": doubt.kind, "reason": doubt.reason.value}


def _number(*parts: str) -> int:
    """59 bits of the words' SHA-256: the same wherever and whenever the queue is made."""
    return int.from_bytes(sha256("\0".join(parts).encode()).digest()[:8]) >> 5
