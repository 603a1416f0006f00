"""A page judged by its gold: what is right, missed and extra, label by label."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.evaluation import folding
from extractors.evaluation.entities import judge_entities
from extractors.evaluation.reliability import Outcome
from extractors.evaluation.structure import judge_structure
from extractors.evaluation.values import judge_values
from extractors.evaluation.verdict import Verdict
from models.frozen import revise
from models.gold import GoldPage
from models.record import CaseRecord

LABELS = (
    "title",
    "sections",
    "questions",
    "answers",
    "actors",
    "events",
    "persons",
    "contacts",
    "places",
    "dates",
    "amounts",
    "instruments",
)
KINDS = LABELS[4:]


class Judged(NamedTuple):
    """A record with its gold; `group` is what the figures are told apart by (the template's folder)."""

    record: CaseRecord
    gold: GoldPage
    group: str = ""


def judge(record: CaseRecord, gold: GoldPage) -> tuple[Verdict, ...]:
    """What is right, missed and extra on one page, label by label, as far as it was labelled."""
    if not gold.partial:
        return tuple(_verdicts(record, gold))
    pieces = re.split(r"[,;\n]", gold.scope) if isinstance(gold.scope, str) else gold.scope
    scope = {piece.strip() for piece in pieces}
    labels = scope & set(LABELS)
    if labels:
        return tuple(each for each in _verdicts(record, gold) if _label_of(each) in labels)
    keys = {section.key for section in record.sections if any(folding.alike(section.heading, each) for each in scope)}
    if keys:
        return tuple(_verdicts(_within(record, keys), gold))
    # The scope is told in words: nobody can say whether what stands outside of gold was labelled.
    return tuple(revise(each, extra=()) for each in _verdicts(record, gold))


def _verdicts(record: CaseRecord, gold: GoldPage) -> Iterator[Verdict]:
    yield from judge_structure(record, gold)
    yield from judge_entities(record, gold)
    yield from judge_values(record, gold)


def _label_of(verdict: Verdict) -> str:
    return verdict.label.split("_")[0]


def _within(record: CaseRecord, keys: set[str]) -> CaseRecord:
    things = {
        field: tuple(
            thing for thing in getattr(record, field) if any(mention.section in keys for mention in thing.mentions)
        )
        for field in KINDS
    }
    return revise(record, sections=tuple(each for each in record.sections if each.key in keys), **things)


def outcomes(verdicts: Sequence[Verdict], group: str) -> Iterator[Outcome]:
    """How sure each thing of the record was, and whether it is right; things that gold calls optional do not count."""
    for verdict in verdicts:
        if verdict.label in KINDS:
            for items, right in ((verdict.right, True), (verdict.extra, False)):
                for item in items:
                    if item.extractor is not None and item.confidence is not None:
                        yield Outcome(group, verdict.label, item.extractor, item.confidence, right)
