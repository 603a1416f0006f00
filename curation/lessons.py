"""What the decisions of one case say of names, whatever page they stand on: the newest word on each."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, cast

from curation.applying import in_order
from curation.clashes import Claimed, changes_of
from curation.things import said_of
from curation.undoing import toggled
from extractors.entities.naming.forms import bare
from models.claim import ActorClaim, EventClaim, InstrumentClaim, PlaceClaim
from models.curator_vocabulary import Origin, TaughtKind
from models.decision import Add, Confirm, Correct, Decision, Different, Reject, Same
from models.vocabulary import Kind

Taught = ActorClaim | EventClaim | PlaceClaim | InstrumentClaim
_KINDS: Mapping[str, TaughtKind] = {
    "actor": Kind.ACTOR,
    "event": Kind.EVENT,
    "place": Kind.PLACE,
    "instrument": Kind.INSTRUMENT,
}
# What of a claim holds on any page; an event's date and place are the page's.
_FACTS = frozenset({"sector", "named", "kind", "country"})


class Subject(NamedTuple):
    """A thing by its kind and the folded name."""

    thing: TaughtKind
    key: str


class Said(NamedTuple):
    """What a case says of a name: that there is such a thing (`holds`), or that it is none.

    `facts` by attribute: the value, and whether a curator decided it or only let it stand. `quotes` are words of the
    page that the name stands for.
    """

    subject: Subject
    name: str
    holds: bool
    origin: Origin
    facts: Mapping[str, tuple[object, bool]]
    quotes: frozenset[str]


class Tied(NamedTuple):
    """That two names are of one thing, or (`same` false) of two."""

    one: Subject
    other: Subject
    names: tuple[str, str]
    same: bool
    origin: Origin


class CaseLessons(NamedTuple):
    """What one case teaches."""

    said: tuple[Said, ...]
    ties: tuple[Tied, ...]


def lessons_of(decisions: Iterable[Decision]) -> CaseLessons:
    """What the decisions of one case teach: nothing that is undone; of two words on one name the newer holds."""
    ordered = in_order(decisions)
    void = toggled(ordered)
    said: dict[Subject, Said] = {}
    ties: dict[frozenset[Subject], Tied] = {}
    for each in ordered:
        if each.id not in void:
            for word in _said(each):
                said[word.subject] = _after(said.get(word.subject), word)
            for gone in _renamed(each):
                said.pop(gone, None)
            for tie in _tied(each):
                ties[frozenset({tie.one, tie.other})] = tie
    return CaseLessons(tuple(said.values()), tuple(ties.values()))


def _subject_of(claim: Claimed) -> Subject | None:
    """What the claim speaks of, where it is of a kind that can be taught: persons are not kept in a vocabulary."""
    return _subject(_KINDS[claim.thing], claim.name) if isinstance(claim, Taught) else None


def _subject(thing: TaughtKind, name: str) -> Subject | None:
    key = bare(name)
    return Subject(thing, key) if key else None


def _said(decision: Decision) -> Iterator[Said]:
    """What the decision says, the last of it the newest."""
    match decision.act:
        case Reject(scope="thing", seen=seen):
            yield from _word(decision, seen, holds=False)
        case Confirm() | Correct() | Add() as act:
            value = act.seen if isinstance(act, Confirm) else act.value
            if isinstance(act, Correct) and act.seen.thing != value.thing:
                yield from _word(decision, act.seen, holds=False)
            words = act.words if isinstance(act, Correct) and act.words else act.anchor.words
            yield from _word(decision, value, decided=changes_of(act), quote=words.quote if words else "")
        case Same(seen=seen):
            yield from _word(decision, seen)


def _word(
    decision: Decision, claim: Claimed, *, holds: bool = True, decided: Iterable[str] = (), quote: str = ""
) -> Iterator[Said]:
    subject = _subject_of(claim)
    if subject is not None and isinstance(claim, Taught):
        facts = {name: (value, name in set(decided)) for name, value in said_of(claim).items() if name in _FACTS}
        quotes = frozenset({" ".join(quote.split())} - {""})
        yield Said(
            subject, claim.name, holds, _origin(decision), facts if holds else {}, quotes if holds else frozenset()
        )


def _after(before: Said | None, word: Said) -> Said:
    """The newer word; of what it does not decide the older holds."""
    if before is None or not (before.holds and word.holds):
        return word
    kept = {name: fact for name, fact in before.facts.items() if fact[1] and not word.facts[name][1]}
    return word._replace(facts={**word.facts, **kept}, quotes=before.quotes | word.quotes)


def _renamed(decision: Decision) -> Iterator[Subject]:
    """The name that a correction took from a thing of the same kind."""
    act = decision.act
    if isinstance(act, Correct) and act.seen.thing == act.value.thing:
        seen, value = _subject_of(act.seen), _subject_of(act.value)
        if seen is not None and seen != value:
            yield seen


def _tied(decision: Decision) -> Iterator[Tied]:
    act = decision.act
    if isinstance(act, Same | Different):
        one = _subject_of(act.seen)
        if one is not None:
            other = _subject(one.thing, act.other.name)
            if other is not None and other != one:
                names = (cast(Taught, act.seen).name, act.other.name)
                yield Tied(one, other, names, isinstance(act, Same), _origin(decision))


def _origin(decision: Decision) -> Origin:
    return Origin(decision=decision.id, case=decision.case, by=decision.by, at=decision.at)
