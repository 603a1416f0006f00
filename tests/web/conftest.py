from collections.abc import Iterator

import pytest

from tests.web import desks
from web.desk import Desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Iterator[Desk]:
    with desks.desk(tmp_path_factory.mktemp("desk") / "home") as made:
        yield made


@pytest.fixture(scope="module")
def open_desk(tmp_path_factory) -> Iterator[Desk]:
    settings = 'hosts = ["cases.example.org"]\n'
    with desks.desk(tmp_path_factory.mktemp("desk") / "home", "192.0.2.7", settings) as made:
        yield made
