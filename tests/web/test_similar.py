from collections.abc import Iterator

import pytest

from tests.web import desks
from web.desk import Desk

TWIN = desks.PAGE.replace("12,000", "9,000").replace("🌱", "II")
OTHER = "<h1>Rope</h1><p>The <script>alert(1)</script> Chamber of Commerce &lt;b&gt;spun&lt;/b&gt; rope.</p>"


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Iterator[Desk]:
    pages = {"twin.html": TWIN, "rope.html": OTHER}
    with desks.desk(tmp_path_factory.mktemp("desk") / "home", pages=pages) as made:
        yield made


@pytest.fixture(scope="module")
def reader(desk):
    return desks.signed_in(desk, "reader")


def test_programs_get_what_the_command_prints(reader, address) -> None:
    found = reader.get(f"{address}/similar?limit=1").json()
    assert list(found) == ["id", "title", "hits", "more_copies"]
    assert [len(found["hits"]), bool(found["hits"][0]["reasons"])] == [1, True]


def test_people_read_the_reasons(reader, address) -> None:
    page = reader.get(f"{address.removeprefix('/api/v1')}/similar")
    assert page.status_code == 200
    assert "<b>Both</b>" in page.text
    assert "commerce</span>" in page.text
    assert "<script>alert" not in page.text
    assert f'href="{address.removeprefix("/api/v1")}/similar"' in reader.get(address.removeprefix("/api/v1")).text


@pytest.mark.parametrize(("path", "status"), [("nowhere/similar", 404), ("{case}/similar?limit=0", 400)])
@pytest.mark.parametrize("begins", ["/cases/", "/api/v1/cases/"])
def test_what_cannot_be_answered_is_told(reader, address, begins, path, status) -> None:
    answer = reader.get(begins + path.format(case=address.rpartition("/")[2]))
    assert answer.status_code == status


def test_strangers_are_asked_to_sign_in(desk, address) -> None:
    assert desks.browser(desk).get(f"{address}/similar").status_code == 401
