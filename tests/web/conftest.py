from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from pipeline.decisions.journal import journal_of
from pipeline.store.cases import live_cases
from pipeline.store.database import reading, writing
from pipeline.store.tables import decisions
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


@pytest.fixture
def nothing_decided(desk) -> None:
    with writing(desk.store) as connection:
        connection.execute(decisions.delete())
    journal_of(desk.settings.raw).unlink(missing_ok=True)


@pytest.fixture(scope="module")
def address(desk) -> str:
    with reading(desk.store) as connection:
        return f"/api/v1/cases/{next(live_cases(connection)).id}"


@pytest.fixture(scope="module")
def ada(desk) -> TestClient:
    return desks.signed_in(desk, "curator")


@pytest.fixture(scope="module")
def bob(desk) -> TestClient:
    return desks.signed_in(desk, "admin")
