"""Documents that are ZIP archives of XML parts, opened with care: nothing is unpacked before its size is known.

Open Packaging Conventions (ECMA-376 part 2) and OpenDocument packages (ISO/IEC 26300 part 3). Both allow stored and
deflated entries only, and no document type declarations, with which XML could name files or grow without bound.
"""

import re
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from models.errors import EncryptedPageError, OversizedPageError, UnreadablePageError

_MEGABYTE = 1024 * 1024
_MOST_XML = 16 * _MEGABYTE  # many times a book; its tree takes a gigabyte
_MOST = 512 * _MEGABYTE
_IS_ENCRYPTED = 1
_OPENING = b"PK\x03\x04"
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
DAMAGED = "is damaged: open it in an office program and save it anew, or fetch it again"


def entries_of(content: bytes) -> frozenset[str] | None:
    """The names of the entries; empty where `content` is an archive that cannot be opened, None where it is none."""
    if not content.startswith(_OPENING):
        return None
    try:
        with ZipFile(BytesIO(content)) as archive:
            return frozenset(archive.namelist())
    except (BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError):
        return frozenset()


def parts_of(content: bytes, *names: str) -> dict[str, bytes]:
    """The XML parts called `names`, or all where none are named; those that are not there are left out.

    Raises EncryptedPageError, OversizedPageError (by the sizes that the archive declares, and which reading holds it
    to), or UnreadablePageError.
    """
    try:
        with ZipFile(BytesIO(content)) as archive:
            _refuse(archive)
            chosen = [each for each in archive.namelist() if (each in names if names else _is_xml(each))]
            return {each: _harmless(archive.read(each)) for each in chosen}
    except (BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError) as error:
        raise UnreadablePageError(DAMAGED) from error


def _refuse(archive: ZipFile) -> None:
    entries = archive.infolist()
    if any(each.flag_bits & _IS_ENCRYPTED for each in entries):
        raise EncryptedPageError("is encrypted: save it without a password")
    if any(each.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for each in entries):
        raise UnreadablePageError("is packed in a way that its format does not know: save it anew")
    xml = sum(each.file_size for each in entries if _is_xml(each.filename))
    total = sum(each.file_size for each in entries)
    if xml > _MOST_XML or total > _MOST:
        size, limit = (xml, _MOST_XML) if xml > _MOST_XML else (total, _MOST)
        raise OversizedPageError(
            f"would unpack to {size / _MEGABYTE:.0f} MB, more than the {limit // _MEGABYTE} MB that are safe:"
            " split it, or leave it out"
        )


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


def _harmless(part: bytes) -> bytes:
    """The part, which is in UTF-8 or UTF-16 as both standards ask; nothing can then hide from the search below."""
    if not part.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<"):
        raise UnreadablePageError(DAMAGED)
    if _DECLARATION.search(part.replace(b"\0", b"")):
        raise UnreadablePageError("declares its own XML entities, which no office program does: leave it out")
    return part
