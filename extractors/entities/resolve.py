"""Overlaps settled: of two candidates for the same words the better founded stays."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence

from extractors.entities.citations import citations, is_reference
from extractors.entities.imprints import imprints
from models.candidate import AmountCandidate, Candidate, DateCandidate, Page
from models.document import Span
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
# A longer name keeps a shorter within it out, unless that one is surer by more than this.
_MARGIN = 0.35
_WORTH_OF_LENGTH = 0.1
_LONG = 60
# By outer and inner kind: what stays beside what holds it, for both are meant (`World Bank funding`, `Sunshine Week
# 2015`, `a grant of EUR 500`). Of a proper name the words belong to the name alone (`Kent County Council Act`).
_NESTING = {
    (Kind.INSTRUMENT, Kind.ACTOR),
    (Kind.EVENT, Kind.ACTOR),
    (Kind.EVENT, Kind.DATE),
    (Kind.INSTRUMENT, Kind.AMOUNT),
    (Kind.EVENT, Kind.PLACE),
    (Kind.ACTOR, Kind.PLACE),
}
_HELD = frozenset(inner for _, inner in _NESTING)
_SURE = 0.8


def resolve(page: Page, candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """The candidates that stay, in page order; disjoint but for those that nest.

    Contacts stand; what only a reference, a citation or the site's imprint names falls; a longer name keeps out what
    stands within it, as a rule; of others that overlap the surer stays, ties by kind and place.
    """
    cited = sorted((span.start, span.end) for span in (*_cited(page), *imprints(page)))
    candidates = tuple(candidates)
    standing = [each for each in candidates if each.kind is Kind.CONTACT or not _within(cited, each.start, each.end)]
    taken: list[tuple[int, int]] = []
    accepted = []
    for each in sorted(_undominated(standing), key=_order):
        if each.end > each.start and _is_free(taken, each.start, each.end):
            insort(taken, (each.start, each.end))
            accepted.append(each)
    accepted += _nested(page, standing, accepted)
    accepted += filter(_is_meant_anywhere, candidates)
    return tuple(sorted(dict.fromkeys(accepted), key=lambda each: (each.start, -each.end)))


def _is_meant_anywhere(candidate: Candidate) -> bool:
    """Whether it is one though a name has its words: money and a day or month are, a bare year is the name's part."""
    if isinstance(candidate, DateCandidate):
        return "-" in candidate.value or "/" in candidate.value
    return isinstance(candidate, AmountCandidate)


def _nested(page: Page, candidates: Sequence[Candidate], accepted: Sequence[Candidate]) -> Iterator[Candidate]:
    """The candidates within an accepted one that are meant beside it, disjoint among themselves."""
    held = sorted((each for each in candidates if each.kind in _HELD), key=lambda each: each.start)
    for outer in accepted if held else ():
        begins = bisect_left(held, outer.start, key=lambda each: each.start)
        inner = held[begins : bisect_left(held, outer.end, key=lambda each: each.start)]
        taken: list[tuple[int, int]] = []
        for each in sorted(inner, key=_order):
            meant = (outer.kind, each.kind) in _NESTING and each.end <= outer.end and _is_apart(page, outer, each)
            if meant and _is_free(taken, each.start, each.end):
                insort(taken, (each.start, each.end))
                yield each


def _is_apart(page: Page, outer: Candidate, inner: Candidate) -> bool:
    """Whether the rest of the outer is no proper name's: a date ends it, a name opens it and small letters follow."""
    before, after = page.text[outer.start : inner.start], page.text[inner.end : outer.end]
    if not before.strip() and not after.strip():
        return False
    if inner.kind is Kind.ACTOR:
        return inner.confidence >= _SURE and (before + after).islower()
    if inner.kind is Kind.PLACE:
        # `water forum in Dakar`, `a plant of Craon`: the place ends what is held there, or what bears no name itself.
        return not after and before.endswith(" ") and (before.islower() or outer.kind is Kind.EVENT)
    return inner.kind is not Kind.DATE or not after.strip()


def _cited(page: Page) -> Iterator[Span]:
    for passage in page.passages:
        if is_reference(passage):
            yield Span(start=passage.start, end=passage.end)
        elif "(" in passage.text or "[" in passage.text or "et al" in passage.text:
            for span in citations(passage.text):
                yield Span(start=passage.start + span.start, end=passage.start + span.end)


def _within(ranges: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of `ranges`, in order and disjoint as a rule, holds all of it."""
    at = bisect_right(ranges, (start, end))
    return any(ranges[i][0] <= start and end <= ranges[i][1] for i in (at - 1, at) if 0 <= i < len(ranges))


def _undominated(candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """Those that no longer candidate around them keeps out; contacts all."""
    longer: list[Candidate] = []
    for each in sorted(candidates, key=lambda each: (each.start, -each.end, -each.confidence)):
        longer = [other for other in longer if other.end > each.start]
        if each.kind is not Kind.CONTACT and any(
            other.end >= each.end
            and other.end - other.start > each.end - each.start
            and other.confidence >= each.confidence - _MARGIN
            for other in longer
        ):
            continue
        longer.append(each)
        yield each


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
