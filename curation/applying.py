"""Curators' decisions applied to a record: one fate each, nothing applied in silence, nothing lost."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from curation.acting import act_on
from curation.clashes import overruled
from curation.placing import Placed, page_of, place, stale, was_at
from curation.ties import tied_again
from curation.undoing import toggled
from models.decision import Anchored, Decision
from models.fate import Curated, Fate, Outcome
from models.record import CaseRecord

# Of these the newer is told in the light of the older: each sees what the one before it left.
_SINGLE = frozenset({"title", "pairs", "sections"})


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
    fates: dict[str, Fate] = {}
    losers = overruled(placed)
    for each in placed:
        by = losers.get(each.decision.id)
        if by is not None and each.act.anchor.field not in _SINGLE:
            continue
        done = act_on(record, each)
        if isinstance(done, str):
            fates[each.decision.id] = stale(each.decision, done)
        else:
            record = done.record
            fates[each.decision.id] = _fate(each, redundant=done.redundant)
    for each in placed:
        by = losers.get(each.decision.id)
        if by is not None and (each.decision.id not in fates or fates[by].outcome is not Outcome.STALE):
            fates[each.decision.id] = _fate(each, by=by)
    return record, fates


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
