"""When two wordings count as the same: folding and similarity for comparing records with gold, never for storing."""

import re
import unicodedata
from collections import Counter

from rapidfuzz import fuzz

SAME_WORDING = 90.0

_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', "«": '"', "»": '"'})
_ARTICLE = re.compile(r"^(?:(?:the|le|la|les)\s+|l'\s*)(?=\S)")
_WORD = re.compile(r"[^\W_]+")
_EDGES = " \t\n.,;:!?\"'…·-–—"


def words(text: str) -> tuple[str, ...]:
    """The folded words; punctuation, bullets and markup are none."""
    return tuple(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def name(text: str) -> str:
    """A name folded for equality: case, blanks, quotes, end punctuation and a leading article do not count."""
    folded = " ".join(unicodedata.normalize("NFKC", text).casefold().translate(_QUOTES).split()).strip(_EDGES)
    return _ARTICLE.sub("", folded)


def alike(one: str, other: str) -> bool:
    """Whether two headings or prompts have the same wording, give or take a typing error."""
    return closeness(one, other) > 0


def closeness(one: str, other: str) -> float:
    """How alike two wordings are (up to 100), 0 where they are not the same."""
    return fuzz.ratio(" ".join(words(one)), " ".join(words(other)), score_cutoff=SAME_WORDING)


def token_f1(one: str, other: str) -> float:
    """How many words two names share, 0 to 1."""
    left, right = Counter(words(one)), Counter(words(other))
    shared = (left & right).total()
    return 2 * shared / (left.total() + right.total()) if shared else 0.0


def url(address: str) -> str:
    """An address without scheme, trailing slash and the case of its host."""
    bare = re.sub(r"^[a-z][a-z0-9+.-]*://", "", address.strip(), flags=re.IGNORECASE)
    host, slash, path = bare.partition("/")
    return (host.casefold() + slash + path).rstrip("/")
