"""Whether a release of the store as it stands may go out unseen: what runs and `casemill publish` both ask."""

from collections.abc import Mapping

from sqlalchemy import Connection

from models.drift import Drift
from models.frozen import Frozen
from models.level import Level
from models.report import GateVerdict
from pipeline.drift import watch
from pipeline.gates.history import Past
from pipeline.gates.verdicts import verdicts
from pipeline.release import Plan, chain
from pipeline.settings import Settings
from pipeline.sources import load_sources
from pipeline.store.measures import FRESH, batches


class Judgement(Frozen):
    """What the gates say of a planned release, and which sources' forms have changed since the one before."""

    gates: tuple[GateVerdict, ...] = ()
    drift: tuple[Drift, ...] = ()

    @property
    def held(self) -> bool:
        """Whether a gate holds the release back."""
        return any(gate.held for gate in self.gates)


def judge(connection: Connection, settings: Settings, planned: Plan) -> Judgement:
    """The judgement on all configured sources, whichever of them ran; an empty one where no release is due.

    Proposed templates are written as `watch` writes them. Raises SettingsError where a source's TOML is wrong.
    """
    if not planned.is_due:
        return Judgement()
    before, sources = planned.before, load_sources(settings.home)
    drift = watch(connection, settings, [source.name for source in sources], before.run if before else "")
    changed = {each.source: each for each in drift if each.template}
    pasts, history = _pasts(connection, settings, planned), before.history if before else {}
    gates: list[GateVerdict] = []
    for source in sources:
        past, now = pasts.get(source.name, Past()), planned.sources.get(source.name, Level())
        gates += verdicts(source.name, source.gates, past, now, history=history, drift=changed.get(source.name))
    return Judgement(gates=tuple(gates), drift=drift)


def _pasts(connection: Connection, settings: Settings, planned: Plan) -> Mapping[str, Past]:
    releases = list(chain(settings.processed))[::-1]
    begun = planned.before.history.values() if planned.before else ()
    came = batches(connection, sorted({*begun, *(release.run for release in releases)}))
    return {
        name: Past(
            levels={release.run: release.sources[name] for release in releases if name in release.sources},
            batches={run: samples for run, samples in came.get(name, {}).items() if run != FRESH},
            fresh=came.get(name, {}).get(FRESH, {}),
        )
        for name in {*came, *(name for release in releases for name in release.sources)}
    }
