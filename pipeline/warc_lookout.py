"""The pages in a WARC file (ISO 28500), or in a folder of such files."""

from collections.abc import Iterator, Mapping, Sequence
from email.message import Message
from functools import cached_property
from pathlib import Path

from sqlalchemy import Engine as Store
from warcio.recordloader import ArcWarcRecord

from models.errors import SettingsError
from pipeline import archive
from pipeline.arrivals import Copy, Look, chunks
from pipeline.fetch.outcomes import FetchCode
from pipeline.sources import SourceSettings
from pipeline.store.database import reading
from pipeline.store.pages import live_uris
from pipeline.store.unfetched import Failure
from pipeline.warc_index import Index, Page, build_index, read_records

_AT_ONCE = 100
_ENDINGS = (".warc", ".warc.gz")


class WarcLookout:
    """The newest page of each address. Raises SettingsError where there is no such file."""

    def __init__(self, source: SourceSettings, home: Path, store: Store, raw: Path, *, limit: int) -> None:
        self._name = source.name
        self._place = f"sources/{source.name}.toml: path"
        self._files = _files(self._place, home / (source.path or ""))
        self._store = store
        self._raw = raw
        self._limit = limit

    def looks(self) -> Iterator[Look]:
        """All pages, by file and place within it. Raises SettingsError where no file is a WARC.

        Of a damaged file the pages before the damage; no page is taken for gone then.
        """
        for some in chunks(self._read(), _AT_ONCE):
            yield Look(
                copies={uri: found for uri, found in some if isinstance(found, Copy)},
                failures=tuple(found for _, found in some if isinstance(found, Failure)),
            )
        yield self._look_at_files()

    def keep(self, copies: Mapping[str, Copy]) -> tuple[Mapping[str, Copy], tuple[Failure, ...]]:
        """All of them: they were kept when they were read."""
        return copies, ()

    def total(self) -> int:
        """How many addresses there are."""
        return sum(map(len, self._index.pages.values())) + len(self._index.lost)

    @cached_property
    def _index(self) -> Index:
        index = build_index(self._files)
        if index.damaged and not index.pages:
            path, damage = next(iter(index.damaged.items()))
            raise SettingsError(f"{self._place}: {path} is no WARC file ({damage}); name one")
        return index

    def _read(self) -> Iterator[tuple[str, Copy | Failure]]:
        for number, record in read_records(self._files, {}):
            if pages := self._index.pages.get(number):
                yield from self._read_record(record, pages)
        for uri in sorted(self._index.lost):
            told = f"{uri} is only said to be as it was, and no file has it as it was: add the file that has"
            yield uri, Failure(uri=uri, code=FetchCode.UNREADABLE, message=told)

    def _read_record(self, record: ArcWarcRecord, pages: Sequence[Page]) -> Iterator[tuple[str, Copy | Failure]]:
        content = record.content_stream().read(self._limit + 1)
        if len(content) > self._limit:
            allowed = f"more than the {self._limit / 2**20:.1f} MB allowed"
            for uri, _ in pages:
                told = f"{uri} has, or unpacks to, {allowed}: raise max_page_bytes, or leave it out"
                yield uri, Failure(uri=uri, code=FetchCode.OVERSIZED, message=told)
            return
        digest = archive.keep_bytes(self._raw, content)
        declared = Message()
        declared["Content-Type"] = _declared(record)
        kind = declared.get_content_type() if _declared(record) else None
        for uri, date in pages:
            charset = declared.get_content_charset()
            yield uri, Copy(sha256=digest, media_type=kind, charset=charset, captured_at=date)

    def _look_at_files(self) -> Look:
        damaged = self._index.damaged
        missing: tuple[str, ...] = ()
        if damaged:
            with reading(self._store) as connection:
                there = {uri for pages in self._index.pages.values() for uri, _ in pages}
                missing = tuple(sorted(live_uris(connection, self._name) - there - self._index.lost))
        return Look(
            copies={},
            missing=missing,
            leads=tuple(str(path) for path in self._files if path not in damaged),
            lost_leads=tuple(_damage(path, reason) for path, reason in damaged.items()),
        )


def _damage(path: Path, reason: str) -> Failure:
    told = f"{path} is no whole WARC file ({reason}): its pages before the damage are taken; fetch it again"
    return Failure(uri=str(path), code=FetchCode.UNREADABLE, message=told)


def _files(place: str, path: Path) -> tuple[Path, ...]:
    if path.is_file():
        return (path,)
    files = tuple(sorted(each for each in path.rglob("*") if each.name.endswith(_ENDINGS)))
    if not files:
        raise SettingsError(f"{place}: {path} is no WARC file, nor a folder with any; name one")
    return files


def _declared(record: ArcWarcRecord) -> str:
    headers = record.http_headers or record.rec_headers
    return str(headers.get_header("Content-Type") or "")
