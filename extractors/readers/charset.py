"""Bytes to text: what charset a page is in, whatever it says of itself.

The ladder: byte order mark, escape codes, strict UTF-8, nearly UTF-8, what the page declares (`<meta>`), what the
outside declares (the HTTP header), what the bytes look like. A declaration that gives no believable text is a lie and
is passed over.
"""

import re

import chardet
from chardet.enums import EncodingEra

from extractors.readers.codec import codec_of, name_of
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
_HEAD = 4096
_ESCAPES = (b"\x1b$", b"\x1b(", b"\x0e", b"~{")
_CODES = ("utf-16", "utf-32", "iso2022", "hz")
_MARKUP = re.compile(rb"<[^<>]*>")
_ERAS = EncodingEra.ALL & ~EncodingEra.MAINFRAME
_WORD = re.compile(r"[^\W\d_]{3,}")
_C1 = re.compile("[\x80-\x84\x86-\x9f]")
_SAMPLE = 500_000
_SURE = 0.22
_IDLE = 0.04
_SOME = 0.3
_FEW = 0.05
_COMMONEST = "cp1252"  # what servers claim unasked, so that a sure guess is worth more; and better than an idle guess


class _Guess(Frozen):
    codec: str | None
    is_sure: bool


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
    guess = _guess(_MARKUP.sub(b" ", content[:_SAMPLE]))
    believed = [codec for codec in claims if codec != "utf-8" and not (codec == _COMMONEST and guess.is_sure)]
    for most_broken in (0.0, _FEW):
        claimed = (_tried(content, codec, most_broken=most_broken) for codec in believed)
        sound = next((each for each in claimed if each and _is_believable(each.text)), None)
        if sound := sound or _tried(content, guess.codec, most_broken=most_broken):
            return sound
    return None


def _claims(content: bytes, declared: str | None) -> list[str]:
    """The codecs that the page and the outside declare; wide ones cannot be meant where single bytes were read."""
    meta = _META.search(content[:_HEAD])
    codecs = map(codec_of, (meta[1].decode("ascii") if meta else None, declared))
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
        codes = (codec for codec in (_guess(content).codec, declared) if codec and codec.startswith(_CODES))
        return _tried(content, next(codes, None))
    return None


def _tried(content: bytes, codec: str | None, *, most_broken: float = _FEW) -> Decoded | None:
    """The text that `codec` gives, unless more than that share of what is not ASCII is broken."""
    if codec is None:
        return None
    try:
        return _decoded(content.decode(codec), codec)
    except UnicodeDecodeError:
        text = content.decode(codec, "replace")
    broken = text.count("\ufffd")
    beyond_ascii = sum(not character.isascii() for character in text)
    return _decoded(text, codec) if broken <= most_broken * beyond_ascii else None


def _is_believable(text: str) -> bool:
    """Whether words look written, not misread: no C1 controls, no scripts mixed, no Latin words all of accents."""
    if _C1.search(text):
        return False
    foreign = [word for word in _WORD.findall(text[:_SAMPLE]) if not word.isascii()]
    return 2 * sum(map(_is_odd, foreign)) <= max(len(foreign), 4)


def _is_odd(word: str) -> bool:
    latin = sum(character < "\u0250" or "\u1e00" <= character < "\u1f00" for character in word)
    plain = sum(character.isascii() for character in word)
    return plain == 0 if latin == len(word) else plain > 0


def _guess(sample: bytes) -> _Guess:
    told = chardet.detect(sample, encoding_era=_ERAS)
    codec = codec_of(told["encoding"])
    if codec == "iso8859-15" and sample.decode(codec) == sample.decode(_COMMONEST, "replace"):
        codec = _COMMONEST
    if codec and told["confidence"] < _IDLE and not codec.startswith(_CODES):
        codec = _COMMONEST if _beyond_ascii(sample) <= _SOME else None
    return _Guess(codec=codec, is_sure=told["confidence"] >= _SURE)


def _beyond_ascii(sample: bytes) -> float:
    solid = b"".join(sample.split())
    return sum(byte > 0x7F for byte in solid) / max(len(solid), 1)
