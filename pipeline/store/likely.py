"""Organisations that may be meant by a name."""

from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, Connection, RowMapping, select

from curation.likeness import LIKELY, Likeness, initials, likeness
from extractors.folding import fold
from models.thing import LikelyActor
from pipeline.store.tables import thing_values, things

# So many of each word, those in most cases first: words such as `university` block nobody out, and cost no more.
_MOST_OF_A_WORD = 60
_MOST_WORDS = 6
_MOST_FORMS = 6
_LONGEST_SHORT_FORM = 8


def likely_actors(
    connection: Connection, names: Sequence[str], *, sector: str = "", beside: str = "", limit: int = 8
) -> tuple[LikelyActor, ...]:
    """Organisations that may be called so, the likeliest first, then those in most cases."""
    names = list(dict.fromkeys(names))[:_MOST_FORMS]
    rows = {row["id"]: row for row in _candidates(connection, names, sector) if row["id"] != beside}
    forms = _forms(connection, list(rows))
    alike = [(likeness(names, forms.get(key, (row["name"],))), row) for key, row in rows.items()]
    good = [(found, row) for found, row in alike if found.score >= LIKELY]
    good.sort(key=lambda each: (-each[0].score, -each[1]["cases"], each[1]["id"]))
    return tuple(_actor(found, row) for found, row in good[:limit])


def _candidates(connection: Connection, names: Sequence[str], sector: str) -> Iterator[RowMapping]:
    shown = (things.c.kind == "actor", things.c.named, *((things.c.fact == sector,) if sector else ()))
    for pattern in _patterns(names):
        query = select(things).where(*shown, pattern).order_by(things.c.cases.desc(), things.c.id)
        yield from connection.execute(query.limit(_MOST_OF_A_WORD)).mappings()


def _patterns(names: Sequence[str]) -> Iterator[ColumnElement[bool]]:
    folded = [fold(name) for name in names]
    words = sorted(
        {word for name in folded for word in name.split() if len(word) > 2}, key=lambda word: (-len(word), word)
    )
    # Without its last letters a word is found also where it ends otherwise.
    yield from (things.c.words.contains(word[: max(4, len(word) - 2)], autoescape=True) for word in words[:_MOST_WORDS])
    yield from (things.c.words.contains(short, autoescape=True) for short in filter(None, map(initials, names)))
    for name in folded:
        if 2 < len(name) <= _LONGEST_SHORT_FORM and name.isalpha():
            yield things.c.words.like("% ".join(name) + "%")


def _forms(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    query = select(thing_values.c.thing, thing_values.c.value).where(
        thing_values.c.thing.in_(ids), thing_values.c.field == "form"
    )
    for row in connection.execute(query.order_by(thing_values.c.cases.desc(), thing_values.c.value)):
        found[row.thing] = (*found.get(row.thing, ()), row.value)[:_MOST_FORMS]
    return found


def _actor(found: Likeness, row: RowMapping) -> LikelyActor:
    told = {name: row[name] for name in ("id", "name", "cases", "mentions", "named")}
    return LikelyActor(**told, sector=row["fact"], score=found.score, why=found.why)
