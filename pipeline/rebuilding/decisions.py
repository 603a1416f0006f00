"""Decisions of curators for a store made anew: of the store before, where it is there; else of their journal."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Engine

from pipeline.decisions.journal import journal_of
from pipeline.decisions.taking import restore_journal
from pipeline.journal.files import JournalFile, head
from pipeline.store.database import reading, writing
from pipeline.store.decisions import copy_decisions

_SHOWN = 5


def refill_decisions(store: Engine, before: Engine | None, raw: Path, files: Sequence[JournalFile]) -> list[str]:
    """Words on the decisions that are lost, once the store has all others."""
    path = journal_of(raw)
    if before is not None:
        with reading(before) as source, writing(store) as target:
            copy_decisions(source, target)
        return []
    with writing(store) as connection:
        last, damaged = restore_journal(connection, path)
    words = [f"{path}: line {number} cannot be read; what was decided there is missing" for number in damaged[:_SHOWN]]
    if len(damaged) > _SHOWN:
        words.append(f"{path}: {len(damaged) - _SHOWN:,} more lines cannot be read")
    wanted = max((begun.decided for begun in (head(file.path) for file in files) if begun), default=0)
    if wanted > last:
        words.append(f"{path}: {wanted - last:,} decisions that runs held to are missing at its end")
    return words
