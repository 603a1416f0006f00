"""What a kind of organisation beside a name says of it: `Acme, a software company`, `the charity Acme`, `Acme (NGO)`"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from extractors.entities.actors.sectors import told_sector
from extractors.entities.naming.organisations import Head, kind_heads, match
from extractors.entities.naming.phrases import is_first, phrase_set
from extractors.entities.naming.words import Word, words_in
from extractors.vocabulary.grammar import grammar
from models.vocabulary import Sector

_HEAD_FIRST = frozenset({"fr", "es", "it", "pt"})
# So many words may stand between the article and the noun, or between the noun and the name that it describes.
_MOST_BEFORE_NOUN = 6
_MOST_BEHIND_NOUN = 4
_TELLING = 3
_MOST_BESIDE = 3
# Of towns' and schools' names the noun is a part: `Larch Valley library`.
_BESIDE = frozenset({Sector.CIVIL_SOCIETY, Sector.INTERMEDIARY, Sector.BUSINESS})
_OPENS = ("(", ",", "–", "—", "-")


class Kind(NamedTuple):
    """Words [first, last] are the noun of a kind of organisation."""

    first: int
    last: int
    head: Head


@lru_cache(maxsize=2048)
def kinds_in(text: str, language: str) -> tuple[Kind, ...]:
    """The nouns of kinds among the words of `text`, in order, the longest at each place."""
    return tuple(_kinds(words_in(text), language))


def _kinds(words: Sequence[Word], language: str) -> Iterator[Kind]:
    heads = kind_heads(language)
    index = 0
    while index < len(words):
        found = match(heads, words, index)
        if found is None:
            index += 1
            continue
        size, head = found
        yield Kind(index, index + size - 1, head)
        index += size


def sector_of(language: str, words: Sequence[Word], kind: Kind) -> Sector:
    """The sector that the noun and the words before it tell."""
    before = [word.folded for word in words[max(0, kind.first - _TELLING) : kind.first]]
    return told_sector(language, kind.head.sector, before, is_open=kind.head.open)


def described(
    language: str, words: Sequence[Word], first: int, last: int, kinds: Sequence[Kind]
) -> tuple[str, Sector] | None:
    """How a kind is said of the words [first, last] (apart from them, or right before) and its sector."""
    for kind in kinds:
        if kind.head.plural or kind.head.vague:
            continue
        if kind.last < first and _is_said_before(language, words, kind, first, last):
            return "described" if words[first].gap else "kind before", sector_of(language, words, kind)
        if kind.first > last and _is_said_after(language, words, kind, first, last):
            return "described", sector_of(language, words, kind)
    return None


def _is_said_before(language: str, words: Sequence[Word], kind: Kind, first: int, last: int) -> bool:
    """`the drone firm Acme`, `l'association d'habitants Acme`, `the cork association (ACA)`."""
    noun = words[kind.last]
    if grammar(language).capitals and noun.is_capital and not noun.is_acronym and not is_first(words, kind.first):
        return False
    after = words[last + 1].gap if last + 1 < len(words) else ""
    if words[first].gap == "(":
        return kind.last == first - 1 and after.startswith(")")
    if words[first].gap == ",":
        is_next = not any(word.gap for word in words[kind.last + 1 : first]) and first - kind.last <= _MOST_BEHIND_NOUN
        return is_next and after.startswith(",") and _has_article(language, words, kind)
    if words[first].gap not in ("", "“", '"', "«", "‘", "„"):
        return False
    if kind.last == first - 1:
        return True
    between = words[kind.last + 1 : first]
    return (
        language in _HEAD_FIRST
        and len(between) <= _MOST_BEHIND_NOUN
        and not any(word.gap or word.is_capital for word in between)
        and between[-1].folded not in phrase_set(language, "stops")
        and between[0].folded not in grammar(language).copulas
    )


def _goes_on(language: str, words: Sequence[Word], last: int) -> bool:
    """Whether a comma closes what is said of the name and no list goes on: `Acme, the operator, then`."""
    for index in range(last + 1, min(last + 2 + _MOST_BEFORE_NOUN, len(words))):
        if words[index].gap == ",":
            return words[index].text.islower() and words[index].folded not in grammar(language).bounds
        if words[index].gap:
            return False
    return False


def _has_article(language: str, words: Sequence[Word], kind: Kind) -> bool:
    for index in range(kind.first - 1, max(-1, kind.first - _MOST_BEFORE_NOUN), -1):
        if words[index + 1].gap:
            return False
        if words[index].folded in phrase_set(language, "articles"):
            return True
    return False


def _is_said_after(language: str, words: Sequence[Word], kind: Kind, first: int, last: int) -> bool:
    """`Acme (a trade association)`, `Acme, a Lowell-based technology firm`, `Acme is a charity`."""
    begins = last + 1
    if kind.first - begins > _MOST_BEFORE_NOUN:
        return False
    if not words[begins].gap:
        # `Larch Basel environmental organisation`
        beside = words[begins : kind.first + 1]
        if (
            last > first
            and kind.head.sector in _BESIDE
            and len(beside) < _MOST_BESIDE
            and all(each.text.islower() and not each.gap for each in beside)
        ):
            return True
    in_brackets = words[begins].gap == "("
    if not words[begins].gap and words[begins].folded in grammar(language).copulas:
        begins += 1
    elif words[begins].gap not in _OPENS:
        return False
    has_article = words[begins].folded in grammar(language).indefinite or (
        words[begins].gap == ","
        and words[begins].folded in phrase_set(language, "articles")
        and _goes_on(language, words, kind.last)
    )
    is_entry = words[begins].gap == "," and _is_entry(words, first, kind)
    if has_article or ((in_brackets or is_entry) and words[begins].folded in phrase_set(language, "articles")):
        has_article, begins = True, begins + 1
    elif not (in_brackets or is_entry) and (language not in _HEAD_FIRST or begins < kind.first):
        return False
    between = words[begins : kind.first]
    if any(word.gap not in ("", "-") for word in words[begins + (not has_article) : kind.first + 1]):
        return False
    return not any(word.folded in phrase_set(language, "stops") and word.text.islower() for word in between)


def _is_entry(words: Sequence[Word], first: int, kind: Kind) -> bool:
    """Whether name and kind are all of a line: `Larch, the port employers' association`."""
    after = kind.last + 1
    opens = first == 0 or "\n" in words[first].gap
    return opens and (after == len(words) or words[after].gap[:1] in (".", ";", "\n", "("))
