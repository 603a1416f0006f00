"""Why cases resemble each other, in words."""

from collections.abc import Iterator, Sequence

from curation.similarity import WORD, Common, Contrast
from models.likeness import Differing, Shared
from pipeline.index.countries import country_name

_MOST_COMMON, _MOST_WORDS, _MOST_DIFFERENT = 6, 3, 3
# Short words tell where they stand in both cases, but not to who reads them.
_SHORTEST = 4


def reasons_of(common: Sequence[Common], contrast: Sequence[Contrast], copied: float) -> tuple[str, ...]:
    """What both have, what tells the most first, then what they contradict each other in."""
    copy = (f"nearly the same page ({copied:.0%} of the words)",) if copied else ()
    both = tuple(f"both: {each.value}" for each in shared_of(common))
    return (*copy, *both, *(f"differs: {_told(each)}" for each in differing(contrast)))


def shared_of(common: Sequence[Common]) -> tuple[Shared, ...]:
    """The few things that tell the most, each called once."""
    total = sum(each.weight for each in common) or 1.0
    shown: dict[str, Shared] = {}
    words = 0
    for each in common:
        kind, _ = each.trait
        if kind == WORD and len(each.shown) < _SHORTEST:
            continue
        words += kind == WORD
        called = country_name(each.shown) if kind == "country" else each.shown
        if len(shown) < _MOST_COMMON and called.casefold() not in shown and (kind != WORD or words <= _MOST_WORDS):
            shown[called.casefold()] = Shared(kind=kind, value=called, weight=round(each.weight / total, 4))
    return tuple(shown.values())


def differing(contrast: Sequence[Contrast]) -> tuple[Differing, ...]:
    """The few contradictions that are told."""
    return tuple(_differing(contrast))[:_MOST_DIFFERENT]


def _differing(contrast: Sequence[Contrast]) -> Iterator[Differing]:
    for subject, here, there in contrast:
        called = _countries if subject == "country" else str
        yield Differing(subject=subject, here=called(here), there=called(there))


def _countries(codes: str) -> str:
    return " and ".join(map(country_name, codes.split(" and ")))


def _told(each: Differing) -> str:
    return f"{each.subject} ({each.here} here, {each.there} there)"
