"""Decisions that contradict: the newer wins."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from curation.placing import Placed
from curation.spans import touch
from curation.things import CONTACTS, excludes, said_of
from extractors.folding import fold
from models.claim import PairClaim, ThingClaim, TitleClaim
from models.decision import Add, Anchored, Bound, Confirm, Correct, Different, Reject, Same, field_of
from models.document import Span

Claimed = ThingClaim | TitleClaim | PairClaim
_SINGLE = frozenset({"title", "pairs"})


def overruled(placed: Sequence[Placed]) -> dict[str, str]:
    """Of decisions in the order of time: those that a later one contradicts, each with the newest that does."""
    stakes = [_stake(each) for each in placed]
    return {
        earlier.decision: later.decision
        for index, later in enumerate(stakes)
        for earlier in stakes[:index]
        if _contradicts(later, earlier)
    }


class _Stake(NamedTuple):
    """What a decision says: `values` of `subjects` (any of them), and what stands where, `field` and `span`."""

    decision: str
    act: Anchored
    subjects: frozenset[Any]
    values: dict[str, Any]
    target: tuple[str, Span | None]
    field: str
    span: Span | None


def changes_of(act: Confirm | Correct | Add) -> dict[str, Any]:
    """The attributes that the act decides: of a correction what differs, else all."""
    value = act.seen if isinstance(act, Confirm) else act.value
    said = said_of(value)
    if isinstance(act, Correct) and act.seen.thing == value.thing:
        seen = said_of(act.seen)
        return {name: each for name, each in said.items() if seen[name] != each}
    return said


def _stake(placed: Placed) -> _Stake:
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
            subjects = _places(placed) if isinstance(value, TitleClaim | PairClaim) else named
            values = changes_of(act)
            final = (field_of(value), placed.onto or placed.span)
    return _Stake(placed.decision.id, act, subjects, values, target, *final)


def _places(placed: Placed) -> frozenset[Any]:
    """What a title, a section or a pair is known by: its key, the words that the anchor quotes of it."""
    field, key = placed.act.anchor.field, placed.act.anchor.key
    return frozenset((field, name) for name in (key, placed.span) if name and field != "title") or frozenset({field})


def _identity(claim: Claimed) -> str:
    said = said_of(claim)
    return fold(said["name"]) if "name" in said else str(sorted((name, str(each)) for name, each in said.items()))


def _contradicts(later: _Stake, earlier: _Stake) -> bool:
    shared = not later.subjects.isdisjoint(earlier.subjects)
    if isinstance(later.act, Reject) or isinstance(earlier.act, Reject):
        return _rejects(later, earlier, shared=shared)
    if isinstance(later.act, Add | Confirm | Correct) and isinstance(earlier.act, Add | Confirm | Correct):
        return _outvalues(later, earlier, shared=shared) or _displaces(later, earlier)
    if isinstance(later.act, Bound) and isinstance(earlier.act, Bound) and not shared:
        return later.field == earlier.field and touch(later.values["span"], earlier.values["span"])
    return shared and later.values != earlier.values


def _rejects(later: _Stake, earlier: _Stake, *, shared: bool) -> bool:
    if isinstance(later.act, Reject):
        if isinstance(earlier.act, Reject | Bound | Same | Different):
            return False
        here = later.target == (earlier.field, earlier.span) and _one_stands(later, shared=shared)
        return (shared and later.act.scope == "thing") or here
    here = (later.field, later.span) == earlier.target and _one_stands(later, shared=shared)
    return here and isinstance(later.act, Add | Confirm | Correct)


def _one_stands(stake: _Stake, *, shared: bool) -> bool:
    """Whether the same words mean the same thing: behind them several contacts may be."""
    return shared or stake.field != CONTACTS


def _outvalues(later: _Stake, earlier: _Stake, *, shared: bool) -> bool:
    """Whether the later says otherwise of all that the earlier decided."""
    here = earlier.span is not None and (later.field, later.span) == (earlier.field, earlier.span)
    here = here and _one_stands(later, shared=shared)
    same = here or (
        shared and (earlier.span is None or (isinstance(earlier.act, Correct) and earlier.act.words is None))
    )
    all_of_it = bool(earlier.values) and earlier.values.keys() <= later.values.keys()
    return same and all_of_it and any(later.values[name] != value for name, value in earlier.values.items())


def _displaces(later: _Stake, earlier: _Stake) -> bool:
    """Whether they cannot both stand; a thing that is moved or grown keeps what was said of it."""
    if later.span is None or earlier.span is None or not _SINGLE.isdisjoint({later.field, earlier.field}):
        return False
    moves = later.field == earlier.field and later.target == (earlier.field, earlier.span)
    if moves and isinstance(earlier.act, Correct) and earlier.act.words is None:
        return False
    return excludes(later.field, later.span, earlier.field, earlier.span)
