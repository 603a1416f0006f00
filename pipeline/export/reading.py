"""The cases of a release, read one by one."""

import io
from collections.abc import Container, Iterator
from contextlib import contextmanager
from pathlib import Path

import zstandard
from pydantic import ValidationError

from models.errors import StoreError, UnknownNameError, UsageError
from models.record import CaseRecord
from pipeline.release.manifest import RECORDS, Release, ReleasedCase, chain, folder_of
from pipeline.release.parquet import known_cases

_DAMAGED = (OSError, ValueError, zstandard.ZstdError)


def chosen_release(processed: Path, run: str | None) -> Release:
    """The release of that run, else the newest good one.

    Raises UnknownNameError, which lists those there are, and UsageError where there is none yet.
    """
    kept = list(chain(processed))
    if not kept:
        raise UsageError(f"{processed / 'releases'}: there is no release yet; run casemill publish")
    if run is None:
        return kept[0]
    for release in kept:
        if release.run == run:
            return release
    raise UnknownNameError(f"no release is called {run}; there are: {', '.join(each.run for each in kept)}")


def released_cases(processed: Path, release: Release, wanted: Container[str] | None = None) -> Iterator[ReleasedCase]:
    """The release's cases by id, those of `wanted` alone where that is given. Raises StoreError where it is damaged.

    They are as the release shows them: contacts that it withholds are not in it.
    """
    folder = folder_of(processed, release.run)
    with _damage_told(folder), (folder / RECORDS).open("rb") as file:
        lines = io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(file))
        for known, line in zip(known_cases(folder), lines, strict=True):
            if wanted is None or known.id in wanted:
                plain = line.removesuffix(b"\n")
                yield ReleasedCase(CaseRecord.model_validate_json(plain), known.version, plain, known.digest)


@contextmanager
def _damage_told(folder: Path) -> Iterator[None]:
    try:
        yield
    except (*_DAMAGED, ValidationError) as error:
        raise StoreError(f"{folder}: the release cannot be read ({error}); make it anew: casemill rebuild") from error
