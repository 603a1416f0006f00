import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from pipeline import cli
from pipeline.commands.schema import record_schema
from pipeline.lock import locked
from tests.fake_mill import fake_engine, fake_mill
from tests.homes import make_home, set_pages

ROOT = Path(__file__).resolve().parent.parent
PAGES = {"a.txt": "Alpha\nspeed dating by the river", "b.txt": "Beta\nnothing of the kind"}
COMMANDS = (
    "run",
    "extract",
    "show",
    "similar",
    "matrix",
    "search",
    "status",
    "sources",
    "evaluate",
    "impact",
    "decisions",
    "decisions check",
    "decisions log",
    "decisions apply",
    "decisions export",
    "decisions gold",
    "decisions import",
    "decisions overrules",
    "decisions revert",
    "quarantine",
    "quarantine list",
    "quarantine show",
    "quarantine retry",
    "schedule",
    "schema",
    "template",
)


class Called:
    """A call of the command line: its exit code, and what it wrote."""

    def __init__(self, code: int, out: str, words: str) -> None:
        self.code, self.out, self.words = code, out, words

    @property
    def lines(self) -> list[dict]:
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def json(self) -> dict:
        (line,) = self.lines
        return line


Call = Callable[..., Called]


@pytest.fixture
def home(tmp_path) -> Path:
    return make_home(tmp_path / "home", PAGES).home


@pytest.fixture
def call(home, capfd, monkeypatch) -> Call:
    monkeypatch.setattr("pipeline.run.local_engine", lambda *_, **__: fake_engine)
    monkeypatch.setattr("pipeline.rebuilding.rebuild.local_engine", lambda *_, **__: fake_engine)
    monkeypatch.setattr("pipeline.extraction.mill", lambda _, batch: fake_mill(batch))
    monkeypatch.setattr("pipeline.evaluation.mill", lambda _, batch: fake_mill(batch))
    monkeypatch.setattr("pipeline.impact.mill", lambda _, batch: fake_mill(batch))

    def called(*arguments: str) -> Called:
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main(["--home", str(home), *arguments])
        return Called(int(ended.value.code or 0), *capfd.readouterr())

    return called


def test_help_needs_nothing_that_is_slow_to_load():
    told = (
        "import contextlib, io, sys\nfrom pipeline.cli import main\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):\n    main(['--help'])\n"
        "print(sorted({'spacy', 'sqlalchemy', 'tantivy', 'prefect', 'bs4', 'dateparser'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", told], cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("command", [*COMMANDS, "template list", "template check", ""])
def test_every_command_has_help_with_an_example(call, command):
    called = call(*command.split(), "--help")
    assert called.code == 0
    assert re.search(rf"Example: casemill.*{command}", called.out)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["run"], 0, ""),
        (["run", "nowhere"], 2, "no source is called nowhere; there are: notes"),
        (["run", "--colour"], 2, "No such option: --colour"),
        (["dance"], 2, "No such command 'dance'"),
        (["extract"], 2, "Missing argument"),
        (["extract", "x.txt", "--template", "letter"], 2, "no template is called letter; there are: "),
        (["search", "x", "--where", "colour=red"], 2, "no field is called colour; there are: "),
        (["search", "x", "--limit", "0"], 2, "Invalid value for '--limit'"),
        (["show", "case-x"], 2, "no case is called case-x"),
        (["matrix", "colour", "sector"], 2, "no facet is called colour; "),
        (["matrix", "sector", "year", "--csv", "--json"], 2, "--csv and --json exclude each other"),
        (["similar", "case-x"], 2, "no case is called case-x"),
        (["template", "check", "nowhere.yaml"], 2, "nowhere.yaml: cannot be read"),
        (["evaluate", "nowhere"], 2, "does not exist"),
        (["evaluate", "pipeline"], 2, "no page under pipeline has a gold file"),
        (["impact", "nowhere"], 2, "no source is called nowhere; there are: notes"),
        (["impact", "--limit", "0"], 2, "Invalid value for '--limit'"),
        (["status"], 0, ""),
        (["--home", "/nowhere", "status"], 2, "/nowhere: there is no such folder"),
    ],
)
def test_exit_codes_and_the_line_for_each_fault(call, arguments, code, words):
    called = call(*arguments)
    assert called.code == code
    assert words in called.words
    assert "Traceback" not in called.words
    assert len(called.words.splitlines()) == (1 if words else 0)


def test_global_options_may_stand_anywhere(home, capfd):
    with pytest.raises(SystemExit) as ended:
        cli.main(["sources", "--json", "--home", str(home)])
    assert ended.value.code == 0
    assert json.loads(capfd.readouterr().out)["name"] == "notes"


