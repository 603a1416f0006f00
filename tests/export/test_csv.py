import csv
import io
import json
import re

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.export.cells import cell_of, text_of
from pipeline.export.exporting import export
from pipeline.export.form import Wanted
from pipeline.release.tables import TABLES, ColumnType
from tests.export.conftest import PAGES

DANGEROUS = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
TEXTS = st.text(st.characters(codec="utf-8")) | st.sampled_from("=+-@'").flatmap(
    lambda first: st.text(max_size=5).map(lambda rest: first + rest)
)


@given(TEXTS)
def test_no_text_starts_a_formula_and_each_comes_back(text):
    cell = cell_of(text)
    assert not DANGEROUS.match(str(cell))
    assert text_of(str(cell)) == text


@pytest.mark.parametrize(
    ("value", "cell"),
    [(-3, -3), (-0.5, -0.5), (None, None), (True, "true"), (("=a", "b"), '["=a", "b"]'), ("'", "''"), ("a-b", "a-b")],
)
def test_numbers_stay_numbers(value, cell):
    assert cell_of(value) == cell


@pytest.fixture(scope="module")
def folder(released, tmp_path_factory):
    target = tmp_path_factory.mktemp("csv") / "made"
    export(released, "csv", target)
    return target


@pytest.mark.parametrize("table", TABLES, ids=lambda each: each.name)
def test_a_table_read_back_is_the_release_s(released, folder, table):
    text = (folder / f"{table.name}.csv").read_bytes().decode()
    names, *rows = csv.reader(io.StringIO(text, newline=""))
    of_release = pq.read_table(released.processed / "latest" / f"{table.name}.parquet").to_pylist()
    assert names == [each.name for each in table.columns]
    read = [[_value(*each) for each in zip(table.columns, row, strict=True)] for row in rows]
    assert read == [[value if value != "" else None for value in row.values()] for row in of_release]


def _value(column, cell):
    if cell == "":
        return None
    match column.type:
        case ColumnType.STRING:
            return text_of(cell)
        case ColumnType.INTEGER:
            return int(cell)
        case ColumnType.NUMBER:
            return float(cell)
        case _:
            return json.loads(cell)


@pytest.mark.filterwarnings("ignore")
def test_frictionless_finds_the_tables_as_described(folder):
    from frictionless import Package

    assert Package(str(folder / "datapackage.json")).validate().flatten(["type", "note"]) == []


def test_lines_end_as_the_standard_says_and_a_mark_is_there_on_request(released, folder, target):
    export(released, "csv", target, wanted=Wanted(bom=True))
    plain = (folder / "cases.csv").read_bytes()
    assert (target / "cases.csv").read_bytes() == b"\xef\xbb\xbf" + plain
    assert plain.endswith(b"\r\n")
    assert plain.split(b"\r\n")[0].startswith(b'"id","version","digest"')
    assert len(plain.split(b'\r\n"case-')) == len(PAGES) + 1
