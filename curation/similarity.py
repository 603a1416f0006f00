"""How much two cases have in common, and what.

A trait tells the more the fewer cases have it: its information is the inverse document frequency of BM25,
ln(1 + (N - n + 0.5) / (n + 0.5)) (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009). Between two
cases of one form it counts only for the share of the form's other cases that lack it, (n - 2) / (N - 2 + 3) taken
away from one: what all pages of a form say tells nothing of two of them. Traits are summed as BM25 sums words, with
the same saturation and length normalisation, and the sum is told as a share of what the case has in common with itself.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from math import log
from typing import NamedTuple

Trait = tuple[str, str]

WORD, ANSWER = "word", "answer"
# How much a trait of a kind counts: a kind follows from the thing, words are many.
_COUNTS = {
    "actor": 1.2,
    "organisation": 1.0,
    "event": 1.2,
    "event_kind": 1.0,
    "instrument": 1.0,
    "instrument_kind": 1.0,
    "place": 0.8,
    "country": 0.5,
    ANSWER: 0.6,
    WORD: 0.5,
}
# Of these a case has few: to have others only is to differ.
_FEW = {"country": "country", "event_kind": "kind of event", "instrument_kind": "kind of instrument"}
_SATURATION, _LENGTH = 1.2, 0.5
_DOUBT = 3
_ENOUGH_WORDS = 20


class Profile(NamedTuple):
    """What a case is compared by.

    `form`: what sets its page's words beside its own, a template or a source. `things` are its traits but words, with
    how they are called; `words` are stems, with how often each stands there and how it is written.
    """

    form: str
    things: Mapping[Trait, str]
    words: Mapping[str, tuple[int, str]]

    def traits(self) -> Iterator[Trait]:
        """All that may be shared."""
        yield from self.things
        yield from ((WORD, each) for each in self.words)


class Weight(NamedTuple):
    """What it tells that another case has the trait, and that one of the same form has it."""

    anywhere: float
    in_form: float


class Common(NamedTuple):
    """A trait that both cases have, and what it adds to the score."""

    trait: Trait
    shown: str
    weight: float


class Contrast(NamedTuple):
    """What the cases contradict each other in: `here` the one says, `there` the other."""

    subject: str
    here: str
    there: str


class Gauge(NamedTuple):
    """A profile as others are measured by it: its traits that tell something, the more often they stand the more.

    `own` is what it has in common with itself.
    """

    profile: Profile
    weights: Mapping[Trait, Weight]
    things: tuple[tuple[Trait, Weight], ...]
    words: tuple[tuple[str, Weight], ...]
    own: Weight = Weight(0, 0)


def weight_of(kind: str, known: tuple[int, int], in_form: tuple[int, int]) -> Weight:
    """What a trait of the kind tells: `known` are the cases that have it and all, `in_form` the same of the form."""
    having, every = known
    information = _COUNTS[kind] * log(1 + (max(0, every - having) + 0.5) / (having + 0.5))
    others, of_form = max(0, in_form[0] - 2), max(0, in_form[1] - 2)
    return Weight(information, information * (1 - others / (of_form + _DOUBT)))


def gauge_of(profile: Profile, weights: Mapping[Trait, Weight]) -> Gauge:
    """What others are measured by: the profile, whose traits have these weights."""
    things = tuple((trait, weights[trait]) for trait in profile.things if weights[trait].anywhere > 0)
    words = []
    for stem, (count, _) in profile.words.items():
        often, (anywhere, in_form) = _saturated(count, 1), weights[WORD, stem]
        words.append((stem, Weight(often * anywhere, often * in_form)))
    gauge = Gauge(profile, weights, things, tuple(words))
    own = (sum(weight for *_, weight in _common(gauge, profile, in_form=each)) for each in (False, True))
    return gauge._replace(own=Weight(*own))


def score(gauge: Gauge, other: Profile) -> float:
    """How much the other case resembles the one, from 0 to 1."""
    in_form = gauge.profile.form == other.form
    own = gauge.own[in_form]
    return min(1.0, sum(weight for *_, weight in _common(gauge, other, in_form=in_form)) / own) if own else 0.0


def common(gauge: Gauge, other: Profile) -> tuple[Common, ...]:
    """What both have, what tells the most first."""
    in_form = gauge.profile.form == other.form
    found = (
        Common((kind, value), shown, weight) for kind, value, shown, weight in _common(gauge, other, in_form=in_form)
    )
    return tuple(sorted(found, key=lambda each: (-each.weight, each.trait)))


def _common(gauge: Gauge, other: Profile, *, in_form: bool) -> Iterator[tuple[str, str, str, float]]:
    one = gauge.profile
    named: set[str] = set()
    once = _saturated(1, len(other.things) / max(1, len(one.things)))
    for trait, weight in gauge.things:
        if trait in other.things:
            named |= set(one.things[trait].casefold().split())
            yield *trait, one.things[trait], weight[in_form] * once
    # As often as they stand in the other, by the length of both.
    damped = _damping(_size(other) / max(1, _size(one)))
    words = other.words
    for stem, weight in gauge.words:
        if stem in words and (shown := one.words[stem][1]) not in named:
            # The words of a name that both have count with the name.
            count = words[stem][0]
            yield WORD, stem, shown, weight[in_form] * count * (_SATURATION + 1) / (count + damped)


def _size(profile: Profile) -> int:
    return sum(count for count, _ in profile.words.values())


def _damping(length: float) -> float:
    return _SATURATION * (1 - _LENGTH + _LENGTH * length)


def _saturated(count: int, length: float) -> float:
    return count * (_SATURATION + 1) / (count + _damping(length))


def contrasts(one: Profile, other: Profile) -> tuple[Contrast, ...]:
    """The answers that contradict each other, then the kinds of which each has others."""
    here, there = _answers(one), _answers(other)
    asked = sorted(key for key in here.keys() & there.keys() if here[key].isdisjoint(there[key]))
    told = [Contrast(_plain(key), *(" and ".join(sorted(each[key])) for each in (here, there))) for key in asked]
    for kind, subject in _FEW.items():
        mine, theirs = _shown(one, kind), _shown(other, kind)
        if mine and theirs and mine.isdisjoint(theirs):
            told.append(Contrast(subject, _listed(mine), _listed(theirs)))
    return tuple(told)


def overlap(gauge: Gauge, other: Profile) -> float:
    """The share, from 0 to 1, of the words of the two that both have, as often as they stand there.

    The weighted Jaccard index of Ruzicka, in which words count by the share of the form's other cases that lack them;
    0 where there are too few to tell a copy by.
    """
    one, weights = gauge.profile, gauge.weights
    if min(_size(one), _size(other)) < _ENOUGH_WORDS:
        return 0.0
    both = both_or_one = 0.0
    for stem in {**one.words, **other.words}:
        weight = weights.get((WORD, stem))
        own = weight.in_form / weight.anywhere if weight and one.form == other.form else 1.0
        counts = [each.words[stem][0] if stem in each.words else 0 for each in (one, other)]
        both += own * min(counts)
        both_or_one += own * max(counts)
    return both / both_or_one if both_or_one else 0.0


def _answers(profile: Profile) -> Mapping[str, Set[str]]:
    answers: dict[str, set[str]] = {}
    for (kind, value), shown in profile.things.items():
        if kind == ANSWER:
            answers.setdefault(value.rpartition("=")[0], set()).add(shown.partition(": ")[2])
    return answers


def _shown(profile: Profile, kind: str) -> set[str]:
    return {shown for (of, _), shown in profile.things.items() if of == kind}


def _listed(names: Iterable[str]) -> str:
    return " and ".join(sorted(names)[:3])


def _plain(question: str) -> str:
    return question.rpartition("/")[2].replace("_", " ").replace("-", " ")