def test_run_reports_as_the_contract_says(call):
    report = call("run", "--json").json
    counts = report["sources"]["notes"]
    assert {name: counts[name] for name in ("pages", "new", "changed", "unchanged", "gone", "quarantined")} == {
        "pages": 2, "new": 2, "changed": 0, "unchanged": 0, "gone": 0, "quarantined": 0,
    }  # fmt: skip
    assert (report["records"], report["released"], report["gates"]) == (2, True, [])
    assert report["release"] == report["run"]
    assert report["seconds"] > 0


def test_a_run_says_what_is_new_and_when_nothing_is(call):
    assert "2 pages looked at: 2 new" in call("run").out
    assert call("run").out.startswith("Nothing new: 2 pages looked at, all as before")


def test_pages_in_quarantine_are_named_with_their_reason_and_exit_4(call, home):
    set_pages(home, {**PAGES, "c.txt": "EMPTY"})
    called = call("run")
    assert called.code == 4
    assert "notes/c.txt" in called.out
    assert "c.txt has no words: fill it, or leave it out" in called.out
    assert call("run", "--json").code == 4
    assert call("quarantine", "list", "--json").json["code"] == "empty"


def test_an_interrupted_command_exits_130(call, monkeypatch):
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pipeline.run.load_sources", interrupt)
    called = call("run")
    assert called.code == 130
    assert called.words == "casemill: Interrupted. What is done is kept; run again to finish.\n"


def test_an_unexpected_fault_is_one_line_and_a_file(call, monkeypatch, tmp_path):
    monkeypatch.setattr("pipeline.exits.gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr("pipeline.run.load_sources", lambda *_: 1 / 0)
    called = call("run")
    assert called.code == 1
    (line,) = called.words.splitlines()
    assert line.startswith("casemill: failed unexpectedly (ZeroDivisionError: division by zero); the details are in ")
    (details,) = tmp_path.glob("casemill-fault-*.txt")
    assert "Traceback" in details.read_text()
    assert "Traceback" in call("--debug", "run").words


def test_a_place_that_cannot_be_written_is_told(call, home):
    (home / "raw").write_text("in the way")
    called = call("run")
    assert called.code == 1
    assert re.fullmatch(r"casemill: .*/raw.* cannot be written .*: make room, or let casemill write\n", called.words)


def test_a_fault_of_the_disk_is_one_line(call, monkeypatch):
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "processed")

    monkeypatch.setattr("pipeline.run.load_sources", refuse)
    called = call("run")
    assert called.code == 1
    assert called.words == "casemill: processed: Permission denied; see that casemill may read and write there\n"


def test_a_home_in_use_is_told(call, home):
    with locked(home / "processed"):
        called = call("run")
    assert called.code == 1
    assert "is being written by process" in called.words


def test_search_show_and_status_read_what_a_run_wrote(call):
    call("run")
    (hit,) = call("search", "speed dating", "--json").json["hits"]
    assert hit["title"] == "Alpha"
    assert call("show", hit["id"]).json["text"] == PAGES["a.txt"]
    assert call("show", hit["id"], "--json").json["id"] == hit["id"]
    assert call("similar", hit["id"], "--json").json["id"] == hit["id"]
    assert call("matrix", "language", "source", "--json").json["cells"] == [[2]]
    assert call("matrix", "language", "source", "--csv").out.splitlines()[1] == "en,2,2"
    assert "2 cases: language" in call("matrix", "language", "source").out
    assert "milar to" in call("similar", hit["id"]).out
    source = call("status", "--json").json["sources"]["notes"]
    assert (source["records"], source["quarantined"], source["attention"]) == (2, 0, [])
    assert source["last_run"]
    assert "speed dating by the river" in call("search", "speed").out
    assert "notes" in call("status").out


def test_status_of_a_home_that_was_never_run_says_so(call):
    source = call("status", "--json").json["sources"]["notes"]
    assert (source["last_run"], source["records"]) == (None, 0)
    assert source["attention"] == ["never run: casemill run notes"]


def test_a_rebuild_is_told_and_lost_bytes_end_it_with_4(call, home):
    call("run")
    assert call("rebuild", "--json").json["same"] is True
    assert "All is as it was, byte for byte." in call("rebuild").out
    for path in (home / "raw").glob("??/*/*"):
        path.write_bytes(b"damaged")
    called = call("rebuild")
    assert called.code == 4
    assert "notes/a.txt:" in called.out


