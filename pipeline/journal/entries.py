"""The lines of a journal."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from models.frozen import Frozen
from models.report import GateVerdict, RunState
from pipeline.milling import BatchResult, Milled, Refused
from pipeline.release.manifest import Release
from pipeline.sources import Hints
from pipeline.store.runs import Met
from pipeline.store.steps import Stamp
from pipeline.store.unfetched import Failure


class Begun(Frozen):
    """A run of the store `store` begins; `sources` are those that it works on, with their hints.

    Of curators' decisions those hold in it that stand in the first `decided` lines of their journal; `vocabulary` is
    the digest of what it has learnt from them.
    """

    kind: Literal["begun"] = "begun"
    store: str
    run: str
    at: str
    fingerprint: str
    sources: Mapping[str, Hints]
    decided: int = 0
    vocabulary: str | None = None


class Stored(Frozen):
    """What a page gave: bytes of which a record was made, or a refusal.

    `digest` is that of the content of the machine's record, whatever curators made of it.
    """

    kind: Literal["stored"] = "stored"
    source: str
    uri: str
    at: str
    sha256: str | None = None
    captured_at: str | None = None
    media_type: str | None = None
    charset: str | None = None
    digest: str | None = None
    refused: Refused | None = None


class Failed(Frozen):
    """Known pages, and what leads to pages, that could not be had: what the store has of them stands."""

    kind: Literal["failed"] = "failed"
    source: str
    at: str
    failures: tuple[Failure, ...]


class Healed(Frozen):
    """Pages that could be had again, as they were."""

    kind: Literal["healed"] = "healed"
    source: str
    uris: tuple[str, ...]


class Gone(Frozen):
    """Pages that are no longer there."""

    kind: Literal["gone"] = "gone"
    source: str
    uris: tuple[str, ...]


class Settled(Frozen):
    """Decisions came to stand in cases that no page changed; `cases` has the digests of what they hold now, by id."""

    kind: Literal["settled"] = "settled"
    at: str
    cases: Mapping[str, str]


class Released(Frozen):
    """A release was made of the store as it stood."""

    kind: Literal["released"] = "released"
    release: Release


class Ended(Frozen):
    """The run is over. Without `at` it left no word of its end; without `held` it came to no judgement."""

    kind: Literal["ended"] = "ended"
    state: RunState
    at: str | None = None
    seconds: float | None = None
    sources: Mapping[str, Met]
    held: tuple[GateVerdict, ...] | None = None


Entry = Begun | Stored | Failed | Healed | Gone | Settled | Released | Ended
LINE: TypeAdapter[Entry] = TypeAdapter(Annotated[Entry, Field(discriminator="kind")])


def stored_entries(stamp: Stamp, result: BatchResult) -> list[Stored]:
    """A line for each page of the batch."""
    return [
        Stored(
            source=result.batch.source,
            at=stamp.at,
            digest=outcome.digest if isinstance(outcome, Milled) else None,
            refused=outcome if isinstance(outcome, Refused) else None,
            **task.model_dump(exclude={"path"}),
        )
        for task, outcome in zip(result.batch.tasks, result.outcomes, strict=True)
    ]
