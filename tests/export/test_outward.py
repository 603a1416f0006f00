"""The forms for SQL, for annotation tools and for FollowTheMoney."""

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import yaml

from pipeline.export.entities import write_entities
from pipeline.export.exporting import export
from pipeline.export.form import Job, Wanted
from pipeline.export.statements import statements_of
from pipeline.release import latest_release
from pipeline.release.manifest import ReleasedCase
from pipeline.release.tables import TABLES
from tests.living import ROOT
from tests.records import contact, mentioned, record

SCHEMATA = yaml.safe_load((Path(__file__).parent / "followthemoney.yaml").read_text())
TEXT = "Ann Lee of Loom Ltd, +33140000000, and the Town Hall of Lyon: Loom Fair."


@pytest.fixture(scope="module")
def database(released, tmp_path_factory):
    folder = tmp_path_factory.mktemp("sqlite") / "made"
    export(released, "sqlite", folder, wanted=Wanted(licence="CC BY 4.0"))
    with closing(sqlite3.connect(folder / "casemill.db")) as connection:
        yield connection, json.loads((folder / "metadata.json").read_bytes())


@pytest.mark.parametrize("table", TABLES, ids=lambda each: each.name)
def test_a_table_of_the_database_is_the_release_s(released, database, table):
    rows = database[0].execute(f'SELECT * FROM "{table.name}" ORDER BY rowid').fetchall()  # noqa: S608
    of_release = pq.read_table(released.processed / "latest" / f"{table.name}.parquet").to_pylist()
    assert rows == [
        tuple(json.dumps(value) if isinstance(value, list) else value for value in row.values()) for row in of_release
    ]


def test_the_database_is_whole_and_its_links_lead_somewhere(database):
    connection, _ = database
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    links = {each.name: connection.execute(f"PRAGMA foreign_key_list({each.name})").fetchall() for each in TABLES}
    assert {name for name, found in links.items() if not found} == {"cases"}


@pytest.mark.parametrize(("words", "titles"), [("weaver", 2), ("nimes", 1), ("jane", 0)])
def test_titles_and_texts_can_be_searched(database, words, titles):
    found = database[0].execute(
        "SELECT title FROM cases WHERE rowid IN (SELECT rowid FROM cases_fts WHERE cases_fts MATCH ?)", (words,)
    )
    assert len(found.fetchall()) == titles


def test_datasette_is_told_what_the_columns_mean(database):
    _, metadata = database
    assert metadata["license"] == "CC BY 4.0"
    tables = metadata["databases"]["casemill"]["tables"]
    assert all(tables[each.name]["columns"].keys() == {column.name for column in each.columns} for each in TABLES)


def test_an_annotation_selects_the_words_of_each_mention(released, target):
    export(released, "annotations", target)
    latest = released.processed / "latest"
    texts = {row["id"]: row["text"] for row in pq.read_table(latest / "cases.parquet").to_pylist()}
    mentions = pq.read_table(latest / "mentions.parquet").to_pylist()
    lines = [json.loads(line) for line in target.read_bytes().splitlines()]
    assert len(lines) == len(mentions) == 4
    for line, mention in zip(lines, mentions, strict=True):
        quote, position = line["target"]["selector"]
        text = texts[mention["case_id"]]
        assert text[position["start"] : position["end"]] == quote["exact"] == mention["quote"]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in text
        assert line["id"].endswith(f":{mention['position']}")
    assert len({line["id"] for line in lines}) == len(lines)
    actors = [line for line in lines if line["motivation"] == "identifying"]
    assert {body["source"] for line in actors for body in line["body"] if "source" in body} == {
        "urn:casemill:actor-Baker Guild",
        "urn:casemill:actor-Weaver Guild",
    }


def told(**sectors: str) -> ReleasedCase:
    persons = [mentioned("persons", TEXT, "Ann Lee", role="weaver", organisation="Loom Ltd")]
    actors = [
        mentioned("actors", TEXT, name, sector=sectors.get(name.split()[0], "government"), named=True)
        for name in ("Loom Ltd", "Town Hall")
    ]
    made = record(
        id=f"case-{len(sectors)}",
        title="Looms",
        text=TEXT,
        persons=persons,
        actors=actors,
        places=[mentioned("places", TEXT, "Lyon", country="FR")],
        events=[mentioned("events", TEXT, "Loom Fair", date="2012-03/2012-04")],
        contacts=[contact(TEXT, "+33140000000", kind="phone", person="Ann Lee")],
    )
    return ReleasedCase(made, 1, b"", "")


def entities(released, path: Path, *cases: ReleasedCase) -> dict[str, list[dict]]:
    write_entities(Job(latest_release(released.processed), cases, Wanted()), path)
    found: dict[str, list[dict]] = {}
    for line in path.read_bytes().splitlines():
        found.setdefault(json.loads(line)["schema"], []).append(json.loads(line))
    return found


def test_entities_follow_the_published_schema(released, target):
    found = entities(released, target, told(Loom="business"))
    assert set(found) == {"Document", "Company", "PublicBody", "Person", "Membership", "Address", "Event"}
    by_id = {each["id"]: each for several in found.values() for each in several}
    for each in by_id.values():
        schema = SCHEMATA[each["schema"]]
        assert each["properties"].keys() - set(schema["properties"]) == set()
        assert set(schema["required"]) - each["properties"].keys() == set()
        for name, range_ in schema["links"].items():
            for value in each["properties"].get(name, ()):
                assert range_ in SCHEMATA[by_id[value]["schema"]]["is"]
    assert found["Person"][0]["properties"]["phone"] == ["+33140000000"]
    assert found["Event"][0]["properties"]["startDate"] == ["2012-03"]
    assert found["Address"][0]["properties"]["country"] == ["fr"]


def test_what_several_cases_name_is_one_entity_with_all_its_proofs(released, target):
    found = entities(released, target, told(Loom="business"), told())
    assert [each["properties"]["name"] for each in found["Organization"]] == [["Loom Ltd"]]
    assert found["PublicBody"][0]["properties"]["proof"] == ["case-0", "case-1"]
    assert len(found["Event"]) == len(found["Document"]) == 2


def test_every_property_that_is_written_is_explained():
    page = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8").split("\n## ftm\n")[1]
    made = {(each.schema, each.property) for each in statements_of(told(Loom="business").record)}
    rows = dict(re.findall(r"^\| (`.+?`) \| .+? \| (.+) \|$", page, re.MULTILINE))
    assert [
        each for each in made if not any(f"`{each[0]}`" in row and f"`{each[1]}`" in rows[row] for row in rows)
    ] == []
