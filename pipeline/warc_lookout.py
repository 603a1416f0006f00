"""The pages in a WARC file (ISO 28500), or in a folder of such files."""

from collections.abc import Iterator, Mapping
from email.message import Message
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from models.errors import SettingsError
from pipeline import archive
from pipeline.arrivals import Copy, Look, chunks
from pipeline.fetch.outcomes import FetchCode
from pipeline.sources import SourceSettings
from pipeline.store.unfetched import Failure

_AT_ONCE = 100
_ENDINGS = (".warc", ".warc.gz")


class WarcLookout:
    """The newest page of each address. Raises SettingsError where there is no such file."""

    def __init__(self, source: SourceSettings, home: Path, raw: Path, *, limit: int) -> None:
        self._place = f"sources/{source.name}.toml: path"
        self._files = _files(self._place, home / (source.path or ""))
        self._raw = raw
        self._limit = limit

    def looks(self) -> Iterator[Look]:
        """All pages, by file and place within it. Raises SettingsError where a file is no WARC."""
        for some in chunks(self._read_newest(), _AT_ONCE):
            yield Look(
                copies={uri: found for uri, found in some if isinstance(found, Copy)},
                failures=tuple(found for _, found in some if isinstance(found, Failure)),
            )

    def keep(self, copies: Mapping[str, Copy]) -> tuple[Mapping[str, Copy], tuple[Failure, ...]]:
        """All of them: they were kept when they were read."""
        return copies, ()

    def total(self) -> int:
        """How many addresses there are."""
        return len(self._newest())

    def _newest(self) -> dict[str, int]:
        """Where each address has its newest capture; of those of one second the last."""
        newest: dict[str, tuple[str, int]] = {}
        for number, record in enumerate(self._records()):
            uri, date = _uri(record), _date(record)
            if uri not in newest or newest[uri][0] <= date:
                newest[uri] = (date, number)
        return {uri: number for uri, (_, number) in newest.items()}

    def _read_newest(self) -> Iterator[tuple[str, Copy | Failure]]:
        newest = self._newest()
        for number, record in enumerate(self._records()):
            if newest[_uri(record)] == number:
                yield _uri(record), self._read(record)

    def _read(self, record: ArcWarcRecord) -> Copy | Failure:
        uri = _uri(record)
        content = record.content_stream().read(self._limit + 1)
        if len(content) > self._limit:
            allowed = f"more than the {self._limit / 2**20:.1f} MB allowed"
            told = f"{uri} has, or unpacks to, {allowed}: raise max_page_bytes, or leave it out"
            return Failure(uri=uri, code=FetchCode.OVERSIZED, message=told)
        declared = Message()
        declared["Content-Type"] = _declared(record)
        return Copy(
            sha256=archive.keep_bytes(self._raw, content),
            media_type=declared.get_content_type() if _declared(record) else None,
            charset=declared.get_content_charset(),
            captured_at=_date(record),
        )

    def _records(self) -> Iterator[ArcWarcRecord]:
        """The records of pages: what a server gave when all was well, and what was put there without one."""
        for path in self._files:
            try:
                with path.open("rb") as file:
                    for record in ArchiveIterator(file):
                        status = record.http_headers.get_statuscode() if record.http_headers else ""
                        if record.rec_type == "resource" or (record.rec_type == "response" and status == "200"):
                            yield record
            except (ArchiveLoadFailed, OSError, EOFError) as error:
                raise SettingsError(f"{self._place}: {path} is no whole WARC file ({error})") from error


def _files(place: str, path: Path) -> tuple[Path, ...]:
    if path.is_file():
        return (path,)
    files = tuple(sorted(each for each in path.rglob("*") if each.name.endswith(_ENDINGS)))
    if not files:
        raise SettingsError(f"{place}: {path} is no WARC file, nor a folder with any; name one")
    return files


def _uri(record: ArcWarcRecord) -> str:
    return str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")


def _date(record: ArcWarcRecord) -> str:
    # Later versions of the format allow parts of a second.
    return str(record.rec_headers.get_header("WARC-Date") or "")[:19] + "Z"


def _declared(record: ArcWarcRecord) -> str:
    headers = record.http_headers or record.rec_headers
    return str(headers.get_header("Content-Type") or "")
