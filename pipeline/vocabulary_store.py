"""The curators' vocabulary in the archive, by its digest: a run says which it used, a rebuild uses the same."""

import json
from pathlib import Path

from pydantic import ValidationError

from models.curator_vocabulary import CuratorVocabulary
from models.errors import StoreError
from pipeline.archive import keep_bytes, read


def store_vocabulary(raw: Path, vocabulary: CuratorVocabulary) -> str | None:
    """The digest under which it lies in the archive from now on; None for one that teaches nothing.

    Raises StoreError where the archive cannot be written.
    """
    return None if vocabulary.is_empty else keep_bytes(raw, canonical(vocabulary))


def read_vocabulary(raw: Path, digest: str) -> CuratorVocabulary:
    """The vocabulary of that digest. Raises StoreError where it is missing, damaged or no vocabulary."""
    content = read(raw, digest)
    try:
        return CuratorVocabulary.model_validate_json(content)
    except ValidationError:
        raise StoreError(
            f"{digest} in {raw} is no vocabulary of curators that this version reads: name another, or update casemill"
        ) from None


def canonical(vocabulary: CuratorVocabulary) -> bytes:
    """Its JSON (keys in order, no blanks, UTF-8): equal vocabularies give equal bytes."""
    content = vocabulary.model_dump(mode="json")
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
