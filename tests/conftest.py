"""How the tests are dealt out to the workers of pytest-xdist, and from which examples properties are tried."""

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

# The same examples each time, so that a change is judged by what it changes; `make laws` looks for new ones.
settings.register_profile("quick", derandomize=True)
settings.register_profile("search", print_blob=True)
settings.load_profile("quick")

# The longest first, so that no worker is left alone with one of them at the end. Those of a folder named here share
# what is dear to make.
LONGEST = (
    "tests/browser",
    "tests/test_flows.py",
    "tests/crash/test_kills.py",
    "tests/web/test_pages.py",
    "tests/test_docs.py",
    "tests/test_development_pages.py",
    "tests/test_curation_laws.py",
    "tests/test_interruption.py",
    "tests/test_rebuild.py",
    "tests/test_drift.py",
    "tests/crash/test_faults.py",
    "tests/crash/test_decisions.py",
    "tests/test_same_records.py",
    "tests/test_house.py",
    "tests/test_laws.py",
    "tests/test_readers_laws.py",
    "tests/test_readers_hostile.py",
    "tests/fetch",
)


def room_of(nodeid: str) -> str:
    """The file of the test, or its folder where `LONGEST` names that."""
    file = nodeid.partition("::")[0]
    return next((room for room in LONGEST if file.startswith(f"{room}/")), file)


class _RoomByRoom(LoadScopeScheduling):
    """The tests of a room go to one worker: what they share is then made once, and dealing out costs less."""

    def _split_scope(self, nodeid: str) -> str:
        return room_of(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> LoadScopeScheduling:
    """What deals the tests out. (The groups of pytest-xdist 3.8 do nothing under pytest 9.2.)"""
    return _RoomByRoom(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest rooms come first."""
    turns = {room: turn for turn, room in enumerate(LONGEST)}
    items.sort(key=lambda item: turns.get(room_of(item.nodeid), len(turns)))
