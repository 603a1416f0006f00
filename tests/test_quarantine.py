import json
from collections.abc import Callable
from pathlib import Path

import pytest

from models.errors import UnknownNameError
from models.quarantine import RetryReport
from models.report import SourceCounts
from pipeline import cli
from pipeline.archive import address, digest_of
from pipeline.durable import write_whole
from pipeline.milling import ATTEMPTS, Batch, BatchResult, Outcome, Refused
from pipeline.quarantine import held_pages, retry
from pipeline.rebuilding.rebuild import rebuild
from pipeline.run import run
from pipeline.settings import Settings
from pipeline.status import read_status
from pipeline.store.cases import count_live
from pipeline.store.database import opened, reading
from tests.fake_mill import fake_engine, fake_mill
from tests.homes import make_home, set_pages

PAGES = {"a.txt": "Alpha\nwords", "empty.txt": "EMPTY", "fault.txt": "FAULT", "sub/late.txt": "Late\nwords"}


@pytest.fixture
def settings(tmp_path) -> Settings:
    return make_home(tmp_path / "home", PAGES)


def passing(code: str) -> Callable[..., object]:
    """An engine for which `sub/late.txt` meets a fault that may pass."""

    def mill(batch: Batch) -> BatchResult:
        outcomes: list[Outcome] = list(fake_mill(batch).outcomes)
        for place, task in enumerate(batch.tasks):
            if task.uri == "sub/late.txt":
                outcomes[place] = Refused(code=code, message="too late: try again", trace="in the parser")
        return BatchResult(batch=batch, outcomes=tuple(outcomes))

    return lambda _, batches: map(mill, batches)


def watched(seen: list[str]) -> Callable[..., object]:
    """The fake engine, with the pages that it mills."""

    def engine(mill, batches):
        for batch in batches:
            seen.extend(task.uri for task in batch.tasks)
            yield fake_mill(batch)

    return engine


def states(report: RetryReport) -> dict[str, str]:
    return {page.uri: page.state for page in report.pages}


def test_a_page_keeps_its_bytes_reason_trace_and_attempts(settings):
    run(settings, engine=fake_engine)
    empty, fault = held_pages(settings)
    assert (empty.code, fault.code, fault.trace, fault.attempts) == ("empty", "fault", "Traceback …", 1)
    assert Path(str(fault.path)).read_bytes() == b"FAULT"
    assert (empty.sha256, empty.retried) == (digest_of(settings.home / "pages" / "empty.txt"), "change")


def test_pages_that_still_fail_are_not_tried_every_night(settings, monkeypatch):
    run(settings, engine=fake_engine)
    seen: list[str] = []
    run(settings, engine=watched(seen))
    assert seen == []
    monkeypatch.setattr("pipeline.run.fingerprint", lambda _: "other code")
    run(settings, engine=watched(seen))
    assert sorted(seen) == sorted(PAGES)
    assert {page.uri: page.attempts for page in held_pages(settings)} == {"empty.txt": 2, "fault.txt": 2}


@pytest.mark.parametrize("code", ["killed", "memory", "timeout"])
def test_what_may_pass_is_tried_in_so_many_runs(settings, code):
    for attempt in range(1, ATTEMPTS + 3):
        run(settings, engine=passing(code))
        late = held_pages(settings)[-1]
        assert late.attempts == min(attempt, ATTEMPTS)
        assert late.retried == ("next_run" if attempt < ATTEMPTS else "change")


def test_what_passes_leaves_quarantine_by_itself(settings):
    run(settings, engine=passing("timeout"))
    assert run(settings, engine=fake_engine).total == SourceCounts(pages=4, new=1, unchanged=1, quarantined=2)


