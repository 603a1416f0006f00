"""Figures over many pages, made of the verdicts on each."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from extractors.evaluation import folding
from extractors.evaluation.entities import SectorTally, judge_entities, judge_sectors
from extractors.evaluation.structure import judge_structure
from extractors.evaluation.values import judge_values
from extractors.evaluation.verdict import Verdict
from models.frozen import revise
from models.gold import GoldPage
from models.record import CaseRecord
from models.scores import Figures, Scores, Scoring

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
_THINGS = LABELS[4:]


class Judged(NamedTuple):
    """A record with its gold; `group` is what the figures are told apart by (the template's folder)."""

    record: CaseRecord
    gold: GoldPage
    group: str = ""


def score(pages: Iterable[Judged]) -> Scores:
    """The figures over all pages and by group, groups in alphabetical order; counts are summed before dividing."""
    pages = tuple(pages)
    groups = sorted({page.group for page in pages})
    over_all = _scoring(pages)
    return Scores(
        **dict(over_all),
        templates={group: _scoring([page for page in pages if page.group == group]) for group in groups},
    )


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
        for field in _THINGS
    }
    return revise(record, sections=tuple(each for each in record.sections if each.key in keys), **things)


def _scoring(pages: Sequence[Judged]) -> Scoring:
    verdicts = [verdict for page in pages for verdict in judge(page.record, page.gold)]
    figures = {
        label: _figures([verdict for verdict in verdicts if verdict.label == label])
        for label in dict.fromkeys([*LABELS, *sorted({verdict.label for verdict in verdicts})])
    }
    borne = {label: figure for label, figure in figures.items() if figure.gold or figure.predicted}
    return Scoring(
        labels={label: figure for label, figure in borne.items() if label in LABELS},
        details={label: figure for label, figure in borne.items() if label not in LABELS},
        sector_accuracy=_accuracy([judge_sectors(page.record, page.gold) for page in pages]),
        pages=len(pages),
    )


def _figures(verdicts: Sequence[Verdict]) -> Figures:
    matched = sum(len(each.right) for each in verdicts)
    gold = matched + sum(len(each.missed) for each in verdicts)
    predicted = matched + sum(len(each.extra) for each in verdicts)
    return Figures(
        precision=_share(matched, predicted),
        recall=_share(matched, gold),
        f1=_share(2 * matched, gold + predicted),
        gold=gold,
        predicted=predicted,
        matched=matched,
    )


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def _accuracy(tallies: Sequence[SectorTally]) -> float | None:
    right, wrong = sum(each.right for each in tallies), sum(len(each.wrong) for each in tallies)
    return _share(right, right + wrong) if right + wrong else None
