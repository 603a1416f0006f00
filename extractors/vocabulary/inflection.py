"""Singular and plural by rule, so that word lists need only name the singular."""

import re
from functools import cache

from extractors.vocabulary import vocabulary
from models.frozen import Frozen

_CLIPPED = re.compile(r"^[dl]['’]", re.IGNORECASE)
Change = tuple[str, str]


class InflectionList(Frozen):
    """`<language>/inflection.yaml`.

    `plurals` and `singulars` are endings (patterns) and what takes their place, the first that fits; `cases` likewise
    give further forms of a plural. A phrase's head ends before one of `links`. `agrees`: all words before them take
    the number, not the last alone.
    """

    plurals: tuple[Change, ...]
    singulars: tuple[Change, ...]
    cases: tuple[Change, ...] = ()
    links: tuple[str, ...] = ()
    agrees: bool = False


@cache
def plural(word: str, language: str) -> str:
    """The plural of one singular word; a word that does not change comes back as it is."""
    return _changed(word, _rules(language).plurals)


@cache
def forms(phrase: str, language: str) -> tuple[str, ...]:
    """The phrase and, where they differ, its plurals: the head's number changes, its complement's does not.

    `chamber of commerce` gives `chambers of commerce`; `pôle régional de santé` gives `pôles régionaux de santé`.
    """
    words, rules = phrase.split(), _rules(language)
    ends = next((i for i, word in enumerate(words) if i and (word in rules.links or _CLIPPED.match(word))), len(words))
    changed = range(ends) if rules.agrees else range(ends - 1, ends)
    many = " ".join(plural(word, language) if i in changed else word for i, word in enumerate(words))
    # Cases show at the end of the phrase alone.
    return tuple(dict.fromkeys((phrase, many, _changed(many, rules.cases))))


@cache
def singular(word: str, language: str) -> str:
    """A folded word without its plural's ending, for comparing; a singular that ends likewise is cut the same way."""
    return _changed(word, _rules(language).singulars)


def _rules(language: str) -> InflectionList:
    rules: InflectionList = vocabulary(language, "inflection", InflectionList)
    return rules


def _changed(word: str, changes: tuple[Change, ...]) -> str:
    for ending, other in changes:
        changed, times = re.subn(ending, other, word, count=1)
        if times:
            return changed
    return word
