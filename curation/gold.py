"""Gold from curated cases: what curators made of a page, as a gold file tells it, so that `evaluate` measures by it."""

import json
from collections.abc import Iterator
from typing import Any

from curation.things import CURATOR, things_of
from models.difference import KINDS
from models.fate import Curated, Outcome
from models.gold import (
    GoldActor,
    GoldAmount,
    GoldContact,
    GoldDate,
    GoldEntities,
    GoldPage,
    GoldPair,
    GoldThing,
)
from models.record import (
    Actor,
    AmountValue,
    CaseRecord,
    Contact,
    DateValue,
    Entity,
    Mention,
    Pair,
    Section,
)
from models.vocabulary import PairState

DOUBT = 0.5
_WORDS = 5
_HELD = frozenset({Outcome.APPLIED, Outcome.MOVED, Outcome.REDUNDANT})
Thing = Entity | Contact | DateValue | AmountValue


def is_finished(curated: Curated, *, doubt: float = DOUBT) -> bool:
    """Whether curators are through with the case, so that its gold may be taken unasked.

    A decision holds there, none is stale, and every thing of which the machine is less sure than `doubt` was judged.
    """
    outcomes = {each.outcome for each in curated.fates}
    if _HELD.isdisjoint(outcomes) or Outcome.STALE in outcomes:
        return False
    things = (thing for field in KINDS for thing in things_of(curated.record, field))
    return not any(_is_doubtful(each.mentions, doubt) for each in things)


def gold_of(record: CaseRecord, page: str, *, doubt: float = DOUBT) -> GoldPage:
    """The gold of a curated record, for the page of that file name.

    What nobody judged and the machine doubts is optional: finding it is neither right nor wrong.
    """
    required: dict[str, list[Any]] = {field: [] for field in KINDS}
    optional: dict[str, list[Any]] = {}
    for field in KINDS:
        for thing in things_of(record, field):
            doubted = _is_doubtful(thing.mentions, doubt)
            (optional.setdefault(field, []) if doubted else required[field]).append(_label(thing))
    return GoldPage(
        page=page,
        title=record.title or None,
        language=record.language,
        sections=tuple(each.heading for each in record.sections if each.heading.strip()),
        pairs=tuple(_pairs(record)),
        optional=GoldEntities.model_validate(optional),
        **required,
    )


def gold_json(gold: GoldPage) -> str:
    """The gold file's content; the same gold gives the same words, and what is empty by itself is left out."""
    return json.dumps(gold.model_dump(mode="json", exclude_defaults=True), ensure_ascii=False, indent=1) + "\n"


def _is_doubtful(mentions: tuple[Mention, ...], doubt: float) -> bool:
    """Whether no curator said so, and no mention is as sure as that."""
    return all(each.extractor != CURATOR and each.confidence < doubt for each in mentions)


def _label(thing: Thing) -> GoldThing | GoldContact | GoldDate | GoldAmount:
    match thing:
        case Actor():
            return GoldActor(names=thing.names, sector=thing.sector, named=thing.named)
        case Contact():
            return GoldContact(kind=thing.kind, value=thing.value)
        case DateValue():
            return GoldDate(text=thing.text, value=thing.value)
        case AmountValue():
            return GoldAmount(text=thing.text, value=thing.value, value_to=thing.value_to, currency=thing.currency)
        case Entity():
            return GoldThing(names=thing.names)


def _pairs(record: CaseRecord) -> Iterator[GoldPair]:
    for section in record.sections:
        yield from (_pair(section, pair) for pair in section.pairs if pair.state is not PairState.MISSING)


def _pair(section: Section, pair: Pair) -> GoldPair:
    words = pair.answer.split()
    return GoldPair(
        section=section.heading,
        question=pair.question,
        state=pair.state,
        answer_begins=" ".join(words[:_WORDS]),
        answer_ends=" ".join(words[-_WORDS:]),
    )
