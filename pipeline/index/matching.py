"""Every case that a query finds."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Engine

from pipeline.index.query import Condition, parse
from pipeline.index.reader import damage_told, open_reader
from pipeline.index.search import matching_query, search


def matching_cases(processed: Path, engine: Engine, query: str, where: Sequence[Condition]) -> frozenset[str]:
    """The ids of all cases that `search` would give for the query and all of `where`; it raises what that does."""
    # The search brings the index up, or makes it anew.
    if not search(processed, engine, query, where, limit=1).total:
        return frozenset()
    folder = processed / "index"
    reader = open_reader(folder)
    matching = matching_query(reader, parse(query), where, folder)
    with damage_told(folder):
        found = reader.searcher.search(matching, max(1, reader.searcher.num_docs), count=False).hits
        return frozenset(reader.read(address)[0] for _, address in found)
