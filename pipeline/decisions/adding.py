"""Decisions made of intents, as `casemill decisions add` takes them."""

from collections.abc import Sequence

from curation.intending import act_of
from curation.wording import told as told_in_words
from models.decision import Anchored, Decision, Toggle
from models.errors import DecisionError
from models.intent import Adding, Intent, Wanted
from models.judged import Judged
from pipeline.decisions.judging import told
from pipeline.decisions.saving import Clash, save
from pipeline.decisions.standing import Standing
from pipeline.settings import Settings
from pipeline.store.database import opened, reading
from pipeline.store.logbook import places_of

_SHOWN = 3


def add_wanted(settings: Settings, case_id: str, wanted: Wanted, *, by: str) -> tuple[Judged, ...]:
    """What was decided, in the order of the intents, each with its fate: all of it is taken, or nothing.

    Raises UnknownNameError where there is no such case, DecisionError where what is wanted cannot be, or where others
    decided otherwise of the same.
    """
    with opened(settings.database_url) as store:
        outcome = save(store, settings.raw, case_id, wanted, by=by)
        with reading(store) as connection:
            place = places_of(connection, [case_id])[case_id]
    stands = outcome.standing
    if isinstance(outcome, Clash):
        _check(stands, wanted.intents)
        raise DecisionError(f"{_others(outcome, wanted.intents)}; add --anyway to overrule that")
    known = {each.id: each for each in stands.decisions}
    fates = {each.decision: each for each in stands.curated.fates}
    return tuple(told(each, place, fates[each.id], stands.machine.text, known) for each in outcome.taken)


def _check(stands: Standing, intents: Sequence[Intent]) -> None:
    """Raises DecisionError where an intent cannot be on the case as it stands, whoever decided before."""
    known = {each.id for each in stands.decisions}
    for index, intent in enumerate(intents):
        if isinstance(intent, Toggle) and intent.decision not in known:
            raise DecisionError(f"intents.{index}.decision: {intent.decision} is no decision of this case")
        try:
            act_of(stands.curated.record, stands.version, intent)
        except DecisionError as error:
            raise DecisionError(f"intents.{index}.{error}") from error


def _others(clash: Clash, intents: Sequence[Intent]) -> str:
    """What others decided of the same: the newest few."""
    places = {(each.field, each.key) for each in intents if not isinstance(each, Toggle | Adding)}
    same = [each for each in clash.since if _place(each) in places] or clash.since
    known = {each.id: each for each in clash.standing.decisions}
    words = "; ".join(told_in_words(each, known) for each in same[-_SHOWN:])
    more = f"; and {len(same) - _SHOWN:,} more before" if len(same) > _SHOWN else ""
    return f"others decided of the same: {words}{more}"


def _place(decision: Decision) -> tuple[str, str] | None:
    act = decision.act
    return (act.anchor.field, act.anchor.key) if isinstance(act, Anchored) else None
