"""Text without what hides an address from machines but not from eyes: codes, invisible signs, wide letters, decoys."""

import re
from collections.abc import Callable
from functools import cache
from html import unescape
from itertools import accumulate
from typing import NamedTuple
from unicodedata import normalize
from urllib.parse import unquote

from extractors.entities.contacts.decoys import decoy_words

_INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe0f"
_WIDE = "\uff01-\uff5e\ufe50-\ufe6b\u2024\u3002\uff61ⓐ\U0001d400-\U0001d7ff"
_BLANK = "\xa0\u2000-\u200a\u202f\u205f\u3000"
# Where none of these stands, nothing is hidden: this costs a tenth of looking for what is.
_TELLING = re.compile(rf"[&%\\=+@{_INVISIBLE}{_WIDE}{_BLANK}]")
_ASCII_CODE = "[2-7][0-9a-fA-F]"
_SIGNS = {"ⓐ": "@", "。": ".", "｡": "."}


class Cleaned(NamedTuple):
    """Clean text; `origins` holds, for each of its characters and for its end, the offset in the text as it was."""

    text: str
    origins: tuple[int, ...] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The range of the text as it was."""
        return (start, end) if self.origins is None else (self.origins[start], self.origins[end])


def clean(text: str) -> Cleaned:
    """The text with codes read, invisible signs and decoys dropped, wide forms made plain and letters set together."""
    if not _TELLING.search(text):
        return Cleaned(text, None)
    pieces: list[str] = []
    widths: list[int] = []
    at = 0
    for match in _hiding().finditer(text):
        pieces.append(text[at : match.start()])
        widths += [1] * (match.start() - at)
        plain = _PLAIN[match.lastgroup or ""](match[0])
        width = match.end() - match.start()
        if plain:
            pieces.append(plain)
            widths += [*([0] * (len(plain) - 1)), width]
        elif widths:
            widths[-1] += width
        else:
            # Nothing stands before it that could carry its width.
            pieces.append(" ")
            widths.append(width)
        at = match.end()
    if not at:
        return Cleaned(text, None)
    pieces.append(text[at:])
    widths += [1] * (len(text) - at)
    return Cleaned("".join(pieces), tuple(accumulate(widths, initial=0)))


def _referred(code: str) -> str:
    """A reference may have been escaped more than once: `&amp;#64;`."""
    while (read := unescape(code)) != code:
        code = read
    return code


def _widened(sign: str) -> str:
    return _SIGNS.get(sign) or normalize("NFKC", sign)


_PLAIN: dict[str, Callable[[str], str]] = {
    "reference": _referred,
    "invisible": lambda _: "",
    "wide": _widened,
    "blank": lambda _: " ",
    "percent": unquote,
    "at": lambda _: "@",
    "escape": lambda code: chr(int(code[-2:], 16)),
    "slash": lambda _: "",
    "joined": lambda _: "",
    "apart": lambda letters: letters.replace(" ", ""),
    "decoy": lambda _: "",
}


@cache
def _hiding() -> re.Pattern[str]:
    decoy = decoy_words()
    return re.compile(
        r"(?P<reference>&(?:amp;)*(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|commat|period|lowbar|hyphen|dash|nbsp|shy|zwn?j);)"
        rf"|(?P<invisible>[{_INVISIBLE}]+)"
        rf"|(?P<wide>[{_WIDE}])|(?P<blank>[{_BLANK}])"
        rf"|(?P<percent>(?:%{_ASCII_CODE}){{2,}}|(?<=\w)%{_ASCII_CODE}(?=\w))|(?P<at>(?<=\w)=40(?=\w))|(?P<escape>\\(?:u00|x){_ASCII_CODE})"
        r"|(?P<slash>\\(?=[@._]))"
        r"""|(?P<joined>["'] ?\+ ?["'])"""
        r"|(?P<apart>(?<![\w.@])(?:[\w.+-] ){2,40}(?:@|\(at\)|\[at\])(?: [\w.-]){4,60}(?![\w@]))"
        rf"|(?P<decoy>(?i:(?<=[\w@.])[(\[{{<](?:{decoy})[)\]}}>]|[ ]?[(\[{{<](?:{decoy})[)\]}}>](?=[\w.]|[ ]?@)))"
    )
