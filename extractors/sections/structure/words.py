"""Words of forms that are laid out by labels: from `vocabulary/<language>/labels.yaml`."""

from functools import cache

from extractors.folding import fold
from extractors.vocabulary import vocabulary
from models.frozen import Frozen

_LANGUAGES = ("en", "fr", "de", "es")


class LabelWords(Frozen):
    """Labels that ask nothing: `contact` says how to reach somebody, `notes` what a line is.

    `columns`: what heads the columns of a form laid out as a table: `Field | Value`, `Question | Answer`.
    """

    contact: frozenset[str]
    notes: frozenset[str]
    columns: frozenset[str]


def only_labels(label: str) -> bool:
    """Whether `label` only says how to reach somebody, or what the line is: `E-mail`, `Project website`, `Source`."""
    words = fold(label)
    return words in _folded("notes") or not _folded("contact").isdisjoint({words, words.rpartition(" ")[2]})


def heads_form(column: str) -> bool:
    """Whether `column` heads a column of any form: `Field`, `Answer`."""
    return fold(column) in _folded("columns")


@cache
def _folded(which: str) -> frozenset[str]:
    lists = (vocabulary(language, "labels", LabelWords) for language in _LANGUAGES)
    return frozenset(fold(each) for words in lists for each in getattr(words, which))
