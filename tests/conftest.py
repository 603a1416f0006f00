"""How the tests are dealt out to the workers of pytest-xdist (`--dist loadgroup --no-loadscope-reorder`)."""

from pathlib import Path

import pytest

# The longest first, so that no worker is left alone with one of them at the end.
LONGEST = (
    "development pages",
    "prefect",
    "browser",
    "crash/test_kills.py",
    "crash/test_faults.py",
    "test_same_records.py",
    "test_house.py",
    "test_docs.py",
    "test_laws.py",
    "test_readers_laws.py",
    "test_readers_hostile.py",
    "web/test_pages.py",
    "test_rebuild.py",
    "test_interruption.py",
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests of a file go to one worker, for what they share is then made once, and dealing out costs less."""
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.path.relative_to(Path(__file__).parent).as_posix()))
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    group = next(mark.args[0] for mark in item.iter_markers("xdist_group"))
    return LONGEST.index(group) if group in LONGEST else len(LONGEST)
