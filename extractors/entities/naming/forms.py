"""Surface forms of one thing: which names on a page mean the same."""

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from extractors.folding import fold
from models.candidate import Candidate, Page

Found = TypeVar("Found", bound=Candidate)
Key = TypeVar("Key", bound=Hashable)

_ARTICLES = re.compile(r"^(?:the|an?|l|les?|la|une?|der|die|das|de|het) (?=\S)")
_PLURAL_INITIALS = re.compile(r"\b([A-Z]{2,})['’]?s\b")
_INITIALS = re.compile(r"\b(\w) (?=\w\b)")


def words_of(text: str, start: int, end: int) -> str:
    """The words of a range on one line."""
    return " ".join(text[start:end].split())


def bare(name: str) -> str:
    """The folded name without a leading article or possessive endings; initials are joined (`U.S.` gives `us`)."""
    folded = _INITIALS.sub(r"\1", fold(name.replace("’", "'")))
    return _ARTICLES.sub("", re.sub(r"'s?\b", "", folded))


def singular(word: str) -> str:
    """A folded word without the plural's ending, by rule alike for English and French; only good for comparing."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if re.search(r"(?:ss|us|is)$", word) or len(word) < 3:
        return word
    if re.search(r"(?:[sxz]|ch|sh)es$", word):
        return word[:-2]
    if word.endswith("aux"):
        return word[:-3] + "al"
    return word[:-1] if word.endswith("s") else word


def same_spelling(name: str) -> str:
    """What `LaunchPad` and `Launch Pad` share, `organisation` and `organizations`, `co-operative` and `cooperative`."""
    joined = "".join(singular(word) for word in bare(_PLURAL_INITIALS.sub(r"\1", name)).split())
    return re.sub(r"iz(?=ation|e|ing)", "is", joined)


def group(page: Page, candidates: Sequence[Found], key: Callable[[str], Hashable] = bare) -> list[list[Found]]:
    """The candidates in groups of equal `key`, groups and members in page order."""
    groups: dict[Hashable, list[Found]] = {}
    for each in candidates:
        groups.setdefault(key(page.text[each.start : each.end]), []).append(each)
    return list(groups.values())


def merge(keys: Iterable[Key], pairs: Iterable[tuple[Key, Key]]) -> list[list[Key]]:
    """The keys in sets that `pairs` tie together, in the order in which they are given."""
    parent = {key: key for key in keys}

    def root(key: Key) -> Key:
        while parent[key] != key:
            key = parent[key]
        return key

    order = {key: place for place, key in enumerate(parent)}
    for one, other in pairs:
        first, second = sorted((root(one), root(other)), key=order.__getitem__)
        parent[second] = first
    sets: dict[Key, list[Key]] = {}
    for key in parent:
        sets.setdefault(root(key), []).append(key)
    return list(sets.values())
