"""Bytes to text: what charset a page is in, whatever it says of itself.

The ladder: byte order mark, escape codes, strict UTF-8, nearly UTF-8, what the page declares (`<meta>`), what the
outside declares (the HTTP header), what the bytes look like. A declaration that gives no believable text is a lie and
is passed over.
"""

import re
from itertools import islice

from extractors.readers.codec import codec_of, name_of
from extractors.readers.detection import COMMONEST, Detection, scores_of
from extractors.readers.signature import is_binary
from models.frozen import Frozen

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_META = re.compile(rb"""(?:<meta[^>]{0,200}?|<\?xml[^>]{0,100}?en)(?:charset|coding)\s*=\s*["']?([\w:.+-]+)""", re.I)
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_HEAD = 65_536
_ESCAPES = (b"\x1b$", b"\x1b(", b"\x0e", b"~{")
_CODES = ("utf-16", "utf-32", "iso2022", "hz")
_FEW = 0.05


class Decoded(Frozen):
    """A page's text, line ends LF, no byte order mark in front; `charset` is the standard's name for its encoding."""

    text: str
    charset: str


def decode(content: bytes, declared: str | None = None) -> Decoded | None:
    """The text of `content`, or None where it holds none; `declared` is the charset that the outside says.

    Broken bytes of a page that is otherwise sound become U+FFFD, as in a browser; no other character changes.
    """
    coded = _by_mark(content) or _by_code(content, codec_of(declared))
    if coded or is_binary(content):
        return coded
    claims = _claims(content, declared)
    unicode = _tried(content, "utf-8", most_broken=0.5 if "utf-8" in claims else 0.2)
    if unicode:
        return unicode
    looks = Detection(content)
    believed = [codec for codec in claims if codec != "utf-8" and not looks.belies(codec)]
    for most_broken in (0.0, _FEW):
        for codec in (*believed, looks.best):
            if decoded := _tried(content, codec, most_broken=most_broken):
                return decoded
    return _tried(content, COMMONEST, most_broken=1.0) if looks.is_mostly_ascii else None


def _claims(content: bytes, declared: str | None) -> list[str]:
    """The codecs that the page and the outside declare; wide ones cannot be meant where single bytes were read."""
    metas = _META.findall(_COMMENT.sub(b" ", content[:_HEAD]))
    written = filter(None, (codec_of(label.decode("ascii")) for label in metas))
    codecs = (next(written, None), codec_of(declared))
    return ["utf-8" if codec.startswith("utf-") else codec for codec in codecs if codec]


def _decoded(text: str, codec: str) -> Decoded:
    return Decoded(text=text.replace("\r\n", "\n").replace("\r", "\n"), charset=name_of(codec))


def _by_mark(content: bytes) -> Decoded | None:
    for mark, codec in _MARKS:
        if content.startswith(mark):
            return _tried(content[len(mark) :], codec, most_broken=0.5)
    return None


def _by_code(content: bytes, declared: str | None) -> Decoded | None:
    """Text in wide characters without a mark, or in a seven-bit code that switches by escapes."""
    if b"\0" in content or (content.isascii() and any(escape in content for escape in _ESCAPES)):
        codes = (codec for codec in (*islice(scores_of(content), 1), declared) if codec and codec.startswith(_CODES))
        codec = next(codes, "")
        orders = [codec] if codec.startswith(("iso", "hz")) or not codec else [f"{codec[:6]}-le", f"{codec[:6]}-be"]
        found = [decoded for each in orders if (decoded := _tried(content, each))]
        return max(found, key=lambda each: sum(map(str.isascii, each.text)), default=None)
    return None


def _tried(content: bytes, codec: str | None, *, most_broken: float = _FEW) -> Decoded | None:
    """The text that `codec` gives, unless more than that share of what is not ASCII is broken.

    A character cut off at the end of the page breaks nothing.
    """
    if not codec:
        return None
    try:
        return _decoded(content.decode(codec), codec)
    except UnicodeDecodeError as error:
        text = content.decode(codec, "replace")
        is_cut = error.end == len(content) and not text[:-1].isascii() and not codec.startswith(_CODES)
    broken = text.count("\ufffd") - is_cut
    beyond_ascii = sum(not character.isascii() for character in text)
    return _decoded(text, codec) if broken <= most_broken * beyond_ascii else None
