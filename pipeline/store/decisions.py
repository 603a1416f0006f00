"""Decisions as the store has them: written once, never changed."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby, islice
from operator import itemgetter

from sqlalchemy import Connection, bindparam, func, select, update

from models.decision import Decision
from models.errors import UnknownNameError
from pipeline.store.rows import Row, execute_many, upsert
from pipeline.store.tables import decisions

_CHUNK = 500


def add_decisions(connection: Connection, given: Sequence[Decision]) -> int:
    """How many of them are new; the others are there already."""
    new = 0
    for start in range(0, len(given), _CHUNK):
        chunk = {each.id: each for each in given[start : start + _CHUNK]}
        known = set(connection.execute(select(decisions.c.id).where(decisions.c.id.in_(chunk))).scalars())
        rows = [_row(each) for name, each in chunk.items() if name not in known]
        # Another writer may be at the same.
        upsert(connection, decisions, rows, keep=[column.name for column in decisions.columns])
        new += len(rows)
    return new


def find_decision(connection: Connection, name: str) -> Decision:
    """The decision of that id. Raises UnknownNameError."""
    document = connection.execute(select(decisions.c.document).where(decisions.c.id == name)).scalar()
    if document is None:
        raise UnknownNameError(f"no decision is called {name}; find its id with `casemill decisions log`")
    return Decision.model_validate_json(document)


def decisions_of(connection: Connection, case_id: str, *, until: int | None = None) -> tuple[Decision, ...]:
    """The decisions of the case, in no order; with `until` those alone that stand in the journal up to that line."""
    query = select(decisions.c.document).where(decisions.c.case_id == case_id)
    if until is not None:
        query = query.where(decisions.c.line <= until)
    return tuple(map(_read, connection.execute(query).scalars()))


@lru_cache(maxsize=2_000)
def _read(document: str) -> Decision:
    # Who works at a case asks for the same decisions with each key, and to check one's id takes its digest.
    return Decision.model_validate_json(document)


def arrivals(connection: Connection, case_id: str) -> dict[str, tuple[bool, int, str]]:
    """What orders the case's decisions as they came in, by id: their lines, then, of those without yet, time."""
    query = select(decisions.c.id, decisions.c.line, decisions.c.at).where(decisions.c.case_id == case_id)
    return {row.id: (row.line is None, row.line or 0, row.at) for row in connection.execute(query)}


def newest_decision(connection: Connection, case_id: str) -> str | None:
    """The id of the decision of the case that came in last; None where there is none."""
    known = arrivals(connection, case_id)
    return max(known, key=known.__getitem__, default=None)


def all_decisions(connection: Connection, *, until: int | None = None) -> Iterator[Decision]:
    """Every decision, in the order of the journal (or up to that line of it), a few at a time."""
    lines = documents_by_line(connection, until=until)
    return (Decision.model_validate_json(document) for _, document in lines)


def documents_by_line(connection: Connection, *, until: int | None = None) -> Iterator[tuple[int, str]]:
    """The line of each decision in the journal (or up to that line of it) and its JSON, a few at a time."""
    last = 0
    query = select(decisions.c.line, decisions.c.document).order_by(decisions.c.line).limit(_CHUNK)
    if until is not None:
        query = query.where(decisions.c.line <= until)
    while rows := connection.execute(query.where(decisions.c.line > last)).all():
        last = rows[-1].line
        yield from ((row.line, row.document) for row in rows)


def decisions_by_case(connection: Connection, *, until: int) -> Iterator[list[Decision]]:
    """The decisions that stand in the journal up to that line, case by case; those of one case are held."""
    query = select(decisions.c.case_id, decisions.c.document).where(decisions.c.line <= until)
    rows = connection.execute(query.order_by(decisions.c.case_id, decisions.c.line).execution_options(yield_per=_CHUNK))
    for _, some in groupby(rows, key=itemgetter(0)):
        yield [Decision.model_validate_json(document) for _, document in some]


def has_decisions(connection: Connection) -> bool:
    """Whether anything was ever decided."""
    return connection.execute(select(decisions.c.id).limit(1)).first() is not None


def count_lines(connection: Connection) -> int:
    """How many decisions stand in the journal."""
    return int(connection.execute(select(func.coalesce(func.max(decisions.c.line), 0))).scalar_one())


def lines_before(connection: Connection, at: str) -> int:
    """How many lines the journal had at that time, as far as the decisions' own times tell."""
    newest = select(func.coalesce(func.max(decisions.c.line), 0)).where(decisions.c.at <= at)
    return int(connection.execute(newest).scalar_one())


def document_at(connection: Connection, line: int) -> str | None:
    """The JSON of the decision at that line of the journal; None where there is none."""
    return connection.execute(select(decisions.c.document).where(decisions.c.line == line)).scalar()


def unwritten(connection: Connection) -> list[tuple[str, str]]:
    """Ids and JSON of the decisions that do not stand in the journal yet, in the order of time, then id."""
    query = select(decisions.c.id, decisions.c.document).where(decisions.c.line.is_(None))
    return [(row.id, row.document) for row in connection.execute(query.order_by(decisions.c.at, decisions.c.id))]


def number_lines(connection: Connection, names: Sequence[str], *, first: int) -> None:
    """The decisions stand in the journal from line `first` on."""
    statement = update(decisions).where(decisions.c.id == bindparam("name")).values(line=bindparam("number"))
    execute_many(connection, statement, [{"name": name, "number": line} for line, name in enumerate(names, first)])


def restore_lines(connection: Connection, given: Sequence[tuple[int, Decision]]) -> None:
    """Decisions as the journal has them, with their lines; one that is there gets its line."""
    others = [column.name for column in decisions.columns if column.name != "line"]
    upsert(connection, decisions, [{**_row(each), "line": line} for line, each in given], keep=others)


def copy_decisions(source: Connection, target: Connection) -> None:
    """What the one store has in its journal the other has too."""
    lines = documents_by_line(source)
    while some := list(islice(lines, _CHUNK)):
        restore_lines(target, [(line, Decision.model_validate_json(document)) for line, document in some])


def _row(decision: Decision) -> Row:
    return {
        "id": decision.id,
        "case_id": decision.case,
        "at": _sortable(decision.at),
        "by": decision.by,
        "act": decision.act.act,
        "document": decision.model_dump_json(),
        "line": None,
    }


def _sortable(moment: str) -> str:
    """The time with all digits of its second, so that the order of such words is that of time."""
    whole, _, fraction = moment.removesuffix("Z").partition(".")
    return f"{whole}.{fraction:0<6}Z"
