"""Which mentions on a page are of one and the same thing."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeVar

from extractors.entities.evidence import passage_at
from extractors.folding import fold
from extractors.tokens import capital, opens_sentence, tokens_of
from extractors.vocabulary.grammar import grammar
from extractors.vocabulary.inflection import singular
from extractors.vocabulary.lexicon import lexicon, spots
from models.candidate import Candidate, Page

Found = TypeVar("Found", bound=Candidate)

# What may stand between a thing and the name that follows it in quotes.
_QUOTING = frozenset(" \xa0«“\"'‘*_")
_WIDTH = 3


class Mentioned(NamedTuple):
    """A mention as it is compared.

    `words`: its words in the singular, without articles, ordinals and light words; `noun`: the one that says what sort
    of thing it is, or nothing. `named`: a capital or a number makes it a name. `pointing`: `this` stands before it;
    `new`: an article that brings in something new does.
    """

    words: frozenset[str]
    noun: str
    named: bool
    pointing: bool
    new: bool

    @property
    def bare(self) -> bool:
        """Whether it says no more than what sort of thing it is."""
        return self.words == {self.noun}


def same_things(
    page: Page, found: Sequence[Found], subject: str, aliases: Sequence[str | None] = ()
) -> list[list[Found]]:
    """The mentions in groups of one thing each, groups and members in page order.

    Of one thing are mentions of the same words; a short form and a fuller one (`Water Law`, `national Water Law`); a
    sort of thing alone and what was last called so; what `this` points at; a thing and its name in quotes.
    `aliases` has for each mention the long form that it stands for, or None.
    """
    order = sorted(range(len(found)), key=lambda index: (found[index].start, found[index].end))
    found = [found[index] for index in order]
    seen = [_mentioned(page, each, subject) for each in found]
    groups = _Groups(len(found))
    _unite_equal(seen, groups)
    _unite_short(seen, groups)
    _unite_bare(seen, groups)
    _unite_pointing(page, found, subject, seen, groups)
    _unite_aliases(page, found, [aliases[index] for index in order] if aliases else (), groups)
    return [[found[place] for place in group] for group in groups.all()]


class _Groups:
    """Numbers in groups; a group is known by its least."""

    def __init__(self, size: int) -> None:
        self._above = list(range(size))

    def root(self, number: int) -> int:
        while self._above[number] != number:
            number = self._above[number]
        return number

    def unite(self, one: int, other: int) -> None:
        first, last = sorted((self.root(one), self.root(other)))
        self._above[last] = first

    def all(self) -> list[list[int]]:
        groups: dict[int, list[int]] = {}
        for number in range(len(self._above)):
            groups.setdefault(self.root(number), []).append(number)
        return list(groups.values())


def _unite_equal(seen: Sequence[Mentioned], groups: _Groups) -> None:
    first: dict[frozenset[str], int] = {}
    for place, each in enumerate(seen):
        if not each.bare:
            groups.unite(place, first.setdefault(each.words, place))


def _unite_short(seen: Sequence[Mentioned], groups: _Groups) -> None:
    """A form joins the nearest fuller one before it, else the next after it."""
    for place, each in enumerate(seen):
        if each.words and not each.bare and (each.noun in each.words or (each.named and not each.noun)):
            fuller = [other for other, rival in enumerate(seen) if each.words < rival.words]
            if fuller:
                groups.unite(place, _nearest(fuller, place))


def _unite_bare(seen: Sequence[Mentioned], groups: _Groups) -> None:
    """`the workshops` are all workshops without a name, where there are such; `the directive` is the one last named."""
    for noun in dict.fromkeys(each.noun for each in seen if each.bare):
        alike = [place for place, each in enumerate(seen) if each.noun == noun]
        bare = [place for place in alike if seen[place].bare]
        plain = [place for place in alike if not seen[place].named and (not seen[place].bare or seen[place].new)]
        named = [place for place in alike if seen[place].named and not seen[place].bare]
        for place in bare + plain:
            groups.unite(place, _nearest(named, place) if named and not plain else bare[0])


def _unite_pointing(
    page: Page, found: Sequence[Found], subject: str, seen: Sequence[Mentioned], groups: _Groups
) -> None:
    """`This event` is what the passage spoke of before; so is the name in quotes right after a thing."""
    general = lexicon(page.language, subject).general
    for place in range(1, len(found)):
        before, after = found[place - 1], found[place]
        points = seen[place].pointing and seen[place].noun in general
        if points and passage_at(page, before.start) == passage_at(page, after.start):
            groups.unite(place - 1, place)
        between = page.text[before.end : after.start]
        if 1 < len(between) <= _WIDTH and _QUOTING.issuperset(between) and not between.isspace():
            groups.unite(place - 1, place)


def _unite_aliases(page: Page, found: Sequence[Found], aliases: Sequence[str | None], groups: _Groups) -> None:
    longs = {fold(page.text[each.start : each.end]): place for place, each in reversed(list(enumerate(found)))}
    for place, alias in enumerate(aliases):
        if alias is not None and fold(alias) in longs:
            groups.unite(place, longs[fold(alias)])


def _nearest(places: Sequence[int], place: int) -> int:
    """The last of `places` (in order) before `place`, else the first after it."""
    before = [each for each in places if each < place]
    return before[-1] if before else places[0]


def _mentioned(page: Page, found: Candidate, subject: str) -> Mentioned:
    words, noun = _content(page.text[found.start : found.end], page.language, subject)
    passage = passage_at(page, found.start)
    start, text = (passage.start, passage.text) if passage else (0, page.text)
    tokens = [each for each in tokens_of(text) if each.start < found.end - start]
    inside = [index for index, each in enumerate(tokens) if each.start >= found.start - start]
    first = inside[0] if inside else 0
    capitals = [index for index in inside if capital(text, tokens[index])]
    rules = grammar(page.language)
    before = tokens[first - 1].word if first else ""
    return Mentioned(
        words=words,
        noun=noun,
        named=any(index > first or not opens_sentence(text, tokens[index]) for index in capitals)
        or any(tokens[index].word[0].isdigit() for index in inside),
        pointing=before in rules.demonstrative,
        new=before in rules.indefinite,
    )


@lru_cache(maxsize=4096)
def _content(quote: str, language: str, subject: str) -> tuple[frozenset[str], str]:
    rules, words = grammar(language), lexicon(language, subject)
    tokens = tokens_of(quote)
    kept = [
        _plain(each.word, language, words.spelling)
        for each in tokens
        if each.word not in rules.bounds and each.word not in rules.ordinals
    ]
    noun = next((each.sense.words for each in spots(quote, language, subject)), ())
    heads = [_plain(word, language, words.spelling) for word in noun if word not in rules.bounds]
    heads = heads if rules.head == "first" else heads[::-1]
    # A `subsidy scheme` is a subsidy; an `energy-saving programme` is a programme.
    told = next((each for each in heads if each not in words.light and each in words.single), None)
    if told is None:
        return frozenset(kept), heads[0] if heads else ""
    return frozenset(each for each in kept if each not in words.light), told


def _plain(word: str, language: str, spelling: Mapping[str, str]) -> str:
    """The word in the singular, in one spelling."""
    one = singular(word.removesuffix("'s"), language)
    return spelling.get(one, one)
