"""What lies where in WARC files (ISO 28500): each address's newest bytes, and which files are damaged."""

import gzip
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

_PIECE = 1 << 16
# What a file that was cut or changed trips in warcio, besides its own error.
_DAMAGES = (ArchiveLoadFailed, OSError, EOFError, AttributeError, ValueError, IndexError, zlib.error)
_GZIP = b"\x1f\x8b"
# The scheme of pages that came from a folder and have no address; after it the source, and the path in the folder.
FOLDER_SCHEME = "casemill:"


class Page(NamedTuple):
    """An address, and when its bytes were captured, in RFC 3339."""

    uri: str
    date: str


class Index(NamedTuple):
    """`pages` are those of each record that has the newest bytes of some, by its number.

    `lost` are addresses whose bytes are in no file; `damaged` says what is wrong with a file.
    """

    pages: Mapping[int, Sequence[Page]]
    lost: frozenset[str]
    damaged: Mapping[Path, str]


class _Noted(NamedTuple):
    """A record; with a `target` it is a revisit, whose bytes are those of that page, or any with the same payload."""

    number: int
    page: Page
    payload: str
    target: Page | None


def build_index(files: Sequence[Path]) -> Index:
    """The index of the files. A revisit may make older bytes, or those of another address, the newest."""
    damaged: dict[Path, str] = {}
    noted = [found for number, record in read_records(files, damaged) if (found := _noted(number, record))]
    own = {each.page: each for each in noted if each.target is None}
    payloads = {each.payload: each for each in own.values() if each.payload}
    newest: dict[str, tuple[int, Page]] = {}
    lost = set()
    for each in sorted(noted, key=lambda each: (each.page.date, each.number)):
        held = own.get(each.target) or payloads.get(each.payload) if each.target else each
        if held is None:
            lost.add(each.page.uri)
        else:
            newest[each.page.uri] = (held.number, held.page if held.page.uri == each.page.uri else each.page)
    pages: defaultdict[int, list[Page]] = defaultdict(list)
    for number, page in newest.values():
        pages[number].append(page)
    return Index(pages, frozenset(lost - newest.keys()), damaged)


def read_records(files: Sequence[Path], damaged: dict[Path, str]) -> Iterator[tuple[int, ArcWarcRecord]]:
    """The records of each file up to its first damage, which goes to `damaged`, numbered throughout."""
    number = 0
    for path in files:
        try:
            with path.open("rb") as file:
                for record in ArchiveIterator(file):
                    number += 1
                    yield number, record
                    if not _is_whole(record):
                        raise EOFError("a record ends too soon")
            _check_end(path)
        except _DAMAGES as error:
            damaged[path] = str(error)


def _check_end(path: Path) -> None:
    """Raises EOFError where the file ends within the head of a record, which warcio passes over in silence."""
    with path.open("rb") as file:
        is_packed = file.read(2) == _GZIP
    last = b""
    with gzip.open(path) if is_packed else path.open("rb") as file:
        while piece := file.read(_PIECE):
            last = (last + piece)[-4:]
    if last.strip(b"\r\n\0"):
        raise EOFError("it ends too soon")


def _noted(number: int, record: ArcWarcRecord) -> _Noted | None:
    page, payload = Page(_uri(record), _date(record, "WARC-Date")), _header(record, "WARC-Payload-Digest")
    if record.rec_type == "revisit":
        target = Page(_header(record, "WARC-Refers-To-Target-URI"), _date(record, "WARC-Refers-To-Date"))
        return _Noted(number, page, payload, target)
    is_page = record.rec_type == "resource" or (record.rec_type == "response" and _status(record) == "200")
    # What was cut short when it was captured is not the page.
    is_good = is_page and not _header(record, "WARC-Truncated") and _is_whole(record)
    return _Noted(number, page, payload, None) if is_good else None


def _is_whole(record: ArcWarcRecord) -> bool:
    while record.raw_stream.read(_PIECE):
        pass
    return not record.raw_stream.limit


def _status(record: ArcWarcRecord) -> str:
    return str(record.http_headers.get_statuscode()) if record.http_headers else ""


def _uri(record: ArcWarcRecord) -> str:
    uri = _header(record, "WARC-Target-URI")
    return unquote(uri.partition("/")[2]) if uri.startswith(FOLDER_SCHEME) else uri


def _date(record: ArcWarcRecord, name: str) -> str:
    # Later versions of the format allow parts of a second.
    return _header(record, name)[:19] + "Z"


def _header(record: ArcWarcRecord, name: str) -> str:
    # Some write addresses in angle brackets.
    return str(record.rec_headers.get_header(name) or "").strip("<>")
