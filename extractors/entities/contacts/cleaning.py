"""Text without what hides an address from machines but not from eyes: entities, invisible signs, wide letters."""

import re
from html import unescape
from itertools import accumulate
from typing import NamedTuple
from urllib.parse import unquote

_HIDING = re.compile(
    r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|commat|period|lowbar|hyphen|dash);"
    "|[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+"  # no width of their own
    "|[\uff01-\uff5e\ufe52\ufe6b\u2024]"  # wide and small forms
    r"|(?<=\w)%(?:40|2[eE])(?=\w)"
    r"|[\"'] ?\+ ?[\"']"  # strings that a script joins
    r"|(?<![\w.@])(?:[\w.+-] ){2,40}@(?: [\w.-]){4,60}(?![\w@])"  # letters set apart
    "|\xa0"
)
_WIDE = {**{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}, 0xFE52: ".", 0xFE6B: "@", 0x2024: "."}


class Cleaned(NamedTuple):
    """Clean text; `origins` holds, for each of its characters and for its end, the offset in the text as it was."""

    text: str
    origins: tuple[int, ...] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The range of the text as it was."""
        return (start, end) if self.origins is None else (self.origins[start], self.origins[end])


def clean(text: str) -> Cleaned:
    """The text with entities decoded, invisible signs dropped and wide forms made plain."""
    if not _HIDING.search(text):
        return Cleaned(text, None)
    pieces: list[str] = []
    widths: list[int] = []
    at = 0
    for match in _HIDING.finditer(text):
        pieces.append(text[at : match.start()])
        widths += [1] * (match.start() - at)
        plain = _plain(match[0])
        pieces.append(plain)
        if plain:
            widths += [*([0] * (len(plain) - 1)), match.end() - match.start()]
        elif widths:
            widths[-1] += match.end() - match.start()
        else:
            # Nothing stands before it that could carry its width.
            pieces.append(" ")
            widths.append(match.end() - match.start())
        at = match.end()
    pieces.append(text[at:])
    widths += [1] * (len(text) - at)
    return Cleaned("".join(pieces), tuple(accumulate(widths, initial=0)))


def _plain(hidden: str) -> str:
    if hidden.startswith("&"):
        return unescape(hidden)
    if hidden == "\xa0":
        return " "
    if hidden.startswith("%"):
        return unquote(hidden)
    if " @ " in hidden:
        return hidden.replace(" ", "")
    return hidden.translate(_WIDE) if ord(hidden[0]) in _WIDE else ""
