"""Folding: words made comparable. Only for comparing; what is stored is stored as found."""

import re
from functools import lru_cache
from unicodedata import combining, normalize

_WORD = re.compile(r"[^\W_]+(?:['’`´][^\W_]+)*")
_UNDECOMPOSED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "’": "'", "`": "'"}
)


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """Lower case without accents, quotes straight: `Pôle` gives `pole`, `SME’s` gives `sme's`."""
    decomposed = normalize("NFKD", word.casefold().translate(_UNDECOMPOSED))
    return "".join(character for character in decomposed if not combining(character)).translate(_UNDECOMPOSED)


def fold(text: str) -> str:
    """The folded words of `text`, joined by one blank; punctuation is gone."""
    return " ".join(fold_word(word) for word in _WORD.findall(text))


def words_of(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int, str]]:
    """The words of `text[start:end]` as (start, end, folded), offsets into `text`."""
    stop = len(text) if end is None else end
    return [(match.start(), match.end(), fold_word(match[0])) for match in _WORD.finditer(text, start, stop)]
