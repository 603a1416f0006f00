"""Where a noun phrase begins and ends, without a parser: from `vocabulary/<language>/phrases.yaml`."""

from collections.abc import Sequence
from functools import cache

from extractors.entities.naming.words import Word
from extractors.folding import fold_word
from extractors.vocabulary import vocabulary
from models.frozen import Frozen

_MOST_MODIFIERS = 4
_ENDS_OF_SENTENCES = frozenset(".!?:;•·*\n")
_PLURAL_LOOKALIKES = ("ss", "us", "is", "ics", "ous")


class PhraseWords(Frozen):
    """One language's file; English lists what cannot stand before a head, French what can stand after one."""

    stops: tuple[str, ...]
    verbs: tuple[str, ...] = ()
    either: tuple[str, ...] = ()
    participles: tuple[str, ...] = ()
    plurals: tuple[str, ...] = ()
    adjectives_ly: tuple[str, ...] = ()
    paired: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    definite: tuple[str, ...] = ()
    indefinite: tuple[str, ...] = ()
    copulas: tuple[str, ...] = ()
    praises: tuple[str, ...] = ()
    compounds: tuple[str, ...] = ()
    place_links: tuple[str, ...] = ()
    all_articles: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    ands: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    list_openers: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    name_starts: tuple[str, ...] = ()
    name_bars: tuple[str, ...] = ()
    small_of: tuple[str, ...] = ()
    governing: tuple[str, ...] = ()
    prepositions: tuple[str, ...] = ()
    on_heads: tuple[str, ...] = ()
    hyphen_links: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    complements: tuple[str, ...] = ()


@cache
def phrase_set(language: str, which: str) -> frozenset[str]:
    """One of a language's lists, folded."""
    return frozenset(fold_word(word) for word in getattr(vocabulary(language, "phrases", PhraseWords), which))


def is_first(words: Sequence[Word], index: int) -> bool:
    """Whether a sentence or a line begins with `words[index]`."""
    return index == 0 or any(sign in _ENDS_OF_SENTENCES for sign in words[index].gap)


def left_edge(words: Sequence[Word], head: int, language: str) -> int:
    """The index of the first word of the noun phrase whose head is `words[head]`."""
    if language not in ("en", "fr"):
        # Without a list of what cannot modify, nothing does.
        return head
    if language == "fr":
        return head - 1 if head and _is_near(words, head) and _in("fr", "before", words[head - 1]) else head
    index = head
    while index and head - index < _MOST_MODIFIERS and _is_near(words, index):
        if _modifies(words, index - 1):
            index -= 1
        elif index < head and _is_pair(words, index):
            index -= 2
        else:
            break
    return index


def right_edge(words: Sequence[Word], last: int, language: str) -> int:
    """The index of the last word of the noun phrase whose head ends at `words[last]`; in French modifiers follow it."""
    if language != "fr":
        return last
    index = last
    while index + 1 < len(words) and index - last < _MOST_MODIFIERS and _is_near(words, index + 1):
        step = _step_right(words, index + 1)
        if not step:
            break
        index += step
    return index


def _step_right(words: Sequence[Word], index: int) -> int:
    word = words[index]
    if is_french_adjective(word):
        return 1
    if word.folded in ("de", "d'", "du", "des", "d’"):
        after = index + 1
        if after < len(words) and words[after].folded in ("l'", "l’", "la"):
            after += 1
        if after < len(words) and _is_near(words, after) and _in("fr", "complements", words[after]):
            return after - index + 1
    return 0


def is_french_adjective(word: Word) -> bool:
    """Whether a small word looks like a French adjective, by a list or its ending."""
    if word.is_capital or _in("fr", "stops", word):
        return False
    return _in("fr", "adjectives", word) or (
        len(word.folded) > 4 and word.folded.endswith(_folded_endings()) and not _in("fr", "complements", word)
    )


@cache
def _folded_endings() -> tuple[str, ...]:
    return tuple(sorted(phrase_set("fr", "endings")))


def _is_near(words: Sequence[Word], index: int) -> bool:
    return words[index].gap in ("", "-")


def _is_pair(words: Sequence[Word], index: int) -> bool:
    if index < 2 or words[index - 1].folded not in ("and", "or", "&") or words[index - 1].gap not in ("", "-"):
        return False
    first = words[index - 2]
    return first.folded in phrase_set("en", "paired") or first.folded.endswith("-owned")


def _modifies(words: Sequence[Word], index: int) -> bool:
    word = words[index]
    folded = word.folded
    if _in("en", "stops", word) or _in("en", "verbs", word):
        return False
    if word.owns:
        return folded.endswith("s") and not word.is_capital
    if folded.isdigit():
        return index > 0 and words[index - 1].is_capital and _is_near(words, index) and not is_first(words, index - 1)
    if word.is_capital:
        return not _is_verb_here(words, index) if is_first(words, index) else True
    if "-" in folded:
        return True
    if folded.endswith("ly"):
        return _in("en", "adjectives_ly", word)
    if folded.endswith(("ed", "ing")):
        return _in("en", "participles", word)
    if folded.endswith("s") and not folded.endswith(_PLURAL_LOOKALIKES):
        return _in("en", "plurals", word)
    return not _is_verb_here(words, index)


def _is_verb_here(words: Sequence[Word], index: int) -> bool:
    word = words[index]
    if word.folded.endswith(("ed", "ing", "ly")) and "-" not in word.folded:
        return not _in("en", "participles", word) and not _in("en", "adjectives_ly", word)
    if not _in("en", "either", word):
        return False
    if is_first(words, index):
        return True
    before = words[index - 1]
    return before.gap == "" and (_in("en", "cues", before) or _ends_plural(before))


def _ends_plural(word: Word) -> bool:
    folded = word.folded
    return folded.endswith("s") and not folded.endswith(_PLURAL_LOOKALIKES) and not word.owns


def _in(language: str, which: str, word: Word) -> bool:
    return word.folded in phrase_set(language, which)
