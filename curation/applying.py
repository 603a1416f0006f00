"""Curators' decisions applied to a record: one fate each, nothing applied in silence, nothing lost."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from curation.acting import act_on
from curation.clashes import overruled
from curation.placing import Placed, page_of, place, stale, was_at
from curation.ties import tied_again
from curation.undoing import toggled
from models.decision import Anchored, Bound, Decision
from models.fate import Curated, Fate, Outcome
from models.record import CaseRecord


def apply(record: CaseRecord, decisions: Iterable[Decision]) -> Curated:
    """The record as curators have it, and each decision's fate, in the order of time, then id.

    What is undone does nothing. Of two that contradict the newer wins. A decision whose words stand at no certain
    place is stale. What a person said bears the extractor `curator` and the confidence 1.
    """
    ordered = in_order(decisions)
    fates = toggled(ordered)
    placed: list[Placed] = []
    page = page_of(record.text)
    for each in ordered:
        if each.id not in fates and isinstance(each.act, Anchored):
            found = place(page, each, each.act) if each.case == record.id else stale(each, "it speaks of another case")
            if isinstance(found, Fate):
                fates[each.id] = found
            else:
                placed.append(found)
    curated, acted = _acted(record, placed)
    fates |= acted
    return Curated(record=tied_again(record, curated), fates=tuple(fates[each.id] for each in ordered))


def in_order(decisions: Iterable[Decision]) -> list[Decision]:
    """Each decision once, by time, then id."""
    once = {each.id: each for each in decisions}
    return sorted(once.values(), key=lambda each: (datetime.fromisoformat(each.at), each.id))


def _acted(record: CaseRecord, placed: Sequence[Placed]) -> tuple[CaseRecord, dict[str, Fate]]:
    """The record after the decisions, and their fates. What is set aside overrules nobody: then all is done again."""
    aside: dict[str, Fate] = {}
    while True:
        holding = [each for each in placed if each.decision.id not in aside]
        losers = overruled(holding)
        curated, fates = _done(record, holding, losers)
        void = {by: fates[by] for by in losers.values() if by in fates and fates[by].outcome is Outcome.STALE}
        if not void:
            lost = {each.decision.id: each for each in holding if each.decision.id in losers}
            return curated, fates | {name: _fate(each, by=losers[name]) for name, each in lost.items()} | aside
        aside |= void


def _done(
    record: CaseRecord, placed: Sequence[Placed], losers: Mapping[str, str]
) -> tuple[CaseRecord, dict[str, Fate]]:
    fates: dict[str, Fate] = {}
    curated = record
    for each in sorted(placed, key=_rank):
        if each.decision.id not in losers or _is_seen_by_the_next(each):
            done = act_on(curated, each, record)
            if isinstance(done, str):
                fates[each.decision.id] = stale(each.decision, done)
            else:
                curated = done.record
                fates[each.decision.id] = _fate(each, redundant=done.redundant)
    return curated, fates


def _rank(placed: Placed) -> int:
    """Bounds of sections come first, then those of answers, then what is said of them: whenever they were set."""
    return 2 if not isinstance(placed.act, Bound) else 0 if placed.act.anchor.field == "sections" else 1


def _is_seen_by_the_next(placed: Placed) -> bool:
    """Whether a later decision is told in the light of this one: there is one title, and one state of a pair."""
    return placed.act.anchor.field in {"title", "pairs"} and not isinstance(placed.act, Bound)


def _fate(placed: Placed, *, redundant: bool = False, by: str | None = None) -> Fate:
    was = was_at(placed.decision)
    outcome = Outcome.APPLIED
    if by is not None:
        outcome = Outcome.OVERRULED
    elif redundant:
        outcome = Outcome.REDUNDANT
    elif was is not None and placed.span is not None and was != placed.span:
        outcome = Outcome.MOVED
    return Fate(decision=placed.decision.id, outcome=outcome, was=was, now=placed.span, by=by)
