"""Decisions undone and redone, many at once, by decisions of their own."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from sqlalchemy import Connection, Engine

from curation.applying import in_order
from curation.undoing import toggled
from models.decision import Decision, Redo, Toggle, Undo, decide
from models.fate import Outcome
from pipeline.clock import instant
from pipeline.decisions.taking import take
from pipeline.settings import Settings
from pipeline.store.database import opened, reading
from pipeline.store.decisions import decisions_of, find_decision
from pipeline.store.logbook import Wanted, cases_of, last_moment

_CHUNK = 100


class Reverting(NamedTuple):
    """Who undoes (or does again, with `redo`) what, and why: the decisions `ids`, or those that are `wanted`."""

    by: str
    note: str | None = None
    redo: bool = False
    ids: Sequence[str] = ()
    wanted: Wanted | None = None


class Reverted(NamedTuple):
    """A decision, and the one that undoes it; null where it was undone already."""

    decision: Decision
    made: Decision | None


def revert(settings: Settings, order: Reverting, *, dry_run: bool = False) -> Iterator[Reverted]:
    """Undoes decisions, some cases at a time; what comes is taken already (with `dry_run` nothing is).

    Raises UnknownNameError for an id that no decision has, DecisionError where `by` or `note` cannot stand.
    """
    with opened(settings.database_url) as store:
        with reading(store) as connection:
            named = {name: find_decision(connection, name) for name in order.ids}
            _ = _toggle(order, "case", "2026-01-01T00:00:00Z", next(iter(named), "decision-" + "a" * 26))
        cases = iter(dict.fromkeys(each.case for each in named.values())) if named else _cases(store, order)
        while chunk := list(islice(cases, _CHUNK)):
            with reading(store) as connection:
                done = [each for case in chunk for each in _reverted(connection, case, order)]
            if not dry_run:
                take(store, settings.raw, [each.made for each in done if each.made])
            yield from done


def _cases(store: Engine, order: Reverting) -> Iterator[str]:
    last = ""
    while True:
        with reading(store) as connection:
            names = cases_of(connection, order.wanted or Wanted(), after=last, limit=_CHUNK)
        if not names:
            return
        last = names[-1]
        yield from names


def _reverted(connection: Connection, case: str, order: Reverting) -> Iterator[Reverted]:
    ordered = in_order(decisions_of(connection, case))
    fates = toggled(ordered)
    last = last_moment(connection, case)
    for each in _meant(ordered, order):
        undone = each.id in fates and fates[each.id].outcome is Outcome.UNDONE
        made = None
        if undone is order.redo:
            last = instant(last)
            made = _toggle(order, case, last, each.id)
        if made or order.ids:
            yield Reverted(each, made)


def _meant(ordered: Sequence[Decision], order: Reverting) -> Iterator[Decision]:
    if order.ids:
        yield from (each for each in ordered if each.id in order.ids)
        return
    meant = {each.id: each for each in ordered if _is_wanted(each, order.wanted or Wanted())}
    # What a person took back themselves stays so, whether the rest of theirs is undone or done again.
    own = {each.act.decision for each in meant.values() if isinstance(each.act, Toggle)} & meant.keys()
    for each in meant.values():
        settled = (
            each.act.decision in own or order.redo if isinstance(each.act, Toggle) else order.redo and each.id in own
        )
        if not settled:
            yield each


def _is_wanted(decision: Decision, wanted: Wanted) -> bool:
    return (wanted.by is None or decision.by == wanted.by) and decision.at >= (wanted.since or "")


def _toggle(order: Reverting, case: str, at: str, decision: str) -> Decision:
    act = Redo(decision=decision) if order.redo else Undo(decision=decision)
    return decide(case=case, at=at, by=order.by, act=act, note=order.note)
