"""What people put into an address for others to take out: `NOSPAM`, `remove-this`."""

import re
from functools import cache

from extractors.entities.contacts.words import contact_words

_SIGNS = ".-_"


def decoy_words(fewest: int = 1) -> str:
    """A pattern, in lower case, of the decoys of at least so many words."""
    phrases = (word.split() for word in sorted(contact_words().decoys, key=len, reverse=True))
    return "|".join("[ _.-]?".join(map(re.escape, phrase)) for phrase in phrases if len(phrase) >= fewest)


def without_decoys(part: str) -> str:
    """A local part or host without its decoys; as it is where it has none or nothing else."""
    rest = _decoy().sub(_mended, part)
    return part if rest == part else rest.strip(_SIGNS) or part


def _mended(decoy: re.Match[str]) -> str:
    """One sign stays between what stood on both sides."""
    return decoy["after"] or decoy["before"]


@cache
def _decoy() -> re.Pattern[str]:
    # Any decoy in capitals, glued or not; one of several words also in small letters, as a part of its own.
    own = rf"(?<![^._-])(?i:{decoy_words(2)})(?![^._-])"
    return re.compile(rf"(?P<before>[._-]?)(?:{decoy_words().upper()}|{own})(?P<after>[._-]?)")
