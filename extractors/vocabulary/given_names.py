"""Given names of many countries, for telling persons where no model does."""

from functools import cache
from pathlib import Path

_NAMES = Path(__file__).parent / "given_names.txt"


def is_given_name(folded: str) -> bool:
    """Whether people are called so somewhere; of a double name (`jean-luc`) the first half tells."""
    return folded in _given_names() or folded.partition("-")[0] in _given_names()


@cache
def _given_names() -> frozenset[str]:
    lines = _NAMES.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))
