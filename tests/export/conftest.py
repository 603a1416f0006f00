from pathlib import Path

import pytest

from pipeline.settings import Settings
from tests.homes import make_home
from tests.release.milling import night

PAGES = {
    "a.txt": "=HYPERLINK(1)\nThe Baker Guild and the Weaver Guild, info@example.org, jane.doe@example.org",
    "b.txt": "Été à Nîmes\n'quoted', “said”\r\nthe Weaver Guild; 👩‍🌾 @all",
    "c.txt": "-1\nwords",
}


@pytest.fixture(scope="session")
def released(tmp_path_factory) -> Settings:
    settings = make_home(tmp_path_factory.mktemp("exports") / "home", {})
    night(settings, PAGES)
    return settings


@pytest.fixture(scope="session")
def bare(tmp_path_factory) -> Settings:
    """A home whose release has no case any more."""
    settings = make_home(tmp_path_factory.mktemp("bare") / "home", {})
    night(settings, {"a.txt": "Alpha\nwords"})
    night(settings, {})
    return settings


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "made"
