import json
import re
from hashlib import sha256
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.release.tables import TABLES
from tests.homes import make_home
from tests.release.milling import night

PAGES = {"a.txt": "Alpha\nThe Baker Guild, info@example.org", "b.txt": "Beta\nwords"}


@pytest.fixture(scope="module")
def release(tmp_path_factory) -> Path:
    settings = make_home(tmp_path_factory.mktemp("described") / "home", {})
    night(settings, PAGES)
    return (settings.processed / "latest").resolve()


@pytest.mark.filterwarnings("ignore")
def test_frictionless_finds_the_package_valid_and_every_row_as_described(release):
    from frictionless import Package, Resource

    described = json.loads((release / "datapackage.json").read_bytes())
    assert [each.type for each in Package(described, basepath=str(release)).resources].count("table") == len(TABLES)
    # Its own reader of Parquet goes by pandas, which knows no missing integers: it is given the rows.
    tables = [_with_rows(release, each) for each in described["resources"] if each["type"] == "table"]
    assert [Resource(each).validate().flatten(["type", "note"]) for each in tables] == [[]] * len(TABLES)


def _with_rows(release: Path, resource: dict) -> dict:
    rows = pq.read_table(release / resource["path"]).to_pylist()
    names = [field["name"] for field in resource["schema"]["fields"]]
    schema = {name: value for name, value in resource["schema"].items() if name != "foreignKeys"}
    data = [names, *([row[name] for name in names] for row in rows)]
    return {"name": resource["name"], "type": "table", "data": data, "schema": schema}


def test_every_file_is_described_with_its_size_and_digest(release):
    package = json.loads((release / "datapackage.json").read_bytes())
    described = {each["path"]: (each["bytes"], each["hash"]) for each in package["resources"]}
    files = {path.name: path.read_bytes() for path in release.iterdir()}
    assert described.keys() == files.keys() - {"release.json", "datapackage.json", "croissant.json"}
    assert described == {name: (len(files[name]), f"sha256:{sha256(files[name]).hexdigest()}") for name in described}
    assert re.sub(r"[-:]", "", package["created"]) == release.name[:16]


@pytest.mark.filterwarnings("ignore")
def test_croissant_is_valid_and_reads_the_tables(release):
    import mlcroissant

    dataset = mlcroissant.Dataset(jsonld=str(release / "croissant.json"))
    assert list(dataset.metadata.ctx.issues.errors) == []
    actors = list(dataset.records(record_set="actors"))
    assert [each["actors/name"] for each in actors] == [b"Baker Guild"]
