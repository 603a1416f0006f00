"""Names of things by what is said of them: `Tilleul: this event …`, `The Tilleul is a fair that …`."""

import re
from collections.abc import Iterator, Sequence

from extractors.entities.spotting import Spotted
from extractors.tokens import Token, adjoined, capital, gap, tokens_of
from extractors.vocabulary.grammar import Grammar, grammar
from extractors.vocabulary.lexicon import Lexicon, Spot, lexicon, spots

_LABEL = re.compile(r"[^\w«“\"]*(?P<label>[^:.;!?()\n]{2,60}?)[”\"»]?\s?(?::|–|—)\s+(?=\S)")
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
        subject_span = _subject(text, tokens, each, rules)
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


def _subject(text: str, tokens: Sequence[Token], told: Spot, rules: Grammar) -> tuple[int, int] | None:
    """The name that stands before `is a` and the noun, if capitals make it one."""
    article = _article(tokens, told, rules)
    if not article or tokens[article].word not in rules.indefinite or tokens[article - 1].word not in rules.copulas:
        return None
    last = article - 2
    first = last + 1
    while first > 0 and last - first + 1 < _SUBJECT_WORDS and capital(text, tokens[first - 1]):
        if tokens[first - 1].word in rules.bounds or not adjoined(text, tokens, first - 1):
            break
        first -= 1
    if first > last or not gap(text, tokens, last).isspace():
        return None
    return tokens[first].start, tokens[last].end
