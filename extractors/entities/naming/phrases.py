"""Small words beside and within proper names, from `vocabulary/<language>/phrases.yaml`."""

from collections.abc import Sequence
from functools import cache

from extractors.entities.naming.words import Word
from extractors.folding import fold_word
from extractors.vocabulary import vocabulary
from extractors.vocabulary.grammar import grammar
from models.frozen import Frozen

_ENDS_OF_SENTENCES = frozenset(".!?:;•·*\n")
_STEM = 4


class PhraseWords(Frozen):
    """One language's file: words by what they say of the capitalised words beside them."""

    stops: tuple[str, ...]
    verbs: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    copulas: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
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
    examples: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    small_of: tuple[str, ...] = ()
    governing: tuple[str, ...] = ()
    prepositions: tuple[str, ...] = ()
    on_heads: tuple[str, ...] = ()
    subject_words: tuple[str, ...] = ()
    houses: tuple[str, ...] = ()
    hyphen_links: tuple[str, ...] = ()
    twos: tuple[str, ...] = ()
    betweens: tuple[str, ...] = ()


@cache
def phrase_set(language: str, which: str) -> frozenset[str]:
    """One of a language's lists, folded."""
    return frozenset(fold_word(word) for word in getattr(vocabulary(language, "phrases", PhraseWords), which))


def is_first(words: Sequence[Word], index: int) -> bool:
    """Whether a sentence or a line begins with `words[index]`."""
    return index == 0 or any(sign in _ENDS_OF_SENTENCES for sign in words[index].gap)


def is_french_adjective(word: Word) -> bool:
    """Whether a small word looks like a French adjective, by its ending."""
    rules = grammar("fr")
    if word.is_capital or word.folded in rules.bounds:
        return False
    return len(word.folded) > _STEM and word.folded.endswith(rules.adjectives)
