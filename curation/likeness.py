"""How likely two names are one organisation's, and why: for suggestions, never to merge by."""

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from extractors.folding import fold
from extractors.vocabulary.gazetteer import known_place

# Below it names are alike by chance more often than not.
LIKELY = 88.0
_SAME, _SHORT = 100.0, 94.0
_SHORTEST = 3
_SMALL = frozenset(
    {"of", "the", "and", "for", "de", "des", "du", "la", "le", "les", "et", "d", "l", "in", "der", "van"}
)


class Likeness(NamedTuple):
    """From 0 to 100, and why in words."""

    score: float
    why: str


NOTHING = Likeness(0, "")


def likeness(names: Sequence[str], others: Sequence[str]) -> Likeness:
    """How alike the forms of two organisations are.

    A shared form comes first, then the initials of one, then spelling (rapidfuzz's WRatio). Names with different places
    or numbers are never alike by spelling.
    """
    every = [(one, other) for one in names for other in others]
    if shared := next((one for one, other in every if fold(one) == fold(other)), None):
        return Likeness(_SAME, f"both are called {shared}")
    for one, other in every:
        for short, long in ((one, other), (other, one)):
            if fold(short).replace(" ", "") == initials(long):
                return Likeness(_SHORT, f"{short} has the initials of {long}")
    return max((_spelt(one, other) for one, other in every), default=NOTHING)


def initials(name: str) -> str:
    """The first letters of the name's words, small words left out; nothing where there are fewer than three."""
    words = [word for word in fold(name).split() if word not in _SMALL]
    return "".join(word[0] for word in words) if len(words) >= _SHORTEST else ""


def _spelt(one: str, other: str) -> Likeness:
    folded, against = fold(one), fold(other)
    if min(len(folded), len(against)) <= _SHORTEST or _marks(folded) != _marks(against):
        return NOTHING
    score = round(fuzz.WRatio(folded, against), 1)
    return Likeness(score, f"{one} is spelt much like {other}") if score >= LIKELY else NOTHING


def _marks(folded: str) -> frozenset[str]:
    """What tells organisations of one kind apart: places and numbers."""
    return frozenset(word for word in folded.split() if word.isdigit() or (word not in _SMALL and known_place(word)))
