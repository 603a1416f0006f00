"""Which names mean the same person: `Dr. Jane Doe`, `Jane Doe`, `J. Doe`, `Doe`, `Jayne Doe`."""

from collections.abc import Sequence

from nameparser import HumanName
from rapidfuzz import fuzz

from extractors.entities.naming.forms import merge
from extractors.folding import fold
from models.candidate import Page, PersonCandidate

_ALIKE = 75.0


def joined(page: Page, accepted: Sequence[PersonCandidate]) -> list[list[PersonCandidate]]:
    """The candidates by person, in page order."""
    members: dict[str, list[PersonCandidate]] = {}
    for each in accepted:
        members.setdefault(fold(page.text[each.start : each.end]), []).append(each)
    keys = list(members)
    pairs = [
        (one, other) for place, one in enumerate(keys) for other in keys[place + 1 :] if _is_same(one, other, keys)
    ]
    return [
        sorted((each for key in group for each in members[key]), key=lambda each: each.start)
        for group in merge(members, pairs)
    ]


def _is_same(one: str, other: str, keys: Sequence[str]) -> bool:
    short, long = sorted((one.split(), other.split()), key=len)
    if len(short) == 1:
        # A surname alone is the only bearer's.
        bearers = [key for key in keys if len(key.split()) > 1 and short[0] in key.split()[1:]]
        return len(long) > 1 and short[0] in long[1:] and len(bearers) == 1
    # `Grainne Mac Alinden`: a surname may be of two words.
    if short in (long[: len(short)], long[-len(short) :]) or sorted(long) == sorted(short):
        return True
    left, right = HumanName(" ".join(short)), HumanName(" ".join(long))
    if str(left.last) != str(right.last):
        return False
    return _is_same_given(str(left.first), str(right.first))


def _is_same_given(one: str, other: str) -> bool:
    if not one or not other:
        return False
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return fuzz.ratio(one, other) >= _ALIKE and one[0] == other[0]
