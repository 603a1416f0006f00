import json
import re
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from typer.testing import CliRunner

from models.errors import StoreError, UnknownNameError, UsageError
from models.exported import Exported, ExportedFile
from pipeline.cli import app
from pipeline.export.exporting import FORMS, export
from pipeline.export.form import Wanted
from pipeline.index.search import parse_where
from pipeline.release import RECORDS, latest_release
from tests.homes import make_home
from tests.living import ROOT
from tests.release.milling import night
from tests.release.test_docs import PAGE as RELEASES

EVERY = pytest.mark.parametrize("form", sorted(FORMS))


def content(path: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in ([path] if path.is_file() else path.iterdir())}


@EVERY
def test_the_same_release_gives_the_same_bytes(released, tmp_path, form):
    first, second = (export(released, form, tmp_path / folder) for folder in ("a", "b"))
    assert [each.sha256 for each in first.files] == [each.sha256 for each in second.files]
    assert list(content(tmp_path / "a").values()) == list(content(tmp_path / "b").values())
    assert first.records == 3


@EVERY
def test_what_a_release_withholds_is_in_no_export(released, target, form):
    export(released, form, target)
    written = b"".join(content(target).values())
    assert b"jane.doe" not in written
    assert form == "parquet" or b"info@example.org" in written


@EVERY
def test_a_release_without_cases_gives_the_form_without_rows(bare, target, form):
    assert export(bare, form, target).records == 0
    assert {each.name for each in target.iterdir()} == set(FORMS[form].files) if target.is_dir() else target.is_file()


@EVERY
def test_what_is_there_is_replaced_by_force_alone(released, target, form):
    export(released, form, target)
    before = content(target)
    with pytest.raises(UsageError, match="--force"):
        export(released, form, target)
    export(released, form, target, force=True)
    assert content(target) == before
    assert [each.name for each in target.parent.iterdir()] == ["made"]


@EVERY
def test_a_folder_with_other_files_is_never_replaced(released, target, form):
    target.mkdir()
    (target / "thesis.odt").write_text("years of work")
    with pytest.raises(UsageError, match=r"thesis\.odt"):
        export(released, form, target, force=True)
    assert (target / "thesis.odt").read_text() == "years of work"


def test_one_form_replaces_another(released, target):
    for form in ("csv", "jsonl", "csv"):
        export(released, form, target, force=True)
    assert (target / "cases.csv").is_file()


@EVERY
def test_where_it_fails_nothing_is_left_and_the_old_stays(released, target, form, monkeypatch):
    export(released, form, target)
    before = content(target)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(FORMS, form, FORMS[form]._replace(write=fail))
    with pytest.raises(OSError, match="space"):
        export(released, form, target, force=True)
    assert content(target) == before
    assert [each.name for each in target.parent.iterdir()] == ["made"]


def test_a_name_that_ends_in_zip_makes_one_file(released, tmp_path):
    export(released, "csv", tmp_path / "made.zip")
    export(released, "csv", tmp_path / "made")
    with ZipFile(tmp_path / "made.zip") as packed:
        assert {name: packed.read(name) for name in packed.namelist()} == content(tmp_path / "made")


@pytest.mark.parametrize(
    ("query", "where", "records"),
    [("weaver", [], 2), ("", ["actor=Baker Guild"], 1), ("weaver", ["actor=Baker Guild"], 1), ("nothing", [], 0)],
)
def test_a_query_chooses_cases(released, target, query, where, records):
    made = export(released, "jsonl", target, query=query, where=[parse_where(each) for each in where])
    assert (made.records, made.missing, len(target.read_bytes().splitlines())) == (records, 0, records)


def test_older_releases_are_exported_by_name_and_what_they_miss_is_told(tmp_path):
    settings = make_home(tmp_path / "home", {})
    old = night(settings, {"a.txt": "Alpha\nwords"}).release
    night(settings, {"a.txt": "Alpha\nwords", "b.txt": "Beta\nwords"})
    assert export(settings, "jsonl", tmp_path / "new").records == 2
    made = export(settings, "jsonl", tmp_path / "old", run=old, query="words")
    assert (made.records, made.missing, made.release) == (1, 1, old)
    with pytest.raises(UnknownNameError, match=old):
        export(settings, "jsonl", tmp_path / "none", run="20010101T000000Z")


def test_a_damaged_release_is_told_of(tmp_path):
    settings = make_home(tmp_path / "home", {})
    night(settings, {"a.txt": "Alpha\nwords"})
    records = settings.processed / "latest" / RECORDS
    records.write_bytes(records.read_bytes()[:20])
    with pytest.raises(StoreError, match="casemill rebuild"):
        export(settings, "jsonl", tmp_path / "made")
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["xlsx", "--output", "{}/a"], "csv, "),
        (["csv", "--output", "{}/no/such/a"], "no such folder"),
        (["csv", "--output", "{}/a", "--where", "colour=red"], "no field is called colour"),
    ],
)
def test_wrong_wishes_are_refused_in_words(released, tmp_path, arguments, words):
    given = ["--home", str(released.home), "export", *(each.format(tmp_path) for each in arguments)]
    result = CliRunner().invoke(app, given)
    assert isinstance(result.exception, UsageError)
    assert words in str(result.exception)
    assert list(tmp_path.iterdir()) == []


def test_without_a_release_the_next_step_is_told(tmp_path):
    with pytest.raises(UsageError, match="casemill publish"):
        export(make_home(tmp_path / "home", {}), "csv", tmp_path / "made")


def test_the_command_tells_what_it_wrote(released, target):
    given = ["--home", str(released.home), "export", "jsonl", "weaver", "--output", str(target), "--json"]
    told = json.loads(CliRunner().invoke(app, given).stdout)
    assert (told["form"], told["records"], told["release"]) == ("jsonl", 2, latest_release(released.processed).run)
    assert told["files"][0]["bytes"] == target.stat().st_size


def test_the_licence_is_written_where_a_form_has_a_place_for_it(released, target):
    export(released, "csv", target, wanted=replace(Wanted(), licence="CC BY 4.0"))
    package = json.loads((target / "datapackage.json").read_bytes())
    assert package["licenses"] == [{"name": "CC-BY-4.0", "title": "CC BY 4.0"}]


def test_the_tables_of_an_export_are_those_of_a_release():
    assert all(f"## {name.removesuffix('.csv')}\n" in RELEASES for name in FORMS["csv"].files if name.endswith("csv"))


def test_every_form_is_explained():
    page = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \|", page.split("\n## ")[0], re.MULTILINE) == list(FORMS)
    assert set(re.findall(r"^## (\w+)$", page, re.MULTILINE)) == set(FORMS) - {"jsonl"}


def test_the_command_lists_every_form():
    shown = CliRunner().invoke(app, ["export", "--help"]).stdout
    assert [name for name in FORMS if name not in shown] == []


@pytest.mark.parametrize("model", [Exported, ExportedFile])
def test_every_key_that_the_command_prints_is_explained(model):
    chapter = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8").split("\n## casemill export\n")[1]
    assert [key for key in model.model_fields if f"`{key}`" not in chapter.split("\n## ")[0]] == []
