"""Decisions that contradict: the newer wins."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from curation.placing import Placed
from curation.spans import touch
from curation.things import CONTACTS, excludes, said_of
from extractors.folding import fold
from models.claim import FindingClaim, PairClaim, ThingClaim, TitleClaim
from models.decision import Add, Anchored, Bound, Confirm, Correct, Different, Reject, Same, field_of
from models.document import Span

Claimed = ThingClaim | TitleClaim | PairClaim | FindingClaim
_SINGLE = frozenset({"title", "pairs"})
_CLAIMING: frozenset[type[Anchored]] = frozenset({Add, Confirm, Correct})


class Stake(NamedTuple):
    """What a decision says: `values` of `subjects` (any of them), and what stands where, `field` and `span`.

    `keeps` is true of a correction that leaves its thing where it is, `is_whole` of a rejection of the whole thing.
    """

    act: type[Anchored]
    subjects: frozenset[Any]
    said: tuple[tuple[str, Any], ...]
    target: tuple[str, Span | None]
    field: str
    span: Span | None
    keeps: bool = False
    is_whole: bool = False

    @property
    def values(self) -> dict[str, Any]:
        """What it says, by attribute."""
        return dict(self.said)

    @property
    def spans(self) -> set[Span]:
        """All words that it speaks of."""
        return {each for each in (self.span, self.target[1], self.values.get("span")) if each is not None}


def overruled(placed: Sequence[Placed]) -> dict[str, str]:
    """Of decisions in the order of time: those that a later one contradicts, each with the newest that does.

    What says the same of the same is weighed once, and only against what shares its subject or its words: those who
    decide a thousand things of a page speak of a thousand places.
    """
    said: defaultdict[Stake, list[int]] = defaultdict(list)
    for index, each in enumerate(placed):
        said[stake_of(each)].append(index)
    newest = {stake: indices[-1] for stake, indices in said.items()}
    losers: dict[str, str] = {}
    for earlier, rivals in _rivals(list(said)):
        later = (
            each for each in sorted(rivals, key=newest.__getitem__, reverse=True) if newest[each] > said[earlier][0]
        )
        winner = next((newest[each] for each in later if contradicts(each, earlier)), None)
        if winner is not None:
            name = placed[winner].decision.id
            losers |= {placed[index].decision.id: name for index in said[earlier] if index < winner}
    return losers


def _rivals(stakes: Sequence[Stake]) -> Iterator[tuple[Stake, set[Stake]]]:
    """Each with those that share a subject or words with it, and with itself: only those can contradict it."""
    by_subject: defaultdict[Any, set[Stake]] = defaultdict(set)
    for stake in stakes:
        for subject in stake.subjects:
            by_subject[subject].add(stake)
    near = _neighbours(stakes)
    for stake in stakes:
        yield stake, near[stake].union(*(by_subject[subject] for subject in stake.subjects))


def _neighbours(stakes: Sequence[Stake]) -> dict[Stake, set[Stake]]:
    """Each with those whose words touch its own. Bounds clash with bounds alone."""
    near: dict[Stake, set[Stake]] = {stake: set() for stake in stakes}
    for is_bound in (False, True):
        spoken = [(span, each) for each in stakes if (each.act is Bound) is is_bound for span in each.spans]
        open_: list[tuple[Span, Stake]] = []
        for span, stake in sorted(spoken, key=lambda each: each[0].start):
            open_ = [each for each in open_ if each[0].end > span.start]
            for _, other in open_:
                near[stake].add(other)
                near[other].add(stake)
            open_.append((span, stake))
    return near


def changes_of(act: Confirm | Correct | Add) -> dict[str, Any]:
    """The attributes that the act decides: of a correction what differs, else all."""
    value = act.seen if isinstance(act, Confirm) else act.value
    said = said_of(value)
    if isinstance(act, Correct) and act.seen.thing == value.thing:
        seen = said_of(act.seen)
        return {name: each for name, each in said.items() if seen[name] != each}
    return said


def stake_of(placed: Placed) -> Stake:
    """What the decision says, and of what."""
    act = placed.act
    field = act.anchor.field
    target = (str(field), placed.span)
    subjects: frozenset[Any]
    values: dict[str, Any] = {}
    final: tuple[str, Span | None] = target
    match act:
        case Bound():
            subjects, values = frozenset(("bound", each) for each in _places(placed)), {"span": placed.onto}
        case Same() | Different():
            names = frozenset({_identity(act.seen), fold(act.other.name)})
            subjects, values = frozenset({("tie", field, act.other.case, names)}), {"act": act.act}
        case Reject():
            subjects = frozenset({(field, _identity(act.seen))})
        case Confirm() | Correct() | Add():
            value = act.seen if isinstance(act, Confirm) else act.value
            both = (value,) if isinstance(act, Add) else (act.seen, value)
            named = frozenset((field_of(each), _identity(each)) for each in both)
            subjects = _places(placed) if isinstance(value, TitleClaim | PairClaim | FindingClaim) else named
            values = changes_of(act)
            final = (field_of(value), placed.onto or placed.span)
    keeps = isinstance(act, Correct) and act.words is None
    is_whole = isinstance(act, Reject) and act.scope == "thing"
    return Stake(type(act), subjects, tuple(sorted(values.items())), target, *final, keeps=keeps, is_whole=is_whole)


def _places(placed: Placed) -> frozenset[Any]:
    """What a title, a section, a pair or a finding is known by: its key, the words that the anchor quotes of it."""
    field, key = placed.act.anchor.field, placed.act.anchor.key
    return frozenset((field, name) for name in (key, placed.span) if name and field != "title") or frozenset({field})


def _identity(claim: Claimed) -> str:
    said = said_of(claim)
    return fold(said["name"]) if "name" in said else str(sorted((name, str(each)) for name, each in said.items()))


def contradicts(later: Stake, earlier: Stake) -> bool:
    """Whether the earlier cannot stand beside the later."""
    shared = not later.subjects.isdisjoint(earlier.subjects)
    if Reject in {later.act, earlier.act}:
        return _rejects(later, earlier, shared=shared)
    if {later.act, earlier.act} <= _CLAIMING:
        return _outvalues(later, earlier, shared=shared) or _displaces(later, earlier)
    if later.act is Bound and earlier.act is Bound and not shared:
        return later.field == earlier.field and touch(later.values["span"], earlier.values["span"])
    return shared and later.said != earlier.said


def _rejects(later: Stake, earlier: Stake, *, shared: bool) -> bool:
    if later.act is Reject:
        if earlier.act not in _CLAIMING:
            return False
        here = later.target == (earlier.field, earlier.span) and _one_stands(later, shared=shared)
        return (shared and later.is_whole) or here
    here = (later.field, later.span) == earlier.target and _one_stands(later, shared=shared)
    return here and later.act in _CLAIMING


def _one_stands(stake: Stake, *, shared: bool) -> bool:
    """Whether the same words mean the same thing: behind them several contacts may be."""
    return shared or stake.field != CONTACTS


def _outvalues(later: Stake, earlier: Stake, *, shared: bool) -> bool:
    """Whether the later says otherwise of all that the earlier decided."""
    here = earlier.span is not None and (later.field, later.span) == (earlier.field, earlier.span)
    here = here and _one_stands(later, shared=shared)
    same = here or (shared and (earlier.span is None or earlier.keeps))
    if not same:
        return False
    new, old = later.values, earlier.values
    return bool(old) and old.keys() <= new.keys() and any(new[name] != value for name, value in old.items())


def _displaces(later: Stake, earlier: Stake) -> bool:
    """Whether they cannot both stand; a thing that is moved or grown keeps what was said of it."""
    if later.span is None or earlier.span is None or not _SINGLE.isdisjoint({later.field, earlier.field}):
        return False
    moves = later.field == earlier.field and later.target == (earlier.field, earlier.span)
    if moves and earlier.keeps:
        return False
    return excludes(later.field, later.span, earlier.field, earlier.span)
