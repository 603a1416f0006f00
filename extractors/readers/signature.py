"""Telling bytes that hold no text: known signatures, and bytes that text does not have."""

import re

_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or Office document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"\x1f\x8b\x08", "gzip data"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ\x00", "xz data"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"OggS\x00", "an Ogg file"),
    (b"ID3", "an MP3 file"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
)
_CONTAINERS = ((b"RIFF", 8, b"WEBP", "a WebP image"), (b"RIFF", 8, b"WAVE", "a sound"), (b"", 4, b"ftyp", "a video"))
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_HEAD = 65_536
_MOST_CONTROLS = 0.05
_FEW_CONTROLS = 4


def signature(content: bytes) -> str | None:
    """What `content` is by its first bytes, in words (`a PNG image`), or None."""
    for start, name in _SIGNATURES:
        if content.startswith(start):
            return name
    for start, offset, mark, name in _CONTAINERS:
        if content.startswith(start) and content[offset : offset + len(mark)] == mark:
            return name
    return None


def is_binary(content: bytes) -> bool:
    """Whether `content` has a NUL, or more control characters than any text.

    UTF-16 and UTF-32 have NULs too: ask only of bytes that are in neither.
    """
    if b"\0" in content:
        return True
    head = content[:_HEAD]
    return len(_CONTROL.findall(head)) > max(_FEW_CONTROLS, _MOST_CONTROLS * len(head))
