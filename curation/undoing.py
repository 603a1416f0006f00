"""Which decisions hold: of those that undo and redo a decision the newest that holds itself has the say."""

from collections.abc import Iterator, Sequence

from models.decision import Decision, Toggle, Undo
from models.fate import Fate, Outcome


def toggled(ordered: Sequence[Decision]) -> dict[str, Fate]:
    """The fates that undo and redo settle, by decision: their own, and those of what is undone."""
    return {fate.decision: fate for fate in _told(ordered)}


def _told(ordered: Sequence[Decision]) -> Iterator[Fate]:
    """From the newest to the oldest: whoever speaks of a decision is newer than it."""
    place = {each.id: index for index, each in enumerate(ordered)}
    word: dict[str, Decision] = {}
    for index in range(len(ordered) - 1, -1, -1):
        decision = ordered[index]
        ruler = word.get(decision.id)
        if ruler is not None and isinstance(ruler.act, Undo):
            yield Fate(decision=decision.id, outcome=Outcome.UNDONE, by=ruler.id)
        elif isinstance(decision.act, Toggle):
            target = decision.act.decision
            if place.get(target, index) >= index:
                reason = f"{target} is no earlier decision of this case"
                yield Fate(decision=decision.id, outcome=Outcome.STALE, reason=reason)
            elif target in word:
                yield Fate(decision=decision.id, outcome=Outcome.OVERRULED, by=word[target].id)
            else:
                word[target] = decision
                yield Fate(decision=decision.id, outcome=Outcome.APPLIED)
