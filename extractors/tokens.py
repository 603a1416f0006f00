"""A passage as folded words that keep their place: what rules for phrases read."""

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from extractors.folding import words_of

# The short words that French elides onto the next (`l'aide`, `qu'un`): tokens of their own, written without the mark.
_ELIDED = frozenset({"c", "d", "j", "jusqu", "l", "lorsqu", "m", "n", "puisqu", "qu", "s", "t"})
_HYPHENS = "-‐‑"
_POSSESSIVES = ("' ", "’ ")
_CLOSERS = "\"'’”»)]*_-–— \t\n\xa0\u202f"
_ENDS = ".!?:;•·▪|…"


class Token(NamedTuple):
    """The word `text[start:end]`, folded."""

    start: int
    end: int
    word: str


# `Token._make` without its check: this is the innermost step of all rules.
_as_token: Callable[[tuple[int, int, str]], Token] = partial(tuple.__new__, Token)


@lru_cache(maxsize=1024)
def tokens_of(text: str) -> tuple[Token, ...]:
    """The words of `text` in order; an elided word stands apart from the one that it leans on."""
    if "'" not in text and "’" not in text:
        return tuple(map(_as_token, words_of(text)))
    found: list[Token] = []
    for word in map(_as_token, words_of(text)):
        elided = word.word.partition("'")[0] if "'" in word.word else ""
        if elided in _ELIDED and len(word.word) > len(elided) + 1:
            found.append(Token(word.start, word.start + len(elided), elided))
            found.append(Token(word.start + len(elided) + 1, word.end, word.word[len(elided) + 1 :]))
        else:
            found.append(word)
    return tuple(found)


def gap(text: str, tokens: Sequence[Token], index: int) -> str:
    """What stands between the token at `index` and the one after it."""
    return text[tokens[index].end : tokens[index + 1].start]


def hyphened(text: str, tokens: Sequence[Token], index: int) -> bool:
    """Whether a hyphen alone ties the token to the next one."""
    return gap(text, tokens, index) in _HYPHENS


def adjoined(text: str, tokens: Sequence[Token], index: int) -> bool:
    """Whether the token and the next are parted by no more than one blank, a hyphen or an apostrophe."""
    between = gap(text, tokens, index)
    if len(between) == 1:
        return between.isspace() or between in _HYPHENS or between in "'’"
    return between in _POSSESSIVES


def capital(text: str, token: Token) -> bool:
    """Whether the word begins with a capital letter."""
    return text[token.start].isupper()


def opens_sentence(text: str, token: Token) -> bool:
    """Whether the word stands first in the passage or after a sentence's end, so that its capital tells nothing."""
    before = text[: token.start].rstrip(_CLOSERS + "“«([")
    return not before or before[-1] in _ENDS
