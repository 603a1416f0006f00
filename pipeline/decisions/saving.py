"""What a curator wants of a case, taken where nobody decided otherwise meanwhile."""

from collections.abc import Mapping, Sequence, Set
from pathlib import Path

from sqlalchemy import Connection, Engine, select

from curation.intending import act_of
from models.decision import Act, Add, Anchored, Bound, Decision, Different, Redo, Same, Toggle, Undo, decide
from models.errors import DecisionError
from models.fate import Outcome
from models.frozen import Frozen
from models.intent import Adding, Intent, Tying, Wanted
from pipeline.clock import instant
from pipeline.decisions.standing import Standing, stand, standing
from pipeline.decisions.taking import write_down
from pipeline.doubts.following import refresh
from pipeline.store.database import settle, writing
from pipeline.store.decisions import add_decisions, arrivals
from pipeline.store.documents import record_of
from pipeline.store.history import read_version
from pipeline.store.tables import cases

_Place = tuple[str, str]
_VOID = frozenset({Outcome.OVERRULED, Outcome.UNDONE})


class Saved(Frozen):
    """`taken` are the decisions made of what was wanted, `meanwhile` those of others that came in before."""

    standing: Standing
    taken: tuple[Decision, ...]
    meanwhile: tuple[Decision, ...]


class Clash(Frozen):
    """Nothing was taken: of `since`, what others decided meanwhile, some speaks of the same."""

    standing: Standing
    since: tuple[Decision, ...]


def save(
    store: Engine, raw: Path, case_id: str, wanted: Wanted, *, by: str, templates: Path | None = None
) -> Saved | Clash:
    """What is wanted, decided by `by`: all of it is in the store and the journal then, or nothing is.

    What is settled by it leaves the queue at once; `templates` is the folder of the operator's own.

    Raises UnknownNameError where there is no such case, DecisionError where what is wanted cannot be.
    """
    with writing(store) as connection:
        # SQLite has one writer; elsewhere two at one case wait for each other here.
        connection.execute(select(cases.c.id).where(cases.c.id == case_id).with_for_update())
        outcome = _decided(connection, case_id, wanted, by)
        if isinstance(outcome, Clash):
            return outcome
        add_decisions(connection, outcome.taken)
        refresh(connection, outcome.standing, templates)
    settle(store)
    write_down(store, raw)
    return outcome


def _decided(connection: Connection, case_id: str, wanted: Wanted, by: str) -> Saved | Clash:
    stands = standing(connection, case_id)
    _check_text(connection, stands, wanted.version)
    since = tuple(each for each in _since(connection, stands, wanted.after) if each.by != by)
    heard = () if wanted.anyway else since
    if _same_key(wanted.intents, heard, stands.decisions):
        return Clash(standing=stands, since=since)
    try:
        acts = _acts(stands, wanted.intents)
    except DecisionError:
        if heard:
            return Clash(standing=stands, since=since)
        raise
    taken = _dated(stands, acts, wanted.note, by)
    after = stand(stands.machine, stands.version, (*stands.decisions, *taken))
    if _overruled(stands, after, heard, taken):
        return Clash(standing=stands, since=since)
    _check(after, taken)
    return Saved(standing=after, taken=taken, meanwhile=since)


def _check_text(connection: Connection, stands: Standing, version: int | None) -> None:
    """Raises DecisionError where the offsets point into a text that is not the newest."""
    if version in {None, stands.version}:
        return
    case = stands.machine.id
    seen = record_of(case, read_version(connection, case, version or 0))
    if seen.text != stands.machine.text:
        raise DecisionError(f"version: the page is another since version {version}; load the case anew and decide then")


def _since(connection: Connection, stands: Standing, after: str | None) -> Sequence[Decision]:
    """The decisions that came in after that one, in the order of time."""
    if after is None:
        return stands.decisions
    known = arrivals(connection, stands.machine.id)
    if after not in known:
        raise DecisionError(f"after: {after} is no decision of this case; load the case anew")
    return [each for each in stands.decisions if known[each.id] > known[after]]


