"""What live cases say of things that they share, and the sums of it, in step with the cases themselves."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from extractors.folding import fold
from pipeline.store.rows import Row, execute_many
from pipeline.store.tables import case_things, thing_values, things
from pipeline.things import CaseThing

_CHUNK = 500
_BETWEEN = "\n"
_UNKNOWN = "unknown"
# Contacts belong to an actor's page alone; nobody lists them.
_SUMMED = frozenset({"actor", "event", "person", "place", "instrument"})


class _Sums(NamedTuple):
    """By how much the sums of things change: their cases and mentions, and the cases that say each value of them."""

    kinds: dict[str, str]
    cases: Counter[str]
    mentions: Counter[str]
    values: Counter[tuple[str, str, str]]


def lacking_things(connection: Connection, ids: Collection[str]) -> frozenset[str]:
    """Those of the cases of which nothing is known here: a store of an older casemill has none yet."""
    if not ids:
        return frozenset()
    query = select(case_things.c.case_id).where(case_things.c.case_id.in_(ids)).distinct()
    return frozenset(ids) - set(connection.execute(query).scalars())


def put_things(connection: Connection, told: Mapping[str, Sequence[CaseThing]]) -> None:
    """From now on the cases say this; those that leave the data set say nothing."""
    if not told:
        return
    sums = _Sums({}, Counter(), Counter(), Counter())
    for thing in _told_before(connection, list(told)):
        _add(sums, thing, -1)
    execute_many(
        connection,
        delete(case_things).where(case_things.c.case_id == bindparam("case")),
        [{"case": case} for case in told],
    )
    execute_many(connection, insert(case_things), [_row(case, each) for case, said in told.items() for each in said])
    for said in told.values():
        for thing in said:
            _add(sums, thing, 1)
    _sum_up(connection, sums)


def _told_before(connection: Connection, ids: Sequence[str]) -> Iterator[CaseThing]:
    for start in range(0, len(ids), _CHUNK):
        query = select(case_things).where(case_things.c.case_id.in_(ids[start : start + _CHUNK]))
        for row in connection.execute(query).mappings():
            told = {**row, "names": tuple(row["names"].split(_BETWEEN))}
            yield CaseThing(**{name: told[name] for name in CaseThing._fields})


def _row(case: str, thing: CaseThing) -> Row:
    return {"case_id": case, **thing._asdict(), "names": _BETWEEN.join(thing.names)}


def _add(sums: _Sums, thing: CaseThing, sign: int) -> None:
    if thing.kind not in _SUMMED:
        return
    key = thing.thing
    sums.kinds[key] = thing.kind
    sums.cases[key] += sign
    sums.mentions[key] += sign * thing.mentions
    sums.values[key, "name", thing.name] += sign
    if thing.fact:
        sums.values[key, "fact", thing.fact] += sign
    if not thing.named:
        sums.values[key, "kind", ""] += sign
    for name in dict.fromkeys(thing.names):
        sums.values[key, "form", name] += sign


def _sum_up(connection: Connection, sums: _Sums) -> None:
    changed = sorted(key for key in sums.kinds if sums.cases[key] or sums.mentions[key])
    plain: Row = {"name": "", "words": "", "fact": "", "named": True}
    rows: list[Row] = [
        {"id": key, "kind": sums.kinds[key], **plain, "cases": sums.cases[key], "mentions": sums.mentions[key]}
        for key in changed
    ]
    _accumulate(connection, things, rows, ("cases", "mentions"))
    values = sorted((key, count) for key, count in sums.values.items() if count)
    _accumulate(
        connection,
        thing_values,
        [{"thing": thing, "field": field, "value": value, "cases": count} for (thing, field, value), count in values],
        ("cases",),
    )
    touched = sorted({*changed, *(thing for (thing, _, _), _ in values)})
    for start in range(0, len(touched), _CHUNK):
        chunk = touched[start : start + _CHUNK]
        connection.execute(delete(thing_values).where(thing_values.c.thing.in_(chunk), thing_values.c.cases == 0))
        connection.execute(delete(things).where(things.c.id.in_(chunk), things.c.cases == 0))
        _name(connection, chunk)


def _accumulate(connection: Connection, table: Table, rows: Sequence[Row], added: Sequence[str]) -> None:
    """Rows in, by primary key; one that is there has the numbers added to its own."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table)
    keys = [column.name for column in table.primary_key]
    sums = {name: table.c[name] + statement.excluded[name] for name in added}
    execute_many(connection, statement.on_conflict_do_update(index_elements=keys, set_=sums), rows)


def _name(connection: Connection, ids: Sequence[str]) -> None:
    """The things bear the name and the fact that most cases give them, and the words of all their forms."""
    said: dict[str, dict[str, list[tuple[int, int, str]]]] = defaultdict(lambda: defaultdict(list))
    cases: Counter[str] = Counter()
    for row in connection.execute(select(thing_values).where(thing_values.c.thing.in_(ids))):
        said[row.thing][row.field].append((row.cases, len(row.value), row.value))
        cases[row.thing] += row.cases if row.field == "name" else 0
    rows: list[Row] = [
        {
            "key": thing,
            "name": max(fields["name"])[2],
            "words": _BETWEEN.join(sorted({fold(value) for _, _, value in fields["form"]})),
            "fact": max(fields["fact"], key=_weight)[2] if fields["fact"] else "",
            "named": 2 * sum(count for count, _, _ in fields["kind"]) <= cases[thing],
        }
        for thing, fields in said.items()
    ]
    execute_many(connection, update(things).where(things.c.id == bindparam("key")), rows)


def _weight(fact: tuple[int, int, str]) -> tuple[bool, tuple[int, int, str]]:
    """Most cases have the say, those that do not know only where none does."""
    return fact[2] != _UNKNOWN, fact
