"""A case as it stands with all that curators decided, be it in a version yet or not."""

from functools import lru_cache

from sqlalchemy import Connection, select

from curation.applying import apply, in_order
from models.decision import Decision
from models.fate import Curated
from models.frozen import Frozen
from models.record import CaseRecord
from pipeline.store.cases import read_document
from pipeline.store.decisions import decisions_of
from pipeline.store.documents import record_of, unpack
from pipeline.store.history import newest_version
from pipeline.store.tables import machines


class Standing(Frozen):
    """`version` is the case's newest, `machine` what the machine says; `decisions` are in the order of time, as are the
    fates of `curated`."""

    version: int
    machine: CaseRecord
    decisions: tuple[Decision, ...]
    curated: Curated


def standing(connection: Connection, case_id: str) -> Standing:
    """The case with every decision applied. Raises UnknownNameError."""
    machine = machine_record(connection, case_id)
    version = newest_version(connection, case_id)
    return stand(machine, version, tuple(in_order(decisions_of(connection, case_id))))


def stand(machine: CaseRecord, version: int, decisions: tuple[Decision, ...]) -> Standing:
    """The case with these decisions, which are in the order of time, applied."""
    return Standing(version=version, machine=machine, decisions=decisions, curated=_curated(_Asked(machine, decisions)))


class _Asked:
    """One record with decisions of the same ids, which are digests of all that they say."""

    def __init__(self, machine: CaseRecord, decisions: tuple[Decision, ...]) -> None:
        self.machine, self.decisions = machine, decisions
        self._key = (id(machine), tuple(each.id for each in decisions))

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and self._key == other._key


@lru_cache(maxsize=16)
def _curated(asked: _Asked) -> Curated:
    # What was just decided is looked at next, by whoever decided it and by those who work at the same case.
    return apply(asked.machine, asked.decisions)


def machine_record(connection: Connection, case_id: str) -> CaseRecord:
    """What the machine says of the case's page. Raises UnknownNameError."""
    packed = connection.execute(select(machines.c.document).where(machines.c.case_id == case_id)).scalar()
    # Of a case without decisions the machine's word is the current version.
    return _read(case_id, unpack(packed) if packed else read_document(connection, case_id))


@lru_cache(maxsize=16)
def _read(case_id: str, document: bytes) -> CaseRecord:
    # Who works at a case asks for the same record with each key.
    return record_of(case_id, document)
