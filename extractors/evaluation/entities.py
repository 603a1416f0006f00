"""The named things of a record against gold: actors, events, persons, places, instruments."""

import re
from collections.abc import Iterator, Sequence

from extractors.evaluation import folding
from extractors.evaluation.verdict import Item, Verdict, found, settle, settled_pairs
from models.frozen import Frozen
from models.gold import GoldActor, GoldPage, GoldThing, labelled
from models.record import Actor, CaseRecord, Entity

CLOSE_NAME = 0.5
# In brackets at the end, with two capitals at least.
_SHORT_FORM = re.compile(r"(\S.*\S) \(([^\W\d](?=[^()]*[A-Z])[^()]*)\)")


def judge_entities(record: CaseRecord, gold: GoldPage) -> Iterator[Verdict]:
    """Strict and relaxed verdicts on every labelled kind; actors also apart as named ones and kinds."""
    optional = gold.optional
    actors = labelled(gold.actors, optional.actors)
    yield from _judge("actors", actors, record.actors)
    if actors is not None:
        for label, named in (("actors_named", True), ("actors_kinds", False)):
            wanted = [actor for actor in actors if actor.named is named or actor.optional]
            yield _strict(label, wanted, [actor for actor in record.actors if actor.named is named])
    yield from _judge("events", labelled(gold.events, optional.events), record.events)
    yield from _judge("persons", labelled(gold.persons, optional.persons), record.persons)
    yield from _judge("places", labelled(gold.places, optional.places), record.places)
    yield from _judge("instruments", labelled(gold.instruments, optional.instruments), record.instruments)


class SectorTally(Frozen):
    """How many matched actors have the right sector, and which have not."""

    right: int
    wrong: tuple[Item, ...]


def judge_sectors(record: CaseRecord, gold: GoldPage) -> SectorTally:
    """Sectors of the actors that are strictly matched; optional ones do not count."""
    pairs = settled_pairs(labelled(gold.actors, gold.optional.actors) or (), record.actors, same_name)
    wrong = [
        found(f"{actor.name}: {actor.sector}, not {wanted.sector}", actor.mentions)
        for wanted, actor in pairs
        if not _right_sector(wanted, actor)
    ]
    return SectorTally(right=len(pairs) - len(wrong), wrong=tuple(wrong))


def same_name(wanted: GoldThing, thing: Entity) -> bool:
    """Whether any two of their names are equal once folded; `Fund for Mills (FFM)` in gold names both."""
    return not _folded(_forms((*wanted.names, *wanted.also))).isdisjoint(_folded((thing.name, *thing.names)))


def close_name(wanted: GoldThing, thing: Entity) -> bool:
    """Whether any two of their names share half of their words."""
    names = {thing.name, *thing.names}
    return same_name(wanted, thing) or any(
        folding.token_f1(one, other) >= CLOSE_NAME for one in (*wanted.names, *wanted.also) for other in names
    )


def _forms(names: Sequence[str]) -> tuple[str, ...]:
    """The names, and the long and the short form of those that have the short one in brackets."""
    both = (_SHORT_FORM.fullmatch(name) for name in names)
    return (*names, *(form for found in both if found for form in found.groups()))


def _folded(names: Sequence[str]) -> set[str]:
    return {folding.name(name) for name in names}


def _right_sector(wanted: GoldActor, actor: Actor) -> bool:
    return actor.sector in {wanted.sector, *wanted.sector_also}


def _judge(label: str, gold: Sequence[GoldThing] | None, things: Sequence[Entity]) -> Iterator[Verdict]:
    if gold is None:
        return
    yield _strict(label, gold, things)
    yield settle(f"{label}_relaxed", gold, things, close_name, gold_item=_gold_item, item=_item)


def _strict(label: str, gold: Sequence[GoldThing], things: Sequence[Entity]) -> Verdict:
    return settle(label, gold, things, same_name, gold_item=_gold_item, item=_item)


def _gold_item(thing: GoldThing) -> Item:
    return Item(words=" | ".join(thing.names), forms=thing.names)


def _item(thing: Entity) -> Item:
    return found(" | ".join(dict.fromkeys((thing.name, *thing.names))), thing.mentions)
