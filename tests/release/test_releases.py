import json
import subprocess
import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from models.errors import StoreError
from pipeline.release.manifest import KnownCase, ReleasedCase, chain, folder_of, latest_release
from pipeline.release.masking import MASK
from pipeline.release.parquet import known_cases
from pipeline.release.sinks import delta_in, digest_of_line
from pipeline.release.tables import TABLES, file_of
from pipeline.settings import Settings, load_settings
from tests.homes import SOURCE, make_home
from tests.records import record
from tests.release.milling import lines_of, night, replayed

PAGES = {
    "a.txt": "Alpha\nThe Baker Guild, jane.doe@example.org",
    "b.txt": "Beta\nThe Mill Guild, info@example.org",
    "c.txt": "Gamma\nwords",
}
NIGHTS = (
    PAGES,
    {**PAGES, "a.txt": "Alpha\nThe Baker Guild is shut", "d.txt": "Delta\nwords"},
    {"a.txt": "Alpha\nThe Baker Guild is shut", "c.txt": "Gamma\nother words"},
    {**PAGES, "e.txt": "Epsilon\nwords"},
)


@pytest.fixture
def settings(tmp_path) -> Settings:
    return make_home(tmp_path / "home", {})


def latest(settings: Settings) -> Path:
    return settings.processed / "latest"


def records_in(folder: Path) -> dict[str, object]:
    return {name: json.loads(line) for name, line in lines_of(folder).items()}


def table(folder: Path, name: str) -> list[dict[str, object]]:
    return pq.read_table(folder / file_of(name)).to_pylist()


def test_the_deltas_replayed_give_the_newest_release(settings):
    for pages in NIGHTS:
        night(settings, pages)
    releases = [folder_of(settings.processed, release.run) for release in chain(settings.processed)]
    assert len(releases) == len(NIGHTS)
    cases: dict[str, object] = {}
    for folder in reversed(releases):
        cases = replayed(cases, folder)
        assert cases == records_in(folder)
    counts = [latest_release(settings.processed).changes, json.loads((latest(settings) / "release.json").read_bytes())]
    assert counts[0] == counts[1]["changes"] == {"ADD": 2, "MOD": 2, "DEL": 0}


def test_only_so_many_releases_are_kept_and_the_oldest_of_them_starts_the_replay(settings):
    (settings.home / "casemill.toml").write_text("models = false\nworkers = 2\nkeep_releases = 2\n")
    few = load_settings(settings.home)
    for pages in NIGHTS:
        night(few, pages)
    newest, oldest = (folder_of(few.processed, release.run) for release in chain(few.processed))
    assert sorted((few.processed / "releases").iterdir()) == sorted([newest, oldest])
    assert replayed(records_in(oldest), newest) == records_in(newest)


CASES = st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 2))


def released(cases: dict[str, int]) -> list[ReleasedCase]:
    found = (record(id=name, title=str(version)) for name, version in sorted(cases.items()))
    lines = [(each, each.model_dump_json().encode()) for each in found]
    return [ReleasedCase(each, cases[each.id], line, digest_of_line(line)) for each, line in lines]


@given(CASES, CASES)
def test_a_delta_tells_what_differs_and_no_more(tmp_path_factory, before, after):
    folder = tmp_path_factory.mktemp("delta")
    old, new, counts = released(before), released(after), Counter[str]()
    known = (KnownCase(each.record.id, each.version, each.digest) for each in old)
    with delta_in(folder / "delta.jsonl", known, counts) as add:
        for each in new:
            add(each)
    cases, wanted = ({each.record.id: json.loads(each.line) for each in side} for side in (old, new))
    assert replayed(cases, folder) == wanted
    same = [name for name in before if before[name] == after.get(name)]
    assert counts.total() == len(before.keys() | after.keys()) - len(same)


def test_the_tables_hold_what_the_records_say(settings):
    night(settings, PAGES)
    records, folder = records_in(latest(settings)), latest(settings)
    cases = {row["id"]: row for row in table(folder, "cases")}
    assert list(cases) == list(records)
    assert {name: (row["title"], row["text"], row["version"]) for name, row in cases.items()} == {
        name: (each["title"], each["text"], 1) for name, each in records.items()
    }
    assert {name: row["digest"] for name, row in cases.items()} == {
        name: sha256(line).hexdigest() for name, line in lines_of(folder).items()
    }
    actors = table(folder, "actors")
    assert [(row["case_id"], row["name"]) for row in actors] == [
        (name, actor["name"]) for name, each in records.items() for actor in each["actors"]
    ]
    assert len(actors) == 2
    for row in table(folder, "mentions"):
        assert cases[row["case_id"]]["text"][row["start"] : row["end"]] == row["quote"]
    assert list(known_cases(folder)) == [KnownCase(each["id"], 1, each["digest"]) for each in cases.values()]


