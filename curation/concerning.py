"""The decisions that speak of one thing, whatever it was called when."""

from collections.abc import Mapping, Sequence, Set

from extractors.identity import entity_id
from models.claim import Claim
from models.decision import Act, Add, Anchored, Correct, Decision, Different, Same


def concerning(decisions: Sequence[Decision], field: str, key: str) -> tuple[Decision, ...]:
    """Of decisions in the order of time those on the record's field, or with a key on that thing of it alone.

    A thing's key follows its name and kind: what it was called before and after a decision is the same thing.
    """
    by_id = {each.id: each.act for each in decisions}
    spoken = {each.id: _keys(_meant(each.act, by_id)) for each in decisions}
    if not key:
        return tuple(each for each in decisions if any(of == field for of, _ in spoken[each.id]))
    wanted, known = {(field, key)}, 0
    while len(wanted) > known:
        known = len(wanted)
        wanted |= {place for keys in spoken.values() if not keys.isdisjoint(wanted) for place in keys}
    return tuple(each for each in decisions if not spoken[each.id].isdisjoint(wanted))


def _meant(act: Act, by_id: Mapping[str, Act]) -> Act | None:
    """What is undone or redone in the end, or the act itself."""
    meant: Act | None = act
    for _ in by_id:
        if meant is None or isinstance(meant, Anchored):
            break
        meant = by_id.get(meant.decision)
    return meant


def _keys(act: Act | None) -> Set[tuple[str, str]]:
    if not isinstance(act, Anchored):
        return frozenset()
    keys = {(str(act.anchor.field), act.anchor.key)} if act.anchor.key or act.anchor.field == "title" else set()
    claims = (act.value,) if isinstance(act, Add | Correct) else ()
    keys |= {place for each in claims for place in _named(each)}
    if isinstance(act, Same | Different) and act.other.words:
        keys.add((str(act.anchor.field), act.other.key))
    return keys or {(str(act.anchor.field), "")}


def _named(claim: Claim) -> Set[tuple[str, str]]:
    name = getattr(claim, "name", None)
    return {(f"{claim.thing}s", entity_id(claim.thing, name))} if name else frozenset()