def _same_key(intents: Sequence[Intent], since: Sequence[Decision], every: Sequence[Decision]) -> bool:
    """Whether somebody spoke meanwhile of what an intent speaks of."""
    by_id = {each.id: each.act for each in every}
    spoken = {place for each in since for place in _places(_meant(each.act, by_id))}
    return any(not spoken.isdisjoint(_spoken_of(each, by_id)) for each in intents)


def _spoken_of(intent: Intent, by_id: Mapping[str, Act]) -> Set[_Place]:
    match intent:
        case Undo() | Redo():
            return _places(_meant(intent, by_id))
        case Adding():
            return frozenset()
        case Tying():
            return {(intent.field, intent.key), (intent.field, intent.other.key)}
        case _:
            return {(intent.field, intent.key)}


def _meant(act: Act, by_id: Mapping[str, Act]) -> Act | None:
    """What is undone or redone in the end, or the act itself."""
    seen: set[str] = set()
    meant: Act | None = act
    while isinstance(meant, Toggle) and meant.decision not in seen:
        seen.add(meant.decision)
        meant = by_id.get(meant.decision)
    return meant


def _places(act: Act | None) -> Set[_Place]:
    # What is added has no key yet: whether it contradicts, its words tell.
    if not isinstance(act, Anchored) or isinstance(act, Add):
        return frozenset()
    tied = {(str(act.anchor.field), act.other.key)} if isinstance(act, Same | Different) else set()
    return {(str(act.anchor.field), act.anchor.key), *tied}


def _acts(stands: Standing, intents: Sequence[Intent]) -> tuple[Act, ...]:
    known = {each.id for each in stands.decisions}
    acts = []
    for index, intent in enumerate(intents):
        try:
            act = act_of(stands.curated.record, stands.version, intent)
            if isinstance(act, Toggle) and act.decision not in known:
                raise DecisionError(f"decision: {act.decision} is no decision of this case")  # noqa: TRY301 -- path
        except DecisionError as error:
            raise DecisionError(f"intents.{index}.{error}") from error
        acts.append(act)
    return tuple(acts)


def _dated(stands: Standing, acts: Sequence[Act], note: str | None, by: str) -> tuple[Decision, ...]:
    """The decisions, each later than every one before."""
    last = stands.decisions[-1].at if stands.decisions else None
    taken = []
    for act in acts:
        last = instant(last)
        taken.append(decide(case=stands.machine.id, at=last, by=by, act=act, note=note or None))
    return tuple(taken)


def _overruled(before: Standing, after: Standing, since: Sequence[Decision], taken: Sequence[Decision]) -> bool:
    """Whether what is taken ends the effect of something that somebody decided since."""
    mine = {each.id for each in taken}
    stood = {each.decision for each in before.curated.fates if each.outcome not in _VOID}
    theirs = {each.id for each in since} & stood
    return any(each.decision in theirs and each.by in mine for each in after.curated.fates)


def _check(after: Standing, taken: Sequence[Decision]) -> None:
    """Raises DecisionError where one of the decisions could not be applied."""
    fates = {each.decision: each for each in after.curated.fates}
    for index, each in enumerate(taken):
        fate = fates[each.id]
        if fate.outcome is Outcome.STALE:
            raise DecisionError(f"intents.{index}: this cannot be, for {fate.reason}")
        if isinstance(each.act, Bound) and each.act.anchor.field == "sections" and fate.outcome not in _VOID:
            _check_bounds(after, index, each.act)


def _check_bounds(after: Standing, index: int, act: Bound) -> None:
    found = next((each for each in after.curated.record.sections if each.key == act.anchor.key), None)
    if found is None or (found.span.start, found.span.end) != (act.begins.start, act.ends.end):
        fact = f"with the bounds set before, section {act.anchor.key} is not found at these words"
        raise DecisionError(f"intents.{index}: {fact}; undo the earlier decision on its bounds, then set them anew")
