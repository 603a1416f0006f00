"""Overlaps settled: of two candidates for the same words the better founded stays."""

from bisect import bisect_left, insort
from collections.abc import Iterable

from models.candidate import Candidate, Page
from models.vocabulary import Kind

# Where all else is equal.
_PRIORITY = (
    Kind.CONTACT,
    Kind.EVENT,
    Kind.INSTRUMENT,
    Kind.ACTOR,
    Kind.PERSON,
    Kind.AMOUNT,
    Kind.DATE,
    Kind.PLACE,
)
_RANK = {kind: rank for rank, kind in enumerate(_PRIORITY)}
# What length is worth: a name of eight words outweighs a confidence greater by this.
_WORTH_OF_LENGTH = 0.2
_LONG = 60


def resolve(page: Page, candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:  # noqa: ARG001
    """Disjoint candidates in page order: contacts first, then by evidence and length, ties by kind and place."""
    taken: list[tuple[int, int]] = []
    accepted = []
    for each in sorted(candidates, key=_order):
        if each.end > each.start and _is_free(taken, each.start, each.end):
            insort(taken, (each.start, each.end))
            accepted.append(each)
    return tuple(sorted(accepted, key=lambda each: each.start))


def _order(candidate: Candidate) -> tuple[bool, float, int, int, int, str]:
    length = candidate.end - candidate.start
    weight = candidate.confidence + _WORTH_OF_LENGTH * min(length, _LONG) / _LONG
    is_contact = candidate.kind is Kind.CONTACT
    return not is_contact, -weight, -length, _RANK[candidate.kind], candidate.start, candidate.extractor


def _is_free(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    after = bisect_left(taken, (start, end))
    if after < len(taken) and taken[after][0] < end:
        return False
    return after == 0 or taken[after - 1][1] <= start
