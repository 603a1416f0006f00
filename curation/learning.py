"""What curators' decisions teach of other pages: from decisions of many cases to a vocabulary.

Each case has one word on a name, its newest. A term stands where more cases say that there is such a thing than that
there is none, and at a draw where the newest word says so; so do its facts, and which of two kinds a name is of.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from curation.lessons import CaseLessons, Said, Subject, Tied, lessons_of
from curation.naming import Named, name_of
from curation.uniting import united
from extractors.entities.naming.forms import bare
from models.curator_vocabulary import CuratorVocabulary, Origin, Rejection, Term
from models.decision import Decision
from models.vocabulary import Sector

Value = TypeVar("Value", bound=Hashable)
When = tuple[datetime, str, str]
_FEWEST_REJECTIONS = 2
_MOST_ORIGINS = 10
_UNTOLD = frozenset({None, Sector.UNKNOWN})


def learn(decisions: Iterable[Decision]) -> CuratorVocabulary:
    """The vocabulary of decisions of any cases, in any order; of a case all must be there, for they undo each other."""
    cases: dict[str, list[Decision]] = defaultdict(list)
    for each in decisions:
        cases[each.case].append(each)
    return vocabulary_of(lessons_of(each) for each in cases.values())


def vocabulary_of(lessons: Iterable[CaseLessons]) -> CuratorVocabulary:
    """The vocabulary of the lessons of cases, one a case, in any order: what `learn` gives, case by case."""
    said: dict[Subject, list[Said]] = defaultdict(list)
    ties: list[Tied] = []
    for each in lessons:
        for word in each.said:
            said[word.subject].append(word)
        ties += each.ties
    standing = _standing(said)
    doubted = said.keys() - standing.keys()
    groups = united(standing, [each for each in ties if doubted.isdisjoint({each.one, each.other})])
    merged: dict[Subject, list[Tied]] = defaultdict(list)
    for tie in ties:
        if tie.same:
            merged[tie.one].append(tie)
    terms = _unambiguous([term for group in _owned(groups, standing) for term in _terms(group, standing, merged)])
    return CuratorVocabulary(
        terms=tuple(sorted(terms, key=_order)), rejections=tuple(sorted(_rejections(said, terms), key=_order))
    )


def _order(each: Term | Rejection) -> tuple[str, str, str]:
    return each.thing, bare(each.name), each.name


def _standing(said: Mapping[Subject, Sequence[Said]]) -> dict[Subject, list[Said]]:
    """The words for each thing that there is, of the things of one name those of the kind that most cases hold."""
    best: dict[str, Subject] = {}
    for subject, words in said.items():
        rival = best.get(subject.key)
        if _holds(words) and (rival is None or _weight(words) > _weight(said[rival])):
            best[subject.key] = subject
    return {subject: [each for each in said[subject] if each.holds] for subject in best.values()}


def _holds(words: Sequence[Said]) -> bool:
    yes = [each for each in words if each.holds]
    if 2 * len(yes) == len(words):
        return max(words, key=lambda each: _when(each.origin)).holds
    return 2 * len(yes) > len(words)


def _weight(words: Sequence[Said]) -> tuple[int, When]:
    yes = [each for each in words if each.holds]
    return len(yes), max(_when(each.origin) for each in yes)


def _when(origin: Origin) -> When:
    return datetime.fromisoformat(origin.at), origin.decision, origin.case


def _owned(
    groups: Sequence[frozenset[Subject]], standing: Mapping[Subject, Sequence[Said]]
) -> Iterator[frozenset[Subject]]:
    """The groups without names that are only tied to one of them, where a thing of another kind or group has them."""
    owners = Counter(subject.key for group in groups for subject in group)
    for group in groups:
        yield frozenset(each for each in group if each in standing or owners[each.key] == 1)


def _terms(
    group: frozenset[Subject], standing: Mapping[Subject, Sequence[Said]], merged: Mapping[Subject, Sequence[Tied]]
) -> Iterator[Term]:
    """The term of names that are of one thing; none where no name tells enough."""
    words = [word for subject in group for word in standing.get(subject, ())]
    near = [each for subject in group for each in merged.get(subject, ()) if each.other in group]
    written = {subject: [(each.name, each.origin) for each in standing.get(subject, ())] for subject in group}
    for each in near:
        written[each.one].append((each.names[0], each.origin))
        written[each.other].append((each.names[1], each.origin))
    thing = next(iter(group)).thing
    facts = {name: _told(words, name) for name in sorted({name for each in words for name in each.facts})}
    forms = {subject.key: _voted(names) for subject, names in written.items()}
    found = name_of(
        thing, forms, {quote for each in words for quote in each.quotes}, named=facts.get("named") is not False
    )
    if found is not None:
        yield _term(thing, found, facts, [*(each.origin for each in words), *(each.origin for each in near)])


def _term(thing: object, found: Named, facts: Mapping[str, object], origins: Sequence[Origin]) -> Term:
    return Term.model_validate(
        {
            "thing": thing,
            "name": found.name,
            "aliases": found.aliases,
            "named": found.named,
            "sector": facts.get("sector"),
            "country": facts.get("country"),
            "form": facts.get("kind"),
            "cases": len({each.case for each in origins}),
            "origins": _newest(origins),
        }
    )


def _told(words: Sequence[Said], name: str) -> Hashable:
    """What most cases decided, else what most let stand; that nobody knows only where no case tells."""
    told = [(*each.facts[name], each.origin) for each in words if name in each.facts]
    known = [each for each in told if each[0] not in _UNTOLD] or told
    decided = [each for each in known if each[1]] or known
    return _voted([(value, origin) for value, _, origin in decided])


def _voted(votes: Sequence[tuple[Value, Origin]]) -> Value:
    """The value of most votes, at a draw the newest."""
    by: dict[Value, list[When]] = defaultdict(list)
    for value, origin in votes:
        by[value].append(_when(origin))
    return max(by, key=lambda value: (len(by[value]), max(by[value])))


def _newest(origins: Iterable[Origin]) -> tuple[Origin, ...]:
    return tuple(sorted(set(origins), key=_when, reverse=True)[:_MOST_ORIGINS])


def _unambiguous(terms: Sequence[Term]) -> list[Term]:
    """The terms without aliases that are another's too: those tell nothing."""
    owners: dict[str, int] = defaultdict(int)
    for term in terms:
        for key in {bare(form) for form in (term.name, *term.aliases)}:
            owners[key] += 1
    return [
        term.model_copy(update={"aliases": tuple(each for each in term.aliases if owners[bare(each)] == 1)})
        for term in terms
    ]


def _rejections(said: Mapping[Subject, Sequence[Said]], terms: Sequence[Term]) -> Iterator[Rejection]:
    """The names that at least two cases reject and none holds."""
    known = {(term.thing, bare(form)) for term in terms for form in (term.name, *term.aliases)}
    for subject, words in said.items():
        if len(words) >= _FEWEST_REJECTIONS and not any(each.holds for each in words) and subject not in known:
            origins = [each.origin for each in words]
            name = _voted([(each.name, each.origin) for each in words])
            yield Rejection(thing=subject.thing, name=name, cases=len(words), origins=_newest(origins))
