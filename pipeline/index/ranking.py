"""The hits of a page, in order."""

from collections.abc import Sequence
from typing import NamedTuple

import tantivy

from pipeline.index.cursor import Cursor, advanced, mark_of
from pipeline.index.plan import Plan
from pipeline.index.reader import Reader
from pipeline.index.schema import NEWEST, schema
from pipeline.index.terms import all_of, any_key

Ranked = tuple[float, tantivy.DocAddress]
# Beyond so many hits by words, what a case means is not weighed against them any more.
_WEIGHED = 1_000


class Page(NamedTuple):
    """Hits in order with their scores, and the cursor of the next page where there is one."""

    hits: Sequence[Ranked]
    following: Cursor | None


def by_rank(reader: Reader, planned: Plan, cursor: Cursor, limit: int) -> Page:
    """The best that were not shown: what has moved up since the last page is not lost, what moved down not repeated."""
    most = min(cursor.passed + limit + 1, max(1, reader.searcher.num_docs))
    found = _best(reader, planned, most)
    shown = set(cursor.marks)
    left = [(hit, key) for key, hit in found.items() if mark_of(key) not in shown]
    page = left[cursor.passed - len(cursor.marks) :]
    following = advanced(cursor, [key for _, key in page[:limit]]) if len(page) > limit else None
    return Page([hit for hit, _ in page[:limit]], following)


def _best(reader: Reader, planned: Plan, most: int) -> dict[int, Ranked]:
    """The `most` best by words, and by what they mean where that is known, by key."""
    found = _keyed(reader, planned.ranking, max(most, _WEIGHED) if planned.near else most)
    if not planned.near or not found:
        return found
    best = next(score for score, _ in found.values()) or 1.0
    found |= _keyed(reader, all_of([planned.ranking, any_key(planned.near)]), len(planned.near))
    joined = {key: (score / best + planned.near.get(key, 0.0), address) for key, (score, address) in found.items()}
    ordered = sorted(joined.items(), key=lambda each: -each[1][0])
    return dict(ordered[:most])


def _keyed(reader: Reader, asked: tantivy.Query, most: int) -> dict[int, Ranked]:
    hits = reader.searcher.search(asked, most, count=False).hits
    return dict(zip(reader.keys_of([address for _, address in hits]), hits, strict=True))


def by_date(reader: Reader, planned: Plan, cursor: Cursor, limit: int) -> Page:
    """Those of the newest dates that come after what was shown."""
    earlier = tantivy.Query.range_query(
        schema(), NEWEST, tantivy.FieldType.Unsigned, upper_bound=cursor.last, include_upper=False
    )
    asked = all_of([planned.matching, earlier]) if cursor.last else planned.matching
    found = reader.searcher.search(asked, limit + 1, count=False, order_by_field=NEWEST).hits
    following = (
        advanced(cursor, [place for place, _ in found[:limit]], found[limit - 1][0]) if len(found) > limit else None
    )
    return Page([(0.0, address) for _, address in found[:limit]], following)
