"""What became of a prompt: the state of its answer, and its typed value where words alone give it."""

import re
from collections.abc import Iterator
from functools import cache

from pydantic import Field

from extractors.folding import fold
from extractors.vocabulary import vocabulary
from models.frozen import Frozen
from models.template import Prompt
from models.vocabulary import AnswerType, PairState

_TICKED = re.compile(r"(?:\[\s*[xX✓✔]\s*\]|\(\s*[xX✓✔]\s*\)|[☒☑✓✔])\s*(.+)")
_UNTICKED = re.compile(r"(?:\[\s*\]|\(\s*\)|☐)")


class AnswerWords(Frozen):
    """Whole answers that say 'not known', and words that open an answer of yes, no or partly; folded.

    `qualifiers` may stand before or after the first: `not known yet`.
    """

    unknown: frozenset[str] = Field(min_length=1)
    qualifiers: frozenset[str]
    yes: frozenset[str]
    no: frozenset[str]
    partly: frozenset[str]


@cache
def answer_words(language: str) -> AnswerWords:
    """The words of `language`, and the English ones: forms are often filled in with `n/a` in any language."""
    lists = [vocabulary(each, "answers", AnswerWords) for each in (language, "en")]

    def folded(name: str) -> frozenset[str]:
        return frozenset(fold(word) for words in lists for word in getattr(words, name))

    return AnswerWords(**{name: folded(name) for name in AnswerWords.model_fields})


def state_of(answer: str, language: str, unknown: tuple[str, ...] = ()) -> PairState:
    """Whether `answer` is one, says that it is not known (`Unknown`, `n/a`, `-`), or is blank.

    `unknown` are the template's own words for 'not known'.
    """
    if not answer.strip():
        return PairState.BLANK
    known = answer_words(language)
    words = fold(answer)
    meant = known.unknown.union(map(fold, unknown))
    is_unknown = not words or not meant.isdisjoint(_unqualified(words, known.qualifiers))
    return PairState.UNKNOWN if is_unknown else PairState.ANSWERED


def _unqualified(words: str, qualifiers: frozenset[str]) -> Iterator[str]:
    """The answer as it is, and without a word such as `yet` or `so far` at either end."""
    yield words
    for each in qualifiers:
        yield words.removeprefix(f"{each} ").removesuffix(f" {each}")


def value_of(answer: str, prompt: Prompt, language: str) -> str | tuple[str, ...] | None:
    """The typed value of an answered prompt; None for a date or amount (see `typed`), or where it does not show."""
    if prompt.type is AnswerType.YES_NO:
        return yes_no_of(answer, language)
    if prompt.type is AnswerType.CHOICE:
        return _chosen(answer, prompt.options) or None
    return answer if prompt.type is AnswerType.TEXT else None


def yes_no_of(answer: str, language: str) -> str | None:
    """`yes`, `no` or `partly`, as the answer begins; None where it begins otherwise."""
    words, opening = answer_words(language), fold(answer)
    for value, openings in (("partly", words.partly), ("yes", words.yes), ("no", words.no)):
        if any(opening == each or opening.startswith(f"{each} ") for each in openings):
            return value
    return None


def _chosen(answer: str, options: tuple[str, ...]) -> tuple[str, ...]:
    """The options that the answer names, or that are ticked in it where it bears ticks."""
    if _TICKED.search(answer) or _UNTICKED.search(answer):
        answer = "\n".join(_TICKED.findall(answer))
    folded = f" {fold(answer)} "
    chosen = []
    for option in sorted(options, key=len, reverse=True):
        words = f" {fold(option)} "
        if words in folded:
            chosen.append(option)
            folded = folded.replace(words, " | ")  # so that `local` is not found again within `local and regional`
    return tuple(option for option in options if option in chosen)
