"""What runs have left in a home, so that two homes can be compared: all but the ledger, which tells who did it."""

import json
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Engine, select

from pipeline.durable import PREFIX
from pipeline.index.search import search
from pipeline.release.manifest import chain, folder_of
from pipeline.settings import load_settings
from pipeline.store.database import opened, reading
from pipeline.store.runs import recent_runs
from pipeline.store.tables import lasting_tables
from tests.release.milling import lines_of, replayed

_LEDGER = {"runs", "run_sources"}
# Who did it; and the time on the clock of a server.
_LEFT_OUT = {"run_id", "last_modified"}


def outcome(home: Path) -> dict[str, object]:
    """Releases to the byte, archive, store and index; nowhere is anything half made."""
    assert list(home.rglob(f"{PREFIX}*")) == []
    with opened(load_settings(home).database_url) as store:
        return {
            **_releases(home / "processed"),
            "archive": sorted(path.name for path in (home / "raw").rglob("*") if _is_archived(path)),
            "index": sorted(hit.id for hit in search(home / "processed", store, "words", limit=100).hits),
            **_tables(store),
        }


def ends(home: Path) -> list[str]:
    """How the runs of the home stand, the newest first."""
    with opened(load_settings(home).database_url) as store, reading(store) as connection:
        return [run.state.value for run in recent_runs(connection, limit=10)]


def differing(one: dict[str, object], other: dict[str, object]) -> list[str]:
    """What is not the same in both."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def _is_archived(path: Path) -> bool:
    # Journals differ by who did it; what they tell stands in the tables.
    return path.parent.parent.name != "journal" and "decisions" not in {path.name, path.parent.name}


def _releases(processed: Path) -> dict[str, bytes]:
    """The files of the releases by their place; the names of runs, which must differ, by their number."""
    runs = [release.run for release in chain(processed)][::-1]
    assert sorted(runs) == sorted(path.name for path in (processed / "releases").iterdir())
    assert (processed / "latest").readlink() == Path("releases") / runs[-1]
    folders = [folder_of(processed, run) for run in runs]
    _replay(folders)
    return {
        f"{number}/{path.name}": _numbered(path.read_bytes(), runs)
        for number, folder in enumerate(folders)
        for path in folder.iterdir()
    }


def _numbered(content: bytes, runs: list[str]) -> bytes:
    for number, run in sorted(enumerate(runs), key=lambda each: -len(each[1])):
        for name in (run, run.lower()):
            content = content.replace(name.encode(), f"RUN {number}".encode())
    return content


def _replay(folders: list[Path]) -> None:
    cases: dict[str, object] = {}
    for folder in folders:
        cases = replayed(cases, folder)
        assert cases == {name: json.loads(line) for name, line in lines_of(folder).items()}


def _tables(store: Engine) -> Mapping[str, list[dict[str, object]]]:
    with reading(store) as connection:
        return {
            table.name: [
                {name: _lasting(cell) for name, cell in row.items() if name not in _LEFT_OUT}
                for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()
            ]
            for table in lasting_tables()
            if table.name not in _LEDGER
        }


def _lasting(cell: object) -> object:
    # What a killed run has stored is unchanged for the next.
    return "there" if cell in {"new", "changed", "unchanged"} else cell
