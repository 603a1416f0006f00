"""Organisations, and kinds of organisation, that take part or are spoken of."""

from collections.abc import Iterable, Sequence

from extractors.entities.actor_kinds import find_kinds
from extractors.entities.evidence import mentions, names
from extractors.entities.forms import group
from extractors.identity import entity_id
from models.candidate import ActorCandidate, Page
from models.record import Actor
from models.vocabulary import Sector

FIELD = "actors"


def propose(page: Page) -> Iterable[ActorCandidate]:
    """Kinds of organisation, and what the model takes for an organisation."""
    yield from find_kinds(page)
    for each in page.names:
        if each.label == "ORG":
            yield ActorCandidate(
                start=each.start,
                end=each.end,
                extractor="actors.model",
                confidence=0.5,
                sector=Sector.UNKNOWN,
                named=True,
            )


def join(page: Page, accepted: Sequence[ActorCandidate]) -> tuple[Actor, ...]:
    """One actor for each different name."""
    return tuple(_actor(page, members) for members in group(page, accepted))


def _actor(page: Page, members: Sequence[ActorCandidate]) -> Actor:
    forms = names(page, members)
    return Actor(
        id=entity_id("actor", forms[0]),
        name=forms[0],
        names=forms,
        sector=members[0].sector,
        named=members[0].named,
        mentions=mentions(page, members),
    )
