"""The decisions on a case, each in words, with what became of it."""

from collections.abc import Sequence

from curation.concerning import concerning
from curation.wording import deed, fortune
from models.decision import Anchored, Decision
from models.fate import Fate, Outcome
from models.frozen import Frozen
from pipeline.decisions.standing import Standing


class Told(Frozen):
    """A decision in words: `words` what was done, `fate` what became of it; `field` and `key` what it speaks of.

    `start` is where its words stand now, `proposal` where those of a stale one may be found again.
    """

    id: str
    by: str
    at: str
    act: str
    words: str
    note: str | None
    outcome: Outcome
    fate: str
    field: str | None = None
    key: str | None = None
    start: int | None = None
    proposal: int | None = None


def tell(stands: Standing, field: str = "", key: str = "") -> tuple[Told, ...]:
    """The newest first; with `field`, and `key`, those on that field or that thing of it alone."""
    known = {each.id: each for each in stands.decisions}
    fates = {each.decision: each for each in stands.curated.fates}
    wanted: Sequence[Decision] = concerning(stands.decisions, field, key) if field else stands.decisions
    return tuple(_told(each, fates[each.id], known) for each in reversed(wanted))


def _told(decision: Decision, fate: Fate, known: dict[str, Decision]) -> Told:
    anchor = decision.act.anchor if isinstance(decision.act, Anchored) else None
    return Told(
        id=decision.id,
        by=decision.by,
        at=decision.at,
        act=decision.act.act,
        words=deed(decision.act, known),
        note=decision.note,
        outcome=fate.outcome,
        fate=fortune(fate, known),
        field=anchor and anchor.field,
        key=anchor and anchor.key,
        start=fate.now and fate.now.start,
        proposal=fate.proposal and fate.proposal.start,
    )
