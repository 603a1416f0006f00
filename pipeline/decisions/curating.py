"""A machine's record with what curators decided, as the store keeps both."""

from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import curation
import models
from curation.applying import apply, in_order
from models.decision import Decision
from models.fate import Curated, Fate, Outcome
from models.record import CaseRecord
from pipeline.gates.measures import measures_of
from pipeline.milling import Milled, milled


class Decided(NamedTuple):
    """The decisions of a case that hold, in no order; `line` is that of the newest in their journal."""

    decisions: tuple[Decision, ...]
    line: int


class Machine(NamedTuple):
    """What the machine says: the digest of its content, and its JSON."""

    digest: str
    document: bytes


class Kept(NamedTuple):
    """What the store keeps of a case with decisions.

    `milled` is what becomes a version, `machine` what lies beneath it; `curation` names the decisions and the code that
    lie between the two. `measures` are the machine's: gates judge what it found, and no curator's work.
    """

    milled: Milled
    machine: Machine
    measures: Mapping[str, float]
    curation: str
    fates: tuple[Fate, ...]


def curate(machine: Machine, record: CaseRecord, decided: Decided) -> Kept:
    """The machine's record with the decisions applied."""
    curated = applied(record, decided.decisions)
    return Kept(
        milled=milled(curated.record),
        machine=machine,
        measures=measures_of(record),
        curation=curation_key(decided.line),
        fates=curated.fates,
    )


def applied(record: CaseRecord, decisions: Sequence[Decision]) -> Curated:
    """The record as curators have it; where applying fails, that of the machine, and all decisions are set aside."""
    try:
        return apply(record, decisions)
    except Exception as error:  # noqa: BLE001 -- one case's fault must not end the run; its decisions say so
        fact = f"{type(error).__name__}: {error}".splitlines()[0]
        reason = f"casemill met a fault when it applied the case's decisions ({fact}): please report it"
        fates = (Fate(decision=each.id, outcome=Outcome.STALE, reason=reason) for each in in_order(decisions))
        return Curated(record=record, fates=tuple(fates))


def curation_key(line: int) -> str:
    """What stands in a version: a case's decisions up to that line of the journal, applied by today's code.

    Decisions are only ever added, so that the newest line says which they are.
    """
    return f"{code_digest()}-{line}"


@cache
def code_digest() -> str:
    """The digest of the code that applies decisions."""
    digest = sha256()
    for package in (models, curation):
        folder = Path(package.__path__[0])
        for path in sorted(folder.rglob("*.py")):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:40]
