"""Which cases are near a query in meaning, and how that counts beside its words."""

from collections.abc import Mapping

from pipeline.index.meaning.encoder import load_encoder
from pipeline.index.meaning.shelf import Shelf
from pipeline.index.query import Asked

# Below this cosine lie nine in ten cases that have nothing to do with a query, and one in ten that have.
_FLOOR = 0.12
_MOST = 100
_FEWEST_WORDS = 2
# What the nearest gains beside the best by words, which has 1 (a convex combination of scores: Bruch, Gai & Ingber
# 2023, ACM TOIS 42(1), who find it better than to join ranks).
WEIGHT = 0.7


def nearness(shelf: Shelf | None, asked: Asked) -> Mapping[int, float]:
    """What each case near the query gains for it, by key, the nearest first; nothing where it asks for exact words."""
    if shelf is None or not _is_plain(asked):
        return {}
    words = [*(each.text for each in asked.words), *(each.text for each in asked.phrases)]
    found = shelf.nearest(load_encoder().encode([" ".join(words)])[0], _MOST)
    least = max(_FLOOR, found[-1].cosine if len(found) == _MOST else 0)
    span = found[0].cosine - least if found else 0
    return {each.key: WEIGHT * (each.cosine - least) / span for each in found if span > 0 and each.cosine > least}


def _is_plain(asked: Asked) -> bool:
    exact = asked.without or any(each.prefix for each in asked.words) or (asked.phrases and not asked.prose)
    return not exact and len(asked.words) + len(asked.phrases) >= _FEWEST_WORDS
