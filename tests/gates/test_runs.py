"""Gates at work: held runs and publications, what is accepted, and what status says of it."""

import json

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.release import latest_release
from pipeline.status import read_status
from tests.homes import SOURCE, make_home
from tests.release.milling import night

GUILDS = "Baker Guild, Weaver Guild, Mason Guild"


def pages(count: int, words: str = GUILDS, *, of: str = "letter") -> dict[str, str]:
    return {f"{of}{number}.txt": f"The {number}th {of}\n{words}" for number in range(count)}


@pytest.fixture
def settings(tmp_path):
    settings = make_home(tmp_path / "home", {})
    night(settings, pages(40))
    return settings


def broken(settings):
    return night(settings, pages(40) | pages(20, "no guild", of="form"))


def publish(settings, *arguments: str) -> tuple[int, dict]:
    result = CliRunner().invoke(app, ["--home", str(settings.home), "publish", "--json", *arguments])
    return result.exit_code, json.loads(result.stdout) if result.stdout else {}


def gates(settings, table: str) -> None:
    (settings.home / "sources" / "notes.toml").write_text(f"{SOURCE}[gates]\n{table}\n")


def test_a_first_release_is_held_by_no_history(tmp_path):
    report = night(make_home(tmp_path / "new", {}), pages(12))
    assert (report.released, report.gates) == (True, ())


def test_fresh_pages_without_what_pages_had_hold_the_release(settings):
    report = broken(settings)
    assert not report.released
    (held,) = (gate for gate in report.gates if gate.held)
    assert held.gate == "notes/actors"
    assert held.reason.startswith("actors per page fell from 3.0 to 0.0 on 20 new and changed pages; at least ")


def test_what_was_held_stays_held_until_it_is_mended(settings):
    broken(settings)
    assert broken(settings).held
    mended = night(settings, pages(40) | pages(20, GUILDS, of="form"))
    assert (mended.held, mended.released) == (False, True)
    assert read_status(settings).sources["notes"].held == ()


def test_what_is_not_run_is_judged_as_well(settings):
    broken(settings)
    (settings.home / "more").mkdir()
    (settings.home / "more" / "one.txt").write_text("One\nBaker Guild")
    (settings.home / "sources" / "more.toml").write_text('kind = "folder"\npath = "more"\n')
    from pipeline.run import run
    from tests.release.milling import engine

    assert run(settings, ["more"], engine=engine).held


def test_status_says_what_holds_since_when_and_how_to_accept_it(settings):
    broken(settings)
    first = read_status(settings).sources["notes"].held
    broken(settings)
    status = read_status(settings).sources["notes"]
    assert status.held == first
    assert [gate.gate for gate in first] == ["notes/actors"]
    assert status.attention[0].startswith("notes/actors holds the release back since ")
    assert status.attention[1].endswith('casemill publish --accept notes/actors --reason "…"')


@pytest.mark.parametrize("name", ["notes/actors", "notes"])
def test_what_is_accepted_is_history_from_then_on(settings, name):
    broken(settings)
    assert publish(settings)[0] == 3
    assert publish(settings, "--accept", name, "--reason", "a new form", "--by", "Kim")[0] == 0
    assert [each.gate for each in latest_release(settings.processed).accepted] == ["notes/actors"]
    more = pages(40) | pages(40, "no guild", of="form")
    assert night(settings, more).released
    assert not night(settings, more | pages(9, of="memo")).held
    assert latest_release(settings.processed).history.keys() == {"notes/actors"}


def test_records_that_leave_hold_the_release(settings):
    held = {gate.gate for gate in night(settings, pages(10)).gates if gate.held}
    assert held == {"notes/records", "notes/gone"}


def test_pages_renamed_are_gone(settings):
    held = {gate.gate for gate in night(settings, pages(40, of="memo")).gates if gate.held}
    assert held == {"notes/gone"}


@pytest.mark.parametrize(
    ("table", "released"),
    [("actors = false", True), ("actors = 0.5", False), ("actors = 0", True), ("unaccounted = 0.1", False)],
)
def test_the_operator_sets_bounds_and_turns_gates_off(settings, table, released):
    gates(settings, table)
    assert broken(settings).released is released


def test_a_bound_holds_a_first_release(tmp_path):
    settings = make_home(tmp_path / "new", {})
    gates(settings, "records = 20")
    (gate,) = night(settings, pages(12)).gates
    assert gate.model_dump() == {
        "gate": "notes/records",
        "held": True,
        "reason": "12 records; the source's [gates] want at least 20",
    }


def test_the_screens_tell_the_bound_and_the_command(settings):
    gates(settings, "records = 90")
    broken(settings)
    for command in ("status", "publish"):
        told = " ".join(CliRunner().invoke(app, ["--home", str(settings.home), command]).stdout.split())
        assert "60 records; the source's [gates] want at least 90" in told
        assert 'casemill publish --accept notes --reason "…"' in told


def test_a_version_that_no_release_showed_is_no_history(settings):
    for _ in range(3):
        broken(settings)
        night(settings, pages(40))
    assert broken(settings).held
