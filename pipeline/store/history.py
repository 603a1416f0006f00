"""The versions of a case."""

from sqlalchemy import Connection, select

from models.errors import UnknownNameError
from models.frozen import Frozen
from pipeline.store.documents import unpack
from pipeline.store.tables import cases, versions


class Version(Frozen):
    """A version of a case: its number (from 1), when it was made (UTC, RFC 3339) and by which run."""

    number: int
    created_at: str
    run_id: str


def versions_of(connection: Connection, case_id: str) -> tuple[Version, ...]:
    """The versions of the case, the newest first; none where there is no such case."""
    columns = (versions.c.number, versions.c.created_at, versions.c.run_id)
    query = select(*columns).where(versions.c.case_id == case_id).order_by(versions.c.number.desc())
    return tuple(Version(**row) for row in connection.execute(query).mappings())


def newest_version(connection: Connection, case_id: str) -> int:
    """The number of the case's newest version. Raises UnknownNameError."""
    number = connection.execute(select(cases.c.version).where(cases.c.id == case_id)).scalar()
    if number is None:
        raise UnknownNameError(f"no case is called {case_id}; find its id with `casemill search`")
    return int(number)


def read_version(connection: Connection, case_id: str, number: int) -> bytes:
    """The JSON of that version of the case. Raises UnknownNameError."""
    query = select(versions.c.document).where(versions.c.case_id == case_id, versions.c.number == number)
    packed = connection.execute(query).scalar()
    if packed is None:
        raise UnknownNameError(f"{case_id} has no version {number}; see those it has at the case")
    return unpack(packed)
