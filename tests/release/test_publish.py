import json

import pytest
from typer.testing import CliRunner

from models.report import GateVerdict
from pipeline.cli import app
from pipeline.gates.judging import Judgement
from pipeline.release import latest_release
from tests.homes import SOURCE, make_home
from tests.release.milling import night

GATE = GateVerdict(gate="notes/template_fit", held=True, reason="letter fits 10% of 9 new pages of notes, 90% before")


@pytest.fixture
def settings(tmp_path):
    settings = make_home(tmp_path / "home", {})
    night(settings, {"a.txt": "Alpha\njane.doe@example.org"})
    return settings


def publish(settings, *arguments: str) -> tuple[int, dict]:
    result = CliRunner().invoke(app, ["--home", str(settings.home), "publish", "--json", *arguments])
    return result.exit_code, json.loads(result.stdout) if result.stdout else {}


def change(settings) -> None:
    (settings.home / "sources" / "notes.toml").write_text(f'{SOURCE}[privacy]\ncontacts = "all"\n')


def test_what_is_released_already_stands(settings):
    code, report = publish(settings)
    assert (code, report["released"], report["release"]) == (0, False, latest_release(settings.processed).run)


def test_the_store_as_it_stands_is_released(settings):
    first = latest_release(settings.processed).run
    change(settings)
    code, report = publish(settings)
    assert (code, report["released"], report["records"]) == (0, True, 1)
    assert report["changes"] == {"ADD": 0, "MOD": 1, "DEL": 0}
    assert latest_release(settings.processed).before == first


def test_a_gate_holds_the_release_until_somebody_accepts_it_with_a_reason(settings, monkeypatch):
    monkeypatch.setattr("pipeline.publication.judge", lambda *_: Judgement(gates=(GATE,)))
    change(settings)
    code, report = publish(settings)
    assert (code, report["released"], report["gates"][0]["gate"]) == (3, False, "notes/template_fit")
    code, report = publish(
        settings, "--accept", "notes/template_fit", "--reason", "the new form is wanted", "--by", "Kim"
    )
    assert (code, report["released"], report["accepted"]) == (0, True, ["notes/template_fit"])
    (accepted,) = latest_release(settings.processed).accepted
    assert accepted.model_dump() == {
        "gate": "notes/template_fit",
        "held": GATE.reason,
        "by": "Kim",
        "reason": "the new form is wanted",
    }


@pytest.mark.parametrize("arguments", [("--accept", "counts", "--reason", "x"), ("--accept", "notes/template_fit")])
def test_what_cannot_be_accepted_is_told(settings, monkeypatch, arguments):
    monkeypatch.setattr("pipeline.publication.judge", lambda *_: Judgement(gates=(GATE,)))
    change(settings)
    assert publish(settings, *arguments)[0] != 0
    assert latest_release(settings.processed).before is None
