"""The coverage ledger: every non-blank code point is used, boilerplate or unaccounted, and counted once."""

from collections import Counter
from collections.abc import Iterable

from models.outline import AUTHORED, Region, Role
from models.record import Coverage


def account(text: str, regions: Iterable[Region]) -> Coverage:
    """The ledger of `text`; what no region covers is unaccounted. Regions must be disjoint."""
    counts = Counter[str]()
    for region in regions:
        counts[_column(region.role)] += _ink(text[region.start : region.end])
    characters = _ink(text)
    used, boilerplate = counts["used"], counts["boilerplate"]
    return Coverage(
        characters=characters, used=used, boilerplate=boilerplate, unaccounted=characters - used - boilerplate
    )


def _column(role: Role) -> str:
    if role in AUTHORED:
        return "used"
    return "unaccounted" if role is Role.UNACCOUNTED else "boilerplate"


def _ink(words: str) -> int:
    return sum(map(len, words.split()))