def test_search_finds_also_where_the_index_is_lost(call, home):
    call("run")
    for path in (home / "processed" / "index").glob("*.json"):
        path.unlink()
    assert call("search", "river", "--json").json["total"] == 1


def test_extract_prints_a_record_a_page_and_keeps_nothing(call, home):
    before = sorted(home.rglob("*"))
    pages = home / "pages"
    called = call("extract", str(pages), str(pages / "b.txt"))
    assert called.code == 0
    assert [record["source"]["uri"] for record in called.lines] == ["a.txt", "b.txt", "b.txt"]
    assert {record["source"]["captured_at"] for record in called.lines} == {None}
    assert sorted(home.rglob("*")) == before


def test_extract_tells_of_pages_that_cannot_be_read_and_goes_on(call, home):
    set_pages(home, {"a.txt": "EMPTY", "b.txt": "Beta\nwords"})
    called = call("extract", str(home / "pages"), str(home / "lost.txt"))
    assert called.code == 4
    first, second, third = called.lines
    assert first["path"] == str(home / "pages" / "a.txt")
    assert first["error"]["code"] == "empty"
    assert second["title"] == "Beta"
    assert third["path"] == str(home / "lost.txt")


def test_templates_are_listed_and_checked(call, tmp_path):
    assert "ecia_policy_case" in [template["key"] for template in call("template", "list", "--json").lines]
    packaged = ROOT / "extractors" / "templates" / "ecia_policy_case.yaml"
    assert "good" in call("template", "check", str(packaged)).out
    (tmp_path / "bad.yaml").write_text("key: letter\nversion: 0\nname: Letter\nsections:\n- key: one\n")
    called = call("template", "check", str(tmp_path / "bad.yaml"))
    assert called.code == 2
    assert "bad.yaml: version: " in called.words


def test_pages_are_scored_beside_their_gold_and_a_broken_one_is_named(call, home, tmp_path):
    (home / "pages" / "a.txt.gold.json").write_text('{"page": "a.txt", "title": "Alpha", "sections": []}')
    (home / "pages" / "b.txt.gold.json").write_text("{")
    called = call("evaluate", str(home / "pages"), "--json")
    assert called.code == 4
    assert "b.txt.gold.json: broken gold" in called.words
    assert (called.json["pages"], called.json["labels"]["title"]["f1"]) == (1, 1)
    assert {"labels", "templates", "pages"} <= called.json.keys()


def test_scores_are_held_against_a_baseline(call, home, tmp_path):
    gold, kept = home / "pages" / "a.txt.gold.json", tmp_path / "baseline.json"
    gold.write_text('{"page": "a.txt", "title": "Alpha", "sections": []}')
    told = call("evaluate", str(home / "pages"), "--errors", "--write-baseline", str(kept))
    assert "extra   sections  Body" in told.out
    gold.write_text('{"page": "a.txt", "title": "Omega", "sections": ["Body"]}')
    told = call("evaluate", str(home / "pages"), "--baseline", str(kept))
    assert told.code == 0
    assert "Beside baseline.json: 1 gained, 2 lost" in told.out


def test_stored_cases_are_extracted_anew_and_compared(call):
    call("run")
    assert "2 cases extracted anew: 2 as before" in call("impact").out
    told = call("impact", "notes", "--limit", "1", "--json")
    assert told.code == 0
    assert (told.json["cases"], told.json["changed"], told.json["fields"]) == (1, 0, {})


def test_the_schema_in_the_checkout_is_that_of_the_records(call, tmp_path):
    assert (ROOT / "models" / "record.schema.json").read_text() == record_schema() + "\n", "run `make schema`"
    call("schema", "--output", str(tmp_path / "schema.json"))
    assert json.loads((tmp_path / "schema.json").read_text()) == json.loads(record_schema())
    Draft202012Validator.check_schema(json.loads(record_schema()))


def test_records_follow_the_schema(call):
    call("run")
    (hit,) = call("search", "river", "--json").json["hits"]
    Draft202012Validator(json.loads(record_schema())).validate(call("show", hit["id"]).json)


def test_a_reader_who_had_enough_ends_extract_in_peace(home):
    set_pages(home, {f"{number}.txt": f"Page {number}\nA few words." for number in range(30)})
    piped = f"'{sys.executable}' -m pipeline.cli --home '{home}' extract '{home}/pages' | head -n 1"
    shell = subprocess.run(["bash", "-c", piped], cwd=ROOT, capture_output=True, text=True, env=os.environ, check=True)
    assert shell.stdout.count("\n") == 1
    assert shell.stderr == ""
