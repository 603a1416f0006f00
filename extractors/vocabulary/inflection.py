"""Singular and plural by rule, so that word lists need only name the singular."""

import re
from functools import cache

# The words before which a French noun phrase's head ends: what follows keeps its number (`chambre de commerce`).
_FRENCH_LINKS = frozenset(
    {"a", "à", "au", "aux", "d", "de", "des", "du", "en", "et", "la", "le", "les", "par", "pour", "sur"}
)
_ENGLISH_LINKS = frozenset({"against", "and", "at", "by", "for", "from", "in", "into", "of", "on", "to", "with"})
_IRREGULAR = {
    "en": {"man": "men", "woman": "women", "person": "people", "child": "children", "criterion": "criteria"},
    "fr": {
        "oeil": "yeux",
        "travail": "travaux",
        "bail": "baux",
        "festival": "festivals",
        "bal": "bals",
        "carnaval": "carnavals",
    },
}
_ENGLISH_SINGULARS = {many: one for one, many in _IRREGULAR["en"].items()}
_CLIPPED = re.compile(r"^[dl]['’]", re.IGNORECASE)


@cache
def plural(word: str, language: str) -> str:
    """The plural of one singular word, in lower case as given; a word that does not change comes back as it is."""
    irregular = _IRREGULAR.get(language, {}).get(word)
    if irregular:
        return irregular
    return _french(word) if language == "fr" else _english(word)


@cache
def forms(phrase: str, language: str) -> tuple[str, ...]:
    """The phrase and, where it differs, its plural: the head's number changes, its complement's does not.

    `chamber of commerce` gives `chambers of commerce`; `pôle régional de santé` gives `pôles régionaux de santé`.
    """
    words = phrase.split()
    links = _FRENCH_LINKS if language == "fr" else _ENGLISH_LINKS
    ends = next((i for i, word in enumerate(words) if i and (word in links or _CLIPPED.match(word))), len(words))
    changed = range(ends) if language == "fr" else range(ends - 1, ends)
    many = " ".join(plural(word, language) if i in changed else word for i, word in enumerate(words))
    return (phrase,) if many == phrase else (phrase, many)


@cache
def singular(word: str, language: str) -> str:
    """A folded word without its plural's ending, for comparing; a singular that ends likewise is cut the same way."""
    if language == "fr":
        return re.sub(r"(?<=..)[sx]$", "", re.sub(r"aux$", "al", re.sub(r"eaux$", "eau", word)))
    if word in _ENGLISH_SINGULARS:
        return _ENGLISH_SINGULARS[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return re.sub(r"(?<=..)(?<![sui])s$", "", re.sub(r"(?<=s|x|z|h)es$", "", word))


def _english(word: str) -> str:
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    if re.search(r"(?:s|x|z|ch|sh)$", word):
        return word + "es"
    return word + "s"


def _french(word: str) -> str:
    if word[-1:] in "sxz":
        return word
    if word.endswith(("eau", "eu", "au")):
        return word + "x"
    if word.endswith("al"):
        return word[:-2] + "aux"
    return word + "s"
