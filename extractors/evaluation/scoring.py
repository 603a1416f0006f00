"""Figures over many pages, made of the verdicts on each."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extractors.evaluation.entities import SectorTally, judge_sectors
from extractors.evaluation.errors import errors_of
from extractors.evaluation.judging import LABELS, Judged, judge, outcomes
from extractors.evaluation.reliability import reliability
from extractors.evaluation.verdict import Verdict
from models.scores import Figures, PageScore, Refusal, Scores, Scoring


class _Judgement(NamedTuple):
    page: Judged
    verdicts: tuple[Verdict, ...]
    sectors: SectorTally


def score(pages: Iterable[Judged], refused: Sequence[Refusal] = ()) -> Scores:
    """The figures over all pages, by group and by language, both in alphabetical order; counts are summed before
    dividing. `refused` are the pages that could not be judged.
    """
    judged = [_Judgement(page, judge(page.record, page.gold), judge_sectors(page.record, page.gold)) for page in pages]
    return Scores(
        **dict(_scoring(judged)),
        templates=_grouped(judged, [each.page.group for each in judged]),
        languages=_grouped(judged, [_language(each.page) for each in judged]),
        worst=tuple(sorted(filter(_has_errors, map(_page_score, judged)), key=_rank)),
        scored=tuple(each.page.record.source.uri for each in judged),
        reliability=reliability([each for page, verdicts, _ in judged for each in outcomes(verdicts, page.group)]),
        refused=tuple(refused),
    )


def _grouped(judged: Sequence[_Judgement], groups: Sequence[str]) -> dict[str, Scoring]:
    return {
        group: _scoring([each for each, its in zip(judged, groups, strict=True) if its == group])
        for group in sorted(set(groups))
    }


def _language(page: Judged) -> str:
    return page.gold.language or page.record.language


def _page_score(judged: _Judgement) -> PageScore:
    page, verdicts, sectors = judged
    errors = tuple(
        errors_of(page.record, page.gold, [each for each in verdicts if each.label in LABELS], sectors.wrong)
    )
    return PageScore(
        page=page.record.source.uri,
        group=page.group,
        language=_language(page),
        labels=dict(Counter(error.label for error in errors).most_common()),
        errors=errors,
    )


def _has_errors(page: PageScore) -> bool:
    return bool(page.errors)


def _rank(page: PageScore) -> tuple[int, str]:
    return -len(page.errors), page.page


def _scoring(judged: Sequence[_Judgement]) -> Scoring:
    verdicts = [verdict for each in judged for verdict in each.verdicts]
    figures = {
        label: _figures([verdict for verdict in verdicts if verdict.label == label])
        for label in dict.fromkeys([*LABELS, *sorted({verdict.label for verdict in verdicts})])
    }
    borne = {label: figure for label, figure in figures.items() if figure.gold or figure.predicted}
    return Scoring(
        labels={label: figure for label, figure in borne.items() if label in LABELS},
        details={label: figure for label, figure in borne.items() if label not in LABELS},
        sector_accuracy=_accuracy([each.sectors for each in judged]),
        pages=len(judged),
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
