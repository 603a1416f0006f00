"""The archived pages of stored cases, on their way to be extracted anew."""

from collections import deque
from collections.abc import Iterator, Mapping
from itertools import groupby, islice
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict
from sqlalchemy import Connection

from models.record import Source
from pipeline.archive import address
from pipeline.decisions.teaching import last_vocabulary
from pipeline.milling import Batch, Task
from pipeline.settings import Settings
from pipeline.sources import SourceSettings
from pipeline.store.pages import CapturedPage, known_captures

_BATCH_SIZE = 16


class Known(BaseModel):
    """What must be known of a stored record to extract it anew."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    title: str
    source: Source


class Stored(NamedTuple):
    """A stored record: what must be known of it, and all of it as JSON."""

    known: Known
    document: bytes


def batches(
    connection: Connection,
    settings: Settings,
    sources: Mapping[str, SourceSettings],
    documents: Iterator[bytes],
    waiting: deque[Stored],
) -> Iterator[Batch]:
    """The archived pages of the records; what is stored of them goes to `waiting`, in the same order."""
    vocabulary = last_vocabulary(connection, settings.raw)
    while chunk := [Stored(Known.model_validate_json(each), each) for each in islice(documents, _BATCH_SIZE)]:
        for name, group in groupby(sorted(chunk, key=_source_name), key=_source_name):
            cases = tuple(group)
            waiting.extend(cases)
            source = sources[name]
            declared = known_captures(connection, name, [each.known.source.uri for each in cases])
            yield Batch(
                source=name,
                template=source.template,
                language=source.language,
                region=source.region,
                vocabulary=vocabulary,
                tasks=tuple(_task(settings, each.known.source, declared) for each in cases),
            )


def _source_name(stored: Stored) -> str:
    return stored.known.source.name


def _task(settings: Settings, source: Source, declared: Mapping[tuple[str, str], CapturedPage]) -> Task:
    page = declared.get((source.uri, source.sha256))
    return Task(
        uri=source.uri,
        path=address(settings.raw, source.sha256),
        sha256=source.sha256,
        captured_at=source.captured_at,
        media_type=page and page.media_type,
        charset=page and page.charset,
    )
