from collections.abc import Callable, Iterator

import pytest

from tests.fetch.nights import POLITENESS, Night
from tests.fetch.trap_site import Site, served
from tests.homes import make_home


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as site:
        yield site


@pytest.fixture
def night(site, tmp_path) -> Callable[..., Night]:
    def made(source: str, politeness: str = POLITENESS) -> Night:
        written = source.replace("SITE", site.url("")) + politeness + f'allow_hosts = ["{site.host}"]\n'
        home = tmp_path / "home"
        return Night(make_home(home, {}, source=written), site)

    return made
