"""A source's pages as a WARC file (ISO 28500): the newest bytes of each that is not gone."""

from io import BytesIO
from pathlib import Path
from urllib.parse import quote

from warcio.warcwriter import WARCWriter

from pipeline import archive
from pipeline.durable import incoming, settle
from pipeline.settings import Settings
from pipeline.sources import load_sources
from pipeline.store.database import opened, reading
from pipeline.store.pages import CapturedPage, newest_captures
from pipeline.warc_index import FOLDER_SCHEME


def export_warc(settings: Settings, name: str, target: Path) -> int:
    """How many pages of the source `name` were written to `target`, gzipped record by record.

    Raises UnknownNameError where no source is called so, StoreError where archived bytes are damaged.
    """
    (source,) = load_sources(settings.home, [name])
    with opened(settings.database_url) as store, reading(store) as connection:
        pages = newest_captures(connection, source.name)
    with incoming(target.absolute().parent) as file:
        writer = WARCWriter(file, gzip=True)
        for page in pages:
            _write(writer, source.name, page, archive.read(settings.raw, page.sha256))
        settle(file, target.absolute())
    return len(pages)


def _write(writer: WARCWriter, source: str, page: CapturedPage, content: bytes) -> None:
    record = writer.create_warc_record(
        page.uri if "://" in page.uri else f"{FOLDER_SCHEME}{source}/{quote(page.uri)}",
        "resource",
        payload=BytesIO(content),
        length=len(content),
        warc_headers_dict={"WARC-Date": page.captured_at},
    )
    # Without one nothing was declared; the library would put one there.
    record.content_type = _declared(page)
    writer.write_record(record)


def _declared(page: CapturedPage) -> str | None:
    return f"{page.media_type}; charset={page.charset}" if page.media_type and page.charset else page.media_type
