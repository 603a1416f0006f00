"""Names of things by what is said of them: `Tilleul: this event …`, `The Tilleul is a fair that …`."""

import re
from collections.abc import Iterator, Sequence

from extractors.entities.nouns.spotting import Spotted
from extractors.tokens import Token, adjoined, capital, gap, tokens_of
from extractors.vocabulary.grammar import Grammar, grammar
from extractors.vocabulary.lexicon import Lexicon, Spot, lexicon, spots

_LABEL = re.compile(r"[^\w«“\"]*(?P<label>[^:.;!?()\n]{2,60}?)[”\"»]?(?:\s?[:–—]|\s-)\s+(?=\S)")
_LABEL_WORDS = 6
_MODIFIERS = 3
_SUBJECT_WORDS = 5


def defined(text: str, language: str, subject: str) -> Iterator[Spotted]:
    """The names that `text` defines as things of the list: at its beginning with a colon, or before an `is a`."""
    words, rules = lexicon(language, subject), grammar(language)
    tokens = tokens_of(text)
    found = spots(text, language, subject)
    if not found:
        return
    label = _LABEL.match(text)
    if label and _may_name(label["label"], words, rules):
        first = next((index for index, each in enumerate(tokens) if each.start >= label.end()), len(tokens))
        told = next((each for each in found if _describes(tokens, each, first, rules)), None)
        if told:
            own = next((each for each in found if tokens[each.last].end <= label.end("label")), told)
            yield _named(label.start("label"), label.end("label"), own)
    for each in found:
        subject_span = _subject(text, tokens, each, words, rules)
        if subject_span:
            yield _named(*subject_span, each)


def _named(start: int, end: int, told: Spot) -> Spotted:
    return Spotted(start, end, told.sense.entry.form, told.sense.noun, named=True, bare=False, plural=told.sense.plural)


def _may_name(label: str, words: Lexicon, rules: Grammar) -> bool:
    """Whether a label is short, and not one that heads any paragraph (`Results`)."""
    parts = [token.word for token in tokens_of(label)]
    if not 0 < len(parts) <= _LABEL_WORDS or parts[0] in rules.bounds - rules.definite:
        return False
    return words.headings.isdisjoint(parts) and any(part not in rules.loose for part in parts)


def _describes(tokens: Sequence[Token], told: Spot, first: int, rules: Grammar) -> bool:
    """Whether what stands from `first` on says `this …`, `a …` or `… is a …` of the noun."""
    article = _article(tokens, told, rules)
    if article is None or article < first:
        return False
    if article == first:
        return True
    copula = article - 1
    return tokens[copula].word in rules.copulas and copula - first <= _SUBJECT_WORDS


def _article(tokens: Sequence[Token], told: Spot, rules: Grammar) -> int | None:
    """Where the indefinite article or `this` stands that the noun goes with."""
    for index in range(told.first - 1, max(-1, told.first - 2 - _MODIFIERS), -1):
        word = tokens[index].word
        if word in rules.indefinite or word in rules.demonstrative:
            return index
        if word in rules.bounds or word in rules.copulas:
            return None
    return None


def _subject(text: str, tokens: Sequence[Token], told: Spot, words: Lexicon, rules: Grammar) -> tuple[int, int] | None:
    """The name that stands before `is a` and the noun, or, after an article, before a comma, `a` and the noun."""
    article = _article(tokens, told, rules)
    if not article or tokens[article].word not in rules.indefinite or not _tells(tokens, told, article, words):
        return None
    if tokens[article - 1].word in rules.copulas:
        last = article - 2
        if last < 0 or not gap(text, tokens, last).isspace():
            return None
        first = _name_start(text, tokens, last, rules)
        return (tokens[first].start, tokens[last].end) if first <= last else None
    last = article - 1
    first = _name_start(text, tokens, last, rules)
    apposed = gap(text, tokens, last) == ", " and 0 < first <= last and tokens[first - 1].word in rules.definite
    return (tokens[first].start, tokens[last].end) if apposed else None


def _tells(tokens: Sequence[Token], told: Spot, article: int, words: Lexicon) -> bool:
    """Whether the noun, with the words before it, says that it is such a thing."""
    sense = told.sense
    beside = {tokens[index].word for index in range(article + 1, told.first)}
    return sense.entry.needs == "nothing" or sense.noun in words.general or not sense.company.isdisjoint(beside)


def _name_start(text: str, tokens: Sequence[Token], last: int, rules: Grammar) -> int:
    """The first of the capitalised words, small ones between, that end at `last`; `last` + 1 where there is none."""
    first = last + 1
    at = last
    while at >= 0 and last - at < _SUBJECT_WORDS and (at == last or adjoined(text, tokens, at)):
        if capital(text, tokens[at]) and tokens[at].word not in rules.bounds:
            first = at
        elif tokens[at].word not in rules.links or first > last:
            break
        at -= 1
    return first
