"""Organisations, and kinds of organisation, that take part or are spoken of."""

from collections.abc import Iterable, Sequence

from extractors.entities.actors.aliases import find_shorts, shorts
from extractors.entities.actors.evidence import judge
from extractors.entities.actors.fields import find_entries
from extractors.entities.actors.finding import find_backs
from extractors.entities.actors.joining import joined, sector_of_all
from extractors.entities.actors.kinds import PREDICATE, find_kinds
from extractors.entities.actors.pointing import tied
from extractors.entities.evidence import mentions, names
from extractors.identity import entity_id
from models.candidate import ActorCandidate, Page
from models.record import Actor

FIELD = "actors"


def propose(page: Page) -> Iterable[ActorCandidate]:
    """Names by all that speaks for them, their short forms, entries of the form's fields, and kinds."""
    kinds = tuple(find_kinds(page))
    named = tuple(judge(page))
    kinds = tuple(each for each in tied(page, kinds, named) if each.extractor != PREDICATE)
    explained = shorts(page, (*kinds, *named))
    denied = {text for text, short in explained.items() if short.actor is None}
    entries = find_entries(page, kinds)
    others = (each for each in named if page.text[each.start : each.end] not in explained)
    for each in (*kinds, *others, *find_backs(page), *entries):
        if page.text[each.start : each.end] not in denied:
            yield each
    yield from find_shorts(page, explained)


def join(page: Page, accepted: Sequence[ActorCandidate]) -> tuple[Actor, ...]:
    """One actor for all its names on the page: spellings, short forms, `the cluster` for the one that is named."""
    return tuple(_actor(page, members) for members in joined(page, accepted))


def _actor(page: Page, members: Sequence[ActorCandidate]) -> Actor:
    forms = tuple(dict.fromkeys((*names(page, [each for each in members if each.named]), *names(page, members))))
    return Actor(
        id=entity_id("actor", forms[0]),
        name=forms[0],
        names=forms,
        sector=sector_of_all(members),
        named=any(each.named for each in members),
        mentions=mentions(page, members),
    )
