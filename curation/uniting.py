"""Which names are of one thing, by what cases say of two names at a time."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from curation.lessons import Subject, Tied
from extractors.entities.naming.forms import merge

Pair = frozenset[Subject]


def united(subjects: Collection[Subject], ties: Sequence[Tied]) -> list[frozenset[Subject]]:
    """The names in groups of one thing each, one of `subjects` at least in each.

    In a case all that is tied is one thing. Of two names that some cases tie and others part most cases have the say,
    at a draw the newest. A shorter name that cases tie to two longer ones is neither's: it stands alone.
    """
    by: dict[Pair, list[Tied]] = defaultdict(list)
    for each in ties:
        by[frozenset({each.one, each.other})].append(each)
    parted = {pair for pair, told in by.items() if not _is_same(told)}
    fuller = _fuller([each for each in ties if each.same and frozenset({each.one, each.other}) not in parted])
    groups: dict[Subject, set[Subject]] = {}
    root: dict[Subject, Subject] = {}
    for name in sorted({*subjects, *fuller, *(long for longs in fuller.values() for long in longs)}, key=_fullness)[
        ::-1
    ]:
        above = {root[long] for long in fuller.get(name, ())}
        top = above.pop() if len(above) == 1 else name
        if any(frozenset({name, each}) in parted for each in groups.get(top, ())):
            top = name
        root[name] = top
        groups.setdefault(top, set()).add(name)
    return [frozenset(each) for each in groups.values() if not each.isdisjoint(subjects)]


def _fuller(same: Sequence[Tied]) -> Mapping[Subject, set[Subject]]:
    """For each name the fullest that it is one with, in each case that says so."""
    cases: dict[str, list[Tied]] = defaultdict(list)
    for each in same:
        cases[each.origin.case].append(each)
    found: dict[Subject, set[Subject]] = defaultdict(set)
    for told in cases.values():
        for name, long in _within(told):
            found[name].add(long)
    return found


def _within(told: Sequence[Tied]) -> Iterator[tuple[Subject, Subject]]:
    names = sorted({name for each in told for name in (each.one, each.other)}, key=_fullness)
    for group in merge(names, [(each.one, each.other) for each in told]):
        fullest = max(group, key=_fullness)
        yield from ((name, fullest) for name in group if name != fullest)


def _fullness(name: Subject) -> tuple[int, Subject]:
    return len(name.key), name


def _is_same(told: Sequence[Tied]) -> bool:
    same = sum(each.same for each in told)
    if 2 * same == len(told):
        return max(told, key=_when).same
    return 2 * same > len(told)


def _when(tie: Tied) -> tuple[datetime, str, str]:
    return datetime.fromisoformat(tie.origin.at), tie.origin.decision, tie.origin.case
