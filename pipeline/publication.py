"""The data set released as the store stands, whatever run brought it there."""

from collections.abc import Sequence
from time import monotonic

from models.errors import UsageError
from models.report import GateVerdict, PublishReport, RunState
from pipeline.clock import now
from pipeline.fingerprint import fingerprint
from pipeline.gates.judging import judge
from pipeline.gates.verdicts import source_of
from pipeline.journal.writing import Journal
from pipeline.lock import locked
from pipeline.release import Acceptance, plan, publish, sweep_drafts
from pipeline.settings import Settings
from pipeline.store.cases import count_live
from pipeline.store.database import opened, reading


def publish_now(settings: Settings, *, accept: Sequence[str] = (), by: str = "", reason: str = "") -> PublishReport:
    """What came of releasing the store as it stands, though the gates `accept` hold: `by` whom accepted, and why.

    A source's name in their place accepts all its gates.

    Raises UsageError where a gate to accept holds nothing back, BusyError where a run is at work.
    """
    began = monotonic()
    with locked(settings.processed), opened(settings.database_url) as store:
        sweep_drafts(settings.processed)
        with reading(store) as connection:
            planned = plan(connection, settings)
            records = count_live(connection)
            gates = judge(connection, settings, planned).gates
        accepted = _accepted(gates, accept, by, reason)
        held = {gate.gate for gate in gates if gate.held} - {each.gate for each in accepted}
        if held or not planned.is_due:
            latest = planned.before.run if planned.before else None
            return PublishReport(released=False, release=latest, records=records, gates=gates)
        journal = Journal.begin(store, settings.raw, [], fingerprint=fingerprint(settings), at=now())
        with reading(store) as connection:
            release = publish(connection, settings, journal.run, planned, accepted)
        journal.end(store, RunState.DONE, at=now(), seconds=monotonic() - began, release=release)
    return PublishReport(
        released=True,
        release=release.run,
        records=release.records,
        changes=release.changes,
        gates=gates,
        accepted=tuple(each.gate for each in accepted),
    )


def _accepted(gates: Sequence[GateVerdict], accept: Sequence[str], by: str, reason: str) -> list[Acceptance]:
    holding = [gate for gate in gates if gate.held]
    known = {name for gate in holding for name in (gate.gate, source_of(gate.gate))}
    for name in accept:
        if name not in known:
            there = ", ".join(gate.gate for gate in holding) or "none"
            raise UsageError(f"no gate {name} holds the release back; there are: {there}")
    if accept and not reason.strip():
        raise UsageError("--accept needs a --reason: it is written down in the release")
    return [
        Acceptance(gate=gate.gate, held=gate.reason, by=by, reason=reason.strip())
        for gate in holding
        if not {gate.gate, source_of(gate.gate)}.isdisjoint(accept)
    ]
