import csv
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.errors import CasemillError, UnknownNameError, UsageError
from models.matrix import Matrix
from pipeline.index.search import parse_where, search
from pipeline.matrix.counting import matrix
from pipeline.matrix.csv import csv_of
from pipeline.matrix.facets import PLAIN, read_facet
from pipeline.store.database import opened
from tests.homes import make_home
from tests.searching import case, index_records, told

ANSWERS = ("yes", "no", "partly")
FACETS = (
    "language",
    "actor",
    "place",
    "instrument",
    "year",
    "answer:offer/room",
    "answer:need/room",
    "state:need/room",
)
WHERE = ("language=fr", "place=Graz", "answer=need/room=no", "actor=guild 1", "after=2003")


def answered(heading: str, value: str) -> Any:
    state = "answered" if value else "unknown"
    return told(heading, "Rooms.", {"key": "room", "state": state, "answer": value, "value": value or None})


CASES = [
    case(
        f"case{number}",
        language=("en", "fr", "de")[number % 3],
        sections=(answered("Offer", ANSWERS[number % 3]), answered("Need", (*ANSWERS, "")[number % 4])),
        actors=[f"Guild {number % 4}", "=cmd|' /C calc'!A0"][: 1 + number % 2],
        places=["Graz", "Łódź", "São Tomé"][: number % 4],
        instruments=[f"fund {number % 5}"],
        dates=[f"{2000 + number % 6}"],
    )
    for number in range(24)
]


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Iterator[tuple[Any, Any]]:
    made = make_home(tmp_path_factory.mktemp("matrix") / "home", {})
    with opened(made.database_url) as store:
        index_records(made.processed / "index", store, CASES)
        yield made.processed, store


def total(home, query: str, *where: str) -> int:
    return search(*home, query, [parse_where(each) for each in where]).total


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    facets=st.lists(st.sampled_from(FACETS), min_size=2, max_size=2, unique=True),
    query=st.sampled_from(["", "rooms", "case1 case2 case3", "-language:de", "answer:offer/room=yes", "zebra"]),
    where=st.sampled_from(WHERE),
    most=st.integers(1, 6),
)
def test_each_number_is_what_search_finds_with_both_conditions(home, facets, query, where, most) -> None:
    held = [] if any(read_facet(each).is_of(where) for each in facets) else [where]
    found = matrix(*home, *facets, query, held, most_rows=most, most_columns=most)
    assert found.total == total(home, query, *held)
    for row, cells in zip(found.rows.headings, found.cells, strict=True):
        assert row.count == total(home, query, *held, row.where)
        for column, count in zip(found.columns.headings, cells, strict=True):
            assert count == total(home, query, *held, row.where, column.where)


@pytest.mark.parametrize("most", [1, 2, 100])
def test_what_is_not_shown_is_told(home, most) -> None:
    rows = matrix(*home, "place", "language", most_rows=most).rows
    assert (len(rows.headings) + rows.others, rows.without) == (3, 6)
    assert rows.other_cases == {1: 12, 2: 6, 100: 0}[most]


@pytest.mark.parametrize(
    ("rows", "columns", "where", "words"),
    [
        ("colour", "sector", (), "no facet is called colour; did you mean country[?] There are: sector, country"),
        ("sector", "email", (), "there are: sector, .*, answer:QUESTION"),
        ("answer:", "sector", (), "no facet is called answer:"),
        ("sector", "sector", (), "choose another facet"),
        ("sector", "place", ("sector=business",), "filters by sector"),
        ("sector", "place", ("nonsense",), "write it as field=value"),
    ],
)
def test_what_cannot_be_counted_is_told(home, rows, columns, where, words) -> None:
    with pytest.raises(CasemillError, match=words):
        matrix(*home, rows, columns, "", where)


@pytest.mark.parametrize("query", ["word " * 10_000, '"', "\x00\x1b", "actor:", "😀" * 99])
def test_any_text_is_a_query(home, query) -> None:
    assert isinstance(matrix(*home, "place", "language", query), Matrix)


@given(words=st.text(max_size=20), begins=st.sampled_from(["", *"=+-@\t\r\n"]))
def test_no_cell_of_csv_starts_a_formula(words, begins) -> None:
    heading = {"value": begins + words, "count": 1, "where": "x=y"}
    axis = {"facet": begins + words, "headings": [heading]}
    made = Matrix.model_validate({"query": "", "where": (), "total": 1, "rows": axis, "columns": axis, "cells": [[1]]})
    cells = [cell for row in csv.reader(StringIO(csv_of(made), newline="")) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]


def test_csv_has_the_counts_the_totals_and_what_is_left_out(home) -> None:
    found = matrix(*home, "language", "place", "", ["after=2001"], most_columns=2)
    header, *lines = csv_of(found).splitlines()
    assert header == "language × place,{},cases".format(",".join(each.value for each in found.columns.headings))
    assert lines[0] == ",".join(map(str, (found.rows.headings[0].value, *found.cells[0], found.rows.headings[0].count)))
    assert lines[-3] == f"cases,{','.join(str(each.count) for each in found.columns.headings)},{found.total}"
    assert lines[-2].startswith('"place: 1 more value not shown, in ')
    assert lines[-1] == f"place: {found.columns.without} cases without"


@pytest.mark.parametrize("name", PLAIN)
def test_every_facet_can_be_counted(home, name) -> None:
    other = "language" if name != "language" else "year"
    assert matrix(*home, name, other).total == len(CASES)


def test_answers_to_two_questions_must_both_hold(home) -> None:
    assert total(home, "answer:offer/room=yes answer:need/room=no") == 2
    assert total(home, "answer:offer/room=yes answer:offer/room=no") == 16


def test_a_facet_that_there_is_not_is_an_unknown_name() -> None:
    with pytest.raises(UnknownNameError):
        read_facet("")
    with pytest.raises(UsageError):
        read_facet("sector:x")
