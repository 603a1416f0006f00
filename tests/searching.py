"""Indexes of records, for tests of the search alone."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import tantivy
from sqlalchemy import Engine

from models.record import CaseRecord, Section
from models.report import SearchResult
from pipeline.index.manifest import Manifest, write_manifest
from pipeline.index.schema import document_of, prepare, schema
from pipeline.index.search import parse_where, search
from pipeline.settings import Settings
from pipeline.store.database import identity_of, opened, reading
from tests.homes import make_home
from tests.records import mentioned, record, section

Search = Callable[..., SearchResult]


@contextmanager
def searched(home: Path, records: Iterable[CaseRecord]) -> Iterator[Search]:
    """What searches an index of the records."""
    settings = make_home(home, {})
    with opened(settings.database_url) as store:
        index_records(settings.processed / "index", store, records)
        yield searching(settings, store)


def searching(settings: Settings, store: Engine) -> Search:
    """What searches the home: a query, conditions as `--where` has them, and the search's own options."""

    def find(query: str, *where: str, **options: object) -> SearchResult:
        return search(settings.processed, store, query, [parse_where(each) for each in where], **options)

    return find


def index_records(folder: Path, store: Engine, records: Iterable[CaseRecord], *, generation: str = "1") -> None:
    """The index in `folder` is that of the records from now on, as if the store had nothing else."""
    (folder / generation).mkdir(parents=True)
    writer = prepare(tantivy.Index(schema(), path=str(folder / generation))).writer(50_000_000, num_threads=1)
    for number, each in enumerate(records):
        writer.add_document(document_of(each))
        if number % 5_000 == 4_999:
            writer.commit()
    writer.commit()
    writer.wait_merging_threads()
    with reading(store) as connection:
        write_manifest(folder, Manifest(generation=generation, store=identity_of(connection), position=0))


def case(name: str, text: str = "", *, language: str = "en", **parts: object) -> CaseRecord:
    """A case of that id and title, whose body holds the text; `actors` and such are names, `dates` values in EDTF."""
    named = {
        kind: [mentioned(kind, each, each) for each in names]
        for kind, names in parts.items()
        if kind in {"actors", "events", "persons", "places", "instruments"}
    }
    dates = [{"text": value, "value": value, "mentions": ()} for value in parts.get("dates", ())]
    sections = parts.get("sections", (told("Body", text),))
    return record(f"{name}.txt", id=name, title=name, language=language, sections=sections, dates=dates, **named)


def told(heading: str, text: str, *pairs: dict[str, object]) -> Section:
    """A section with words, and perhaps pairs."""
    plain = section(heading)
    filled = [{"question": "", "answer": "", "span": None, **pair} for pair in pairs]
    return Section.model_validate({**plain.model_dump(), "text": text, "pairs": filled})
