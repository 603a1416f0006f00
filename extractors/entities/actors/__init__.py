"""Organisations, and kinds of organisation, that take part or are spoken of."""

from collections.abc import Iterable, Sequence

from extractors.entities.actors.aliases import described, find_shorts, shorts
from extractors.entities.actors.evidence import judge
from extractors.entities.actors.fields import find_entries
from extractors.entities.actors.finding import find_names
from extractors.entities.actors.joining import joined, sector_of_all
from extractors.entities.actors.kinds import PREDICATE, find_kinds
from extractors.entities.actors.known import find_known
from extractors.entities.evidence import mentions, names
from extractors.identity import entity_id
from models.candidate import ActorCandidate, Page
from models.record import Actor

FIELD = "actors"
_SURE = 0.8


def propose(page: Page) -> Iterable[ActorCandidate]:
    """Names told by their head nouns, by the form's fields, by a list, by signs; their short forms; kinds."""
    kinds = tuple(find_kinds(page))
    bodies = tuple(find_names(page))
    known = tuple(find_known(page))
    strong = tuple(each for each in (*bodies, *known) if each.confidence >= _SURE)
    backs = tuple(each for each in bodies if each.alias_of)
    judged = tuple(judge(page, kinds, (*strong, *bodies), known))
    named = (*strong, *judged)
    kinds = tuple(each for each in described(page, kinds, named) if each.extractor != PREDICATE)
    explained = shorts(page, (*kinds, *named))
    denied = {text for text, short in explained.items() if short.actor is None}
    entries = find_entries(page, kinds)
    for each in (*kinds, *named, *backs, *entries):
        if page.text[each.start : each.end] not in denied:
            yield each
    yield from find_shorts(page, explained)


def join(page: Page, accepted: Sequence[ActorCandidate]) -> tuple[Actor, ...]:
    """One actor for all its names on the page: spellings, short forms, `the cluster` for the one that is named."""
    return tuple(_actor(page, members) for members in joined(page, accepted))


def _actor(page: Page, members: Sequence[ActorCandidate]) -> Actor:
    forms = names(page, members)
    return Actor(
        id=entity_id("actor", forms[0]),
        name=forms[0],
        names=forms,
        sector=sector_of_all(members),
        named=any(each.named for each in members),
        mentions=mentions(page, members),
    )
