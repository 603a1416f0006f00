"""What curators' decisions teach of the pages that are milled next: learnt as a run begins, noted in its journal."""

from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, Engine

from curation.learning import vocabulary_of
from curation.lessons import lessons_of
from pipeline import archive
from pipeline.decisions.curating import code_digest
from pipeline.durable import write_whole
from pipeline.journal.files import head, journals
from pipeline.store.database import identity_of, reading
from pipeline.store.decisions import decisions_by_case
from pipeline.vocabulary_store import store_vocabulary

_NOTHING = "nothing"


def vocabulary_at(store: Engine, raw: Path, decided: int, *, fingerprint: str) -> str | None:
    """The digest of what the first `decided` decisions teach; it lies in the archive. None where that is nothing.

    What was learnt last is noted, so that the same decisions are read once. Raises StoreError where the archive cannot
    be written.
    """
    if not decided:
        return None
    with reading(store) as connection:
        told = f"{identity_of(connection)} {decided} {fingerprint} {code_digest()}"
        note = raw / "decisions" / "taught"
        if (known := _noted(raw, note, sha256(told.encode()).hexdigest())) is not None:
            return None if known == _NOTHING else known
        grouped = decisions_by_case(connection, until=decided)
        digest = store_vocabulary(raw, vocabulary_of(lessons_of(each) for each in grouped))
    write_whole(note, f"{sha256(told.encode()).hexdigest()} {digest or _NOTHING}".encode())
    return digest


def last_vocabulary(connection: Connection, raw: Path) -> str | None:
    """The digest of what curators had taught when the last run began, as far as its journal tells."""
    for file in reversed(journals(raw, identity_of(connection))):
        begun = head(file.path)
        if begun is not None:
            return begun.vocabulary if begun.vocabulary and archive.is_whole(raw, begun.vocabulary) else None
    return None


def _noted(raw: Path, note: Path, wanted: str) -> str | None:
    if not note.is_file():
        return None
    told, _, digest = note.read_text().partition(" ")
    there = digest == _NOTHING or archive.is_whole(raw, digest)
    return digest if told == wanted and there else None
