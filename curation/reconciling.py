"""Which of those who may be meant is meant."""

from collections.abc import Sequence

from models.reconciliation import Answer, Candidate, Feature, Ref
from models.thing import LikelyActor

ACTOR = Ref(id="actor", name="Organisation")
# So sure, and so far ahead of the next, one is taken without asking.
_SURE, _AHEAD = 97.0, 5.0
_OTHER_SECTOR = 10.0


def answer(found: Sequence[LikelyActor], *, sector: str = "", limit: int) -> Answer:
    """The candidates; one of another sector than is said loses 10 points, of an unknown one none."""
    scored = [(each.score - (_OTHER_SECTOR if _contradicts(each, sector) else 0), each) for each in found]
    scored.sort(key=lambda each: (-each[0], -each[1].cases, each[1].id))
    best, second = ([score for score, _ in scored] + [0.0, 0.0])[:2]
    sure = best >= _SURE and best - second >= _AHEAD
    return Answer(
        result=tuple(
            _candidate(each, score, sector, match=sure and place == 0)
            for place, (score, each) in enumerate(scored[:limit])
        )
    )


def types_of(sector: str) -> tuple[Ref, ...]:
    """The types of an actor: what it is, and its sector."""
    return (ACTOR, Ref(id=sector, name=sector.replace("_", " "))) if sector else (ACTOR,)


def _contradicts(actor: LikelyActor, sector: str) -> bool:
    return bool(sector) and actor.sector not in {sector, "unknown", ""}


def _candidate(actor: LikelyActor, score: float, sector: str, *, match: bool) -> Candidate:
    features = [Feature(id="name", value=actor.score)]
    if sector:
        features.append(Feature(id="sector", value=actor.sector == sector))
    return Candidate(
        id=actor.id,
        name=actor.name,
        description=f"{actor.why}; {actor.cases:,} {'case' if actor.cases == 1 else 'cases'}",
        type=types_of(actor.sector),
        score=round(score, 1),
        match=match,
        features=tuple(features),
    )
