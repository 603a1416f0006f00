"""Runs of capitalised words: where proper names stand, model or no model."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from extractors.entities.naming.extents import head_at
from extractors.entities.naming.phrases import is_first, phrase_set
from extractors.entities.naming.words import Word, words_in
from extractors.vocabulary.grammar import grammar

_MOST_LINKS = 3
# An ampersand stays within a name; so do the point of an abbreviation and the hyphen of `Bau- und Wohnungsamt`.
_WITHIN = ("", "&")


@lru_cache(maxsize=2048)
def runs_in(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """The longest stretches [first, last] of words that begin and end with a capital, small links between.

    Articles and other small words that merely begin a sentence are left out; a comma ends a run.
    """
    return tuple(_runs(words_in(text), language))


def _runs(words: Sequence[Word], language: str) -> Iterator[tuple[int, int]]:
    index = 0
    while index < len(words):
        if not words[index].is_capital or _is_small(words, index, language):
            index += 1
            continue
        last = run_end(words, index, language)
        yield index, last
        index = last + 1


def run_end(words: Sequence[Word], first: int, language: str) -> int:
    """The last word of the stretch that begins at `first`."""
    last = first
    while (after := _next_capital(words, first, last, language)) is not None:
        last = after
    return last


def _next_capital(words: Sequence[Word], first: int, last: int, language: str) -> int | None:
    links = _links(words, first, last, language)
    if language == "de" and links and (after := _after_purpose(words, last)) is not None:
        return after
    for after in range(last + 1, min(last + 2 + _MOST_LINKS, len(words))):
        word = words[after]
        if not _is_within(words, after):
            return None
        if word.is_capital or (after == last + 1 and not word.gap and _is_number_of_name(words, after)):
            return after
        if word.folded not in links and not _is_subject(words, last, after):
            return None
    return None


def _after_purpose(words: Sequence[Word], last: int) -> int | None:
    """The noun of what a German body is for, its article and adjectives passed: `Institut für ländliche Räume`."""
    rules = grammar("de")
    after = last + 2
    if after >= len(words) or words[last + 1].folded != "fur" or words[last + 1].gap:
        return None
    while after < len(words) and not words[after].gap and not words[after].is_capital:
        if words[after].folded not in rules.definite and not words[after].folded.endswith(rules.adjectives):
            return None
        after += 1
    return after if after < len(words) and not words[after].gap else None


def _is_number_of_name(words: Sequence[Word], index: int) -> bool:
    """Whether a number may belong to the name before it: not a share (`Region Larch 20 %`)."""
    following = words[index + 1].gap if index + 1 < len(words) else ""
    return words[index].text[0].isdigit() and not following.startswith(("%", "€", "$", "£"))


def _links(words: Sequence[Word], first: int, last: int, language: str) -> frozenset[str]:
    """The small words that may go on with a name; where every noun has a capital, only after a head noun."""
    if last + 1 < len(words) and words[last + 1].folded == "the":
        # `in May the Larch Trust`
        return frozenset()
    if language != "de":
        return phrase_set("en", "links")
    if any(head_at(words, index) is not None for index in range(first, last + 1)):
        return phrase_set("de", "links")
    return frozenset()


def _is_within(words: Sequence[Word], index: int) -> bool:
    gap = words[index].gap
    if gap == ".":
        before = words[index - 1]
        return len(before.text) == 1 or before.folded in phrase_set("en", "abbreviations")
    if gap == "-":
        return words[index].folded in phrase_set("en", "hyphen_links")
    return gap in _WITHIN


def _is_small(words: Sequence[Word], index: int, language: str) -> bool:
    word = words[index]
    if word.is_acronym and len(word.text) > 1 and not (index == 0 and word.folded in ("in", "on")):
        return False
    if word.folded in phrase_set("en", "name_starts") and not is_first(words, index):
        return not (index + 1 < len(words) and words[index + 1].is_capital and not words[index + 1].gap)
    return word.folded in phrase_set(language, "stops") or (
        is_first(words, index) and word.folded in phrase_set(language, "verbs")
    )


def _is_subject(words: Sequence[Word], last: int, index: int) -> bool:
    """Whether `on` tells what a body is for: `Council on Foreign Relations`."""
    return words[index].folded == "on" and index == last + 1 and words[last].folded in phrase_set("en", "on_heads")
