"""How words are made comparable: without case and accents, and as stems of their language."""

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

import tantivy
import yaml

STEMMERS = {"en": "English", "fr": "French", "de": "German", "es": "Spanish"}
_MOST_LETTERS = 100
_REMEMBERED = 200_000


def fold(text: str) -> list[str]:
    """The text's words without case and accents."""
    plain = text if text.isascii() else unicodedata.normalize("NFC", text)
    return [word[:_MOST_LETTERS] for word in _words().analyze(plain)]


def fold_value(text: str) -> str:
    """A whole value without case, accents, and blanks beyond one."""
    plain = " ".join(text.split())
    return plain.lower() if plain.isascii() else "".join(_whole().analyze(unicodedata.normalize("NFC", plain)))


@lru_cache(maxsize=_REMEMBERED)
def stem(language: str, word: str) -> str:
    """The stem of a folded word; the word itself in a language that has no stemmer here."""
    return "".join(_stemmer(language).analyze(word)) if language in STEMMERS else word


def stems_of(words: Iterable[str], languages: Collection[str]) -> tuple[str, ...]:
    """Each different stem that the folded words have in one of the languages."""
    return tuple(dict.fromkeys(stem(language, word) for word in words for language in (*languages, "")))


def meaningful(words: Sequence[str], languages: Mapping[str, int]) -> list[str]:
    """The folded words but the stop words of the language that they are most likely in; all, where no other is left.

    `languages` says how many cases there are in each: the more frequent wins where words tell too little.
    """
    stopped = {language: sum(word in stops for word in words) for language, stops in stop_words().items()}
    spoken = [language for language in languages if language in stopped] or ["en"]
    best = max(spoken, key=lambda language: (stopped[language], languages.get(language, 0)))
    # One such word alone tells no language: 'war' is English, too.
    main = max(spoken, key=lambda language: languages.get(language, 0))
    stops = stop_words()[best if stopped[best] > 1 else main]
    return [word for word in words if word not in stops] or list(words)


@cache
def stop_words() -> Mapping[str, frozenset[str]]:
    """The folded stop words of each language."""
    listed = yaml.safe_load(Path(__file__).with_name("stopwords.yaml").read_text(encoding="utf-8"))
    return {language: frozenset(words.split()) for language, words in listed.items()}


@cache
def _words() -> tantivy.TextAnalyzer:
    return _folding(tantivy.Tokenizer.simple())


@cache
def _whole() -> tantivy.TextAnalyzer:
    return _folding(tantivy.Tokenizer.raw())


@cache
def _stemmer(language: str) -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw())
    return builder.filter(tantivy.Filter.stemmer(STEMMERS[language])).build()


def _folding(tokenizer: tantivy.Tokenizer) -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tokenizer).filter(tantivy.Filter.lowercase())
    return builder.filter(tantivy.Filter.ascii_fold()).build()