def test_every_row_belongs_to_a_case_and_has_a_key_of_its_own(settings):
    night(settings, PAGES)
    ids = set(records_in(latest(settings)))
    for each in TABLES:
        rows = table(latest(settings), each.name)
        keys = [tuple(row[name] for name in each.key) for row in rows]
        assert len(keys) == len(set(keys))
        assert {row.get("case_id", row.get("id")) for row in rows} <= ids


def test_a_release_withholds_contacts_of_persons_unless_the_source_says_otherwise(settings):
    night(settings, PAGES)
    files = [path for path in latest(settings).iterdir() if path.suffix in {".jsonl", ".json"}]
    assert not any("jane.doe" in path.read_text() for path in files)
    assert [row["value"] for row in table(latest(settings), "contacts")] == ["info@example.org"]
    assert MASK * 20 in "".join(row["text"] for row in table(latest(settings), "cases"))
    assert json.loads((latest(settings) / "statistics.json").read_bytes())["withheld"] == 1
    (settings.home / "sources" / "notes.toml").write_text(f'{SOURCE}[privacy]\ncontacts = "all"\n')
    assert night(settings, PAGES).released
    assert len(table(latest(settings), "contacts")) == 2
    assert latest_release(settings.processed).changes == {"ADD": 0, "MOD": 1, "DEL": 0}


def test_a_source_that_is_no_longer_configured_keeps_its_privacy(settings):
    source = settings.home / "sources" / "notes.toml"
    source.write_text(f'{SOURCE}[privacy]\ncontacts = "none"\n')
    night(settings, PAGES)
    source.unlink()
    source.with_name("letters.toml").write_text(SOURCE)
    night(settings, PAGES)
    shown = {row["value"] for row in table(latest(settings), "contacts")}
    assert (latest_release(settings.processed).privacy, shown) == ({"notes": "none"}, {"info@example.org"})
    assert len(table(latest(settings), "cases")) == 2 * len(PAGES)


def test_records_follow_the_schema_beside_them_and_findings_name_their_case(settings):
    night(settings, PAGES)
    schema = Draft202012Validator(json.loads((latest(settings) / "schema.json").read_bytes()))
    records = records_in(latest(settings))
    assert [error for each in records.values() for error in schema.iter_errors(each)] == []
    findings = [json.loads(line) for line in (latest(settings) / "findings.jsonl").read_bytes().splitlines()]
    assert {(each["case_id"], each["uri"], each["code"]) for each in findings} == {
        (name, each["source"]["uri"], "no_template") for name, each in records.items()
    }


def test_the_same_cases_give_the_same_bytes(tmp_path):
    homes = [make_home(tmp_path / name, {}) for name in ("one", "two")]
    for home in homes:
        night(home, PAGES)
    fleeting = {"release.json", "datapackage.json", "croissant.json"}
    one, two = ({p.name: p.read_bytes() for p in latest(home).iterdir() if p.name not in fleeting} for home in homes)
    assert one == two
    assert len(one) == len(TABLES) + 5


def test_a_release_onto_which_latest_did_not_move_is_made_again(settings, monkeypatch):
    night(settings, PAGES)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("pipeline.release.publishing.point", killed)
        with pytest.raises(KeyboardInterrupt):
            night(settings, NIGHTS[1])
    assert len(list((settings.processed / "releases").iterdir())) == 2
    assert night(settings, NIGHTS[1]).released
    newest, first = chain(settings.processed)
    assert sorted(path.name for path in (settings.processed / "releases").iterdir()) == [first.run, newest.run]
    folders = [folder_of(settings.processed, each.run) for each in (first, newest)]
    assert replayed(records_in(folders[0]), folders[1]) == records_in(folders[1])


def test_a_full_disk_leaves_no_draft_and_the_old_release(settings, monkeypatch):
    first = night(settings, PAGES)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("pipeline.release.packaging.croissant", full)
        with pytest.raises(StoreError, match=r"No space.*make room"):
            night(settings, NIGHTS[1])
    assert [path.name for path in (settings.processed / "releases").iterdir()] == [first.run]
    assert night(settings, NIGHTS[1]).released


def test_a_run_with_nothing_new_loads_no_arrow(settings):
    code = (
        "import sys; from pathlib import Path; from pipeline.run import run;"
        "from pipeline.settings import load_settings;"
        "run(load_settings(Path(sys.argv[1]))); print('pyarrow' in sys.modules)"
    )
    command = [sys.executable, "-c", code, str(settings.home)]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "False\n"
