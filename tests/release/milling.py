"""A home whose pages become records with contacts and actors, without extraction: for tests of releases."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import zstandard

from models.capture import Capture
from models.frozen import revise
from models.record import CaseRecord, Mention
from models.report import RunReport
from pipeline.milling import Batch, BatchResult, Mill, milled
from pipeline.release import RECORDS
from pipeline.release.manifest import DELTA
from pipeline.run import run
from pipeline.settings import Settings
from tests.fake_mill import fake_record
from tests.homes import set_pages

_ADDRESS = re.compile(r"[\w.]+@[\w.]+\w")
_GUILD = re.compile(r"\w+ Guild")


def _mention(match: re.Match[str]) -> Mention:
    return Mention(start=match.start(), end=match.end(), quote=match[0], section=None, extractor="test", confidence=0.9)


def _rich(record: CaseRecord) -> CaseRecord:
    contacts = [
        {"kind": "email", "value": match[0], "mentions": (_mention(match),)} for match in _ADDRESS.finditer(record.text)
    ]
    actors = [
        {"id": f"actor-{match[0]}", "name": match[0], "names": (match[0],), "sector": "business", "named": True}
        | {"mentions": (_mention(match),)}
        for match in _GUILD.finditer(record.text)
    ]
    return revise(record, contacts=contacts, actors=actors)


def engine(mill: Mill, batches: Iterable[Batch]) -> Iterator[BatchResult]:
    """Records with each e-mail address as a contact, and each guild as an actor."""
    for batch in batches:
        captures = (
            Capture(
                source=batch.source, uri=task.uri, content=task.path.read_bytes(), captured_at="2030-01-01T00:00:00Z"
            )
            for task in batch.tasks
        )
        yield BatchResult(batch=batch, outcomes=tuple(milled(_rich(fake_record(capture))) for capture in captures))


def night(settings: Settings, pages: dict[str, str | bytes]) -> RunReport:
    """A run over these pages and no others."""
    set_pages(settings.home, pages)
    return run(settings, engine=engine)


def lines_of(folder: Path) -> dict[str, bytes]:
    """The lines of the release's records, by id."""
    content = zstandard.ZstdDecompressor().decompressobj().decompress((folder / RECORDS).read_bytes())
    return {json.loads(line)["id"]: line for line in content.splitlines()}


def replayed(cases: dict[str, object], folder: Path) -> dict[str, object]:
    """The records, by id, after the release's delta."""
    after = dict(cases)
    for line in (folder / DELTA).read_bytes().splitlines():
        change = json.loads(line)
        if change["op"] == "DEL":
            del after[change["id"]]
        else:
            assert (change["id"] in after) is (change["op"] == "MOD")
            after[change["id"]] = change["record"]
    return after
