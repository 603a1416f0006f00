"""What each gate of a source says, from what is known of it: pure."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import groupby

from models.drift import Drift
from models.level import Level
from models.report import GateVerdict
from pipeline.gates.counts import COUNTS, Views
from pipeline.gates.history import Past
from pipeline.gates.limits import GateSettings
from pipeline.gates.measures import MEASURES
from pipeline.gates.views import View, measure_views

_VIEWS: Mapping[str, Views] = {**COUNTS, **{each.name: partial(measure_views, each) for each in MEASURES}}


def gate_of(source: str, name: str) -> str:
    """The name of the source's gate."""
    return f"{source}/{name}"


def source_of(gate: str) -> str:
    """The source whose gate it is."""
    return gate.partition("/")[0]


def accepting(gates: Iterable[str]) -> str:
    """The command that releases although those gates hold, which are all that do."""
    by_source = {source: list(own) for source, own in groupby(sorted(gates), source_of)}
    names = (own[0] if len(own) == 1 else source for source, own in by_source.items())
    return f'casemill publish {" ".join(f"--accept {name}" for name in names)} --reason "…"'


def verdicts(
    source: str,
    settings: GateSettings,
    past: Past,
    now: Level,
    *,
    history: Mapping[str, str],
    drift: Drift | None = None,
) -> Iterator[GateVerdict]:
    """The verdict of each gate of the source on how it stands `now`; none where it is off or too little is known.

    `history` names by gate the release after which its own history begins; `drift` tells how the form has changed.
    """
    for name, setting in settings:
        gate = gate_of(source, name)
        if setting is False:
            continue
        limit = None if setting is True else float(setting)
        views = list(_VIEWS[name](limit, past.after(history.get(gate, "")), now))
        if views:
            view = max(views, key=lambda each: each.held)
            yield GateVerdict(gate=gate, held=view.held, reason=_reason(view, None if name in COUNTS else drift))


def _reason(view: View, drift: Drift | None) -> str:
    if not view.held:
        return view.fact
    since = " since the form changed" if drift else ""
    proposal = drift.proposal if drift else None
    advice = f"a template is proposed: look at {proposal}" if proposal else ""
    return "; ".join(filter(None, (view.fact + since, view.bound, advice)))
