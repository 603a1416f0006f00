"""Decisions told with what became of them on a record."""

from collections.abc import Iterator, Mapping, Sequence

from curation.applying import apply
from curation.wording import deed
from models.decision import Decision
from models.fate import Fate
from models.judged import Judged
from models.record import CaseRecord
from pipeline.store.logbook import Place


def judged(record: CaseRecord, place: Place | None, decisions: Sequence[Decision]) -> Iterator[Judged]:
    """Each of the case's decisions (in the order of time) with its fate on what the machine says of the case."""
    by_id = {each.id: each for each in decisions}
    for decision, fate in zip(decisions, apply(record, decisions).fates, strict=True):
        yield told(decision, place, fate, record.text, by_id)


def told(
    decision: Decision,
    place: Place | None,
    fate: Fate | None = None,
    text: str = "",
    others: Mapping[str, Decision] | None = None,
) -> Judged:
    """The decision in words, with what is known of its fate, the case's `text` and its other decisions."""
    known = others or {}
    ruler = known.get(fate.by) if fate and fate.by else None
    look = fate.proposal if fate else None
    return Judged(
        source=place and place.source,
        uri=place and place.uri,
        title=place and place.title,
        words=deed(decision.act, known),
        fate=fate,
        ruler=ruler and f"{ruler.by} {deed(ruler.act, known)}",
        proposed=look and " ".join(text[look.start : look.end].split()),
        decision=decision,
    )
