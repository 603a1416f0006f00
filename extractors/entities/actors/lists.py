"""What a list says of the names in it: the examples of a kind of body, and the neighbours of a body's name."""

from collections.abc import Iterable, Iterator, Sequence

from extractors.entities.actors.describing import Kind
from extractors.entities.naming.phrases import phrase_set
from extractors.entities.naming.spots import Extent
from extractors.entities.naming.words import Word

_OPENS = ("(", ",", ":", "–", "—")
_PARTS = (",", ";", "/", "\n")
# An adjective may follow the noun: `entreprises sidérurgiques (Acme)`.
_MOST_BEHIND = 3


def examples(language: str, words: Sequence[Word], kinds: Sequence[Kind]) -> Iterator[Extent]:
    """Where examples of a kind stand: `four incubators, among them Larch and Lynx`, `retailers (Acme, Bolt)`."""
    for kind in kinds:
        start = _start(language, words, kind.last + 1) if kind.head.plural else None
        if start is not None:
            end = _end(language, words, start)
            if words[start].is_capital and end >= start:
                yield start, end


def _start(language: str, words: Sequence[Word], index: int) -> int | None:
    """Where the examples after a kind begin, nothing where none are opened."""
    small = phrase_set(language, "examples")
    for start in range(index, min(index + _MOST_BEHIND, len(words))):
        if words[start].gap not in ("", *_OPENS) or (words[start].is_capital and not words[start].gap):
            return None
        if words[start].gap in _OPENS or words[start].folded in small:
            while start < len(words) and words[start].folded in small:
                start += 1
            return start if start < len(words) else None
    return None


def _end(language: str, words: Sequence[Word], start: int) -> int:
    end = start
    while end + 1 < len(words) and words[end + 1].gap in ("", ",", "&", "-", "/"):
        after = words[end + 1]
        if not after.is_capital and not {after.folded}.issubset(
            phrase_set("en", "ands") | phrase_set(language, "articles")
        ):
            break
        end += 1
    return end


def neighbours(words: Sequence[Word], bodies: Iterable[Extent]) -> tuple[frozenset[int], frozenset[int]]:
    """The words with which a body's neighbours in a list begin, and those with which they end."""
    begins, ends = set(), set()
    for first, last in bodies:
        after = _past(words, last + 1) if last + 1 < len(words) and _is_parted(words, last + 1) else None
        if after is not None:
            begins.add(after)
        before = first
        while before and words[before - 1].folded in phrase_set("en", "all_articles") and not words[before].gap:
            before -= 1
        if before and _is_parted(words, before):
            ends.add(before - 1)
        elif before > 1 and words[before - 1].folded in phrase_set("en", "ands") and not words[before].gap:
            ends.add(before - 2)
    return frozenset(begins), frozenset(ends)


def _is_parted(words: Sequence[Word], index: int) -> bool:
    return words[index].gap in _PARTS or (not words[index].gap and words[index].folded in phrase_set("en", "ands"))


def _past(words: Sequence[Word], index: int) -> int | None:
    """The first word from `index` on that is no `and` and no article."""
    small = phrase_set("en", "ands") | phrase_set("en", "all_articles")
    while index < len(words) and words[index].folded in small:
        index += 1
    return index if index < len(words) else None