@pytest.mark.parametrize("name", ["notes", "sub/late.txt", "notes/sub/late.txt"])
def test_a_retry_mills_what_is_named_and_nothing_else(settings, name):
    run(settings, engine=passing("timeout"))
    seen: list[str] = []
    report = retry(settings, [name], engine=watched(seen))
    assert seen == (["empty.txt", "fault.txt", "sub/late.txt"] if name == "notes" else ["sub/late.txt"])
    assert states(report)["sub/late.txt"] == "new"
    with opened(settings.database_url) as store, reading(store) as connection:
        assert count_live(connection) == 2
    assert run(settings, engine=watched([])).released


def test_a_retry_is_no_run_of_the_source(settings, monkeypatch):
    run(settings, engine=fake_engine)
    before = read_status(settings).sources["notes"].last_run
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "4000000000")
    retry(settings, ["notes"], engine=fake_engine)
    assert read_status(settings).sources["notes"].last_run == before


def test_a_retry_stands_in_the_history(settings):
    run(settings, engine=passing("timeout"))
    retry(settings, ["notes"], engine=fake_engine)
    assert rebuild(settings, engine=fake_engine).same


def test_a_page_without_bytes_has_to_be_had_first(settings):
    (settings.home / "pages" / "lost.txt").symlink_to("nowhere")
    run(settings, engine=fake_engine)
    report = retry(settings, ["lost.txt"], engine=fake_engine)
    assert (states(report), report.run, report.held) == ({"lost.txt": "no_bytes"}, None, True)
    assert held_pages(settings, ["lost.txt"])[0].retried == "next_run"


def test_a_name_that_means_nothing_is_told(settings):
    run(settings, engine=fake_engine)
    for ask in (held_pages, lambda *given: retry(*given, engine=fake_engine)):
        with pytest.raises(UnknownNameError, match=r"a\.txt is no source and no page in quarantine"):
            ask(settings, ["a.txt"])


def test_bytes_that_are_no_longer_theirs_are_told(settings):
    run(settings, engine=fake_engine)
    write_whole(address(settings.raw, digest_of(settings.home / "pages" / "empty.txt")), b"other words")
    assert states(retry(settings, ["empty.txt"]))["empty.txt"] == "quarantined"
    assert "has changed in the archive" in held_pages(settings, ["empty.txt"])[0].message


@pytest.fixture
def call(settings, capfd, monkeypatch):
    monkeypatch.setattr("pipeline.quarantine.local_engine", lambda *_, **__: fake_engine)
    run(settings, engine=passing("timeout"))

    def called(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            cli.main(["--home", str(settings.home), "quarantine", *arguments])
        return int(ended.value.code or 0), *capfd.readouterr()

    return called


def test_list_names_each_page_with_its_reason(call):
    code, out, _ = call("list")
    assert (code, [line.split()[1] for line in out.splitlines()[::2]]) == (
        0,
        ["notes/empty.txt", "notes/fault.txt", "notes/sub/late.txt"],
    )
    assert [json.loads(line)["code"] for line in call("list", "--json")[1].splitlines()] == [
        "empty",
        "fault",
        "timeout",
    ]


def test_show_tells_all_that_is_known(call):
    _, out, _ = call("show", "sub/late.txt")
    for words in ("timeout: too late", "once, first 20", "by the next run", "in the parser", "raw/"):
        assert words in out
    assert json.loads(call("show", "sub/late.txt", "--json")[1])["trace"] == "in the parser"


def test_retry_says_what_came(call):
    code, out, words = call("retry", "notes")
    assert (code, [line.split()[0] for line in out.splitlines() if "notes/" in line]) == (4, ["empty", "fault", "new"])
    assert words == "The next run releases them, or `casemill publish` does now.\n"
    assert call("retry", "notes", "--json")[0] == 4
    assert call("retry", "nowhere")[0] == 2


def test_all_mended_ends_well(call, settings):
    assert call("retry", "sub/late.txt")[0] == 0
    set_pages(settings.home, {"a.txt": PAGES["a.txt"]})
    run(settings, engine=fake_engine)
    assert call("list")[1:] == ("", "No page is in quarantine.\n")
