"""Given names of many countries, for telling persons where no model does."""

from functools import cache
from pathlib import Path

from extractors.vocabulary.listing import Listing, read_listing

_NAMES = Path(__file__).parent / "given_names.txt"


def is_given_name(folded: str) -> bool:
    """Whether people are called so somewhere; of a double name (`jean-luc`) the first half tells."""
    return any(_given_names().after(name) is not None for name in (folded, folded.partition("-")[0]))


@cache
def _given_names() -> Listing:
    return read_listing(_NAMES)
