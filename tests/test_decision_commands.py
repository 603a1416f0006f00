import json
from collections.abc import Callable

import pytest
from sqlalchemy import update

from models.decision import Decision, read_decision
from models.record import CaseRecord
from pipeline import cli
from pipeline.decisions.standing import standing
from pipeline.decisions.taking import journal_of, take
from pipeline.run import run
from pipeline.settings import Settings
from pipeline.store.cases import live_cases, read_document
from pipeline.store.database import opened, reading, writing
from pipeline.store.documents import pack
from pipeline.store.tables import cases, versions
from tests.curating import actor, added, decided, rejected, undone
from tests.fake_mill import fake_engine, fake_mill
from tests.homes import make_home, set_pages
from tests.test_cli import Called

PAGES = {"a.txt": "Alpha\nThe Otter Guild met the Mill Fund in Lyon.", "b.txt": "Beta\nThe Dee Guild met nobody."}
Call = Callable[..., Called]


@pytest.fixture
def home(tmp_path) -> Settings:
    settings = make_home(tmp_path / "home", PAGES)
    run(settings, engine=fake_engine)
    return settings


@pytest.fixture
def call(home, capfd, monkeypatch) -> Call:
    def call(*arguments: str, given: Settings = home) -> Called:
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main(["--home", str(given.home), "decisions", *arguments])
        return Called(int(ended.value.code or 0), *capfd.readouterr())

    monkeypatch.setattr("pipeline.decisions.checking.mill", lambda _, batch: fake_mill(batch))
    monkeypatch.setattr("pipeline.decisions.checking.local_engine", lambda *_: fake_engine)
    return call


def pages(settings: Settings) -> dict[str, CaseRecord]:
    with opened(settings.database_url) as store, reading(store) as connection:
        found = [standing(connection, each.id).machine for each in live_cases(connection)]
    return {each.source.uri: each for each in found}


def taken(settings: Settings, *decisions: Decision) -> tuple[Decision, ...]:
    with opened(settings.database_url) as store:
        take(store, settings.raw, decisions)
    return decisions


def some(settings: Settings) -> tuple[Decision, ...]:
    """Two that apply, one that overrules the second, one that was undone, and its undo."""
    page = pages(settings)["a.txt"]
    first = added(page, actor("Otter Guild"), "Otter Guild")
    second = added(page, actor("Mill Fund"), "Mill Fund", minute=1)
    third = rejected(page, actor("Mill Fund"), "Mill Fund", minute=2)
    fourth = added(page, actor("Lyon"), "Lyon", minute=3)
    return first, second, third, fourth, undone(page, fourth, minute=4)


def test_what_would_become_of_each_is_counted_and_what_went_wrong_is_listed(home, call):
    _, second, third, *_ = taken(home, *some(home))
    *listed, summed = call("check", "--json").lines
    assert [each["decision"]["id"] for each in listed] == [second.id]
    assert listed[0]["ruler"] == "Ada rejected the actor Mill Fund"
    assert (listed[0]["fate"]["by"], listed[0]["uri"]) == (third.id, "a.txt")
    assert summed["outcomes"] == {"applied": 2, "redundant": 1, "overruled": 1, "undone": 1}
    assert "5 decisions on 1 case: 2 applied, 1 redundant, 1 overruled, 1 undone" in call("check").out


def test_extracting_anew_shows_what_a_run_would_make_of_them(home, call, monkeypatch):
    taken(home, added(pages(home)["b.txt"], actor("Dee Guild"), "Dee Guild"))
    assert call("check", "--anew", "--json").lines[-1]["outcomes"] == {"applied": 1}

    def other(_, batch):
        result = fake_mill(batch)
        for each in result.outcomes:
            object.__setattr__(each, "document", each.document.replace(b"Dee Guild", b"Dea Guild"))
        return result

    monkeypatch.setattr(
        "pipeline.decisions.checking.local_engine", lambda *_: lambda _, given: (other(None, each) for each in given)
    )
    stale, summed = call("check", "--anew", "--json").lines
    assert (stale["fate"]["reason"], stale["proposed"]) == ("the words have changed", "Dea Guild")
    assert summed["outcomes"] == {"stale": 1}
    assert "the words have changed; look at 9-18: 'Dea Guild'" in " ".join(call("check", "--anew").out.split())
    assert call("check").out == "1 decision on 1 case: 1 applied\n"


def test_cases_that_are_not_there_are_told(home, call):
    taken(home, added(pages(home)["b.txt"], actor("Dee Guild"), "Dee Guild"))
    taken(home, decided(pages(home)["b.txt"].model_copy(update={"id": "case-x"}), some(home)[0].act))
    set_pages(home.home, {"a.txt": PAGES["a.txt"]})
    for _ in range(3):
        run(home, engine=fake_engine)
    gone, unknown, summed = sorted(call("check", "--json").lines, key=lambda each: str(each.get("state", "~")))
    assert (gone["state"], unknown["state"], unknown["case"]) == ("gone", "unknown", "case-x")
    assert (summed["states"], summed["outcomes"]) == ({"gone": 1, "unknown": 1}, {"applied": 1})
    assert call("check", "case-x", "--json").lines[-1]["decisions"] == 1
    assert "1 waiting" in call("check", "--anew").out


def test_a_case_that_cannot_be_read_is_told_and_the_others_judged(home, call):
    a, b = pages(home)["a.txt"], pages(home)["b.txt"]
    taken(home, added(a, actor("Lyon"), "Lyon"), added(b, actor("Dee Guild"), "Dee Guild"))
    with opened(home.database_url) as store, writing(store) as connection:
        connection.execute(update(versions).where(versions.c.case_id == a.id).values(document=pack(b"{}")))
    *told, summed = call("check", "--json").lines
    assert [(each["case"], each["state"]) for each in told] == [(a.id, "unread")]
    assert summed["outcomes"] == {"applied": 1}
    assert call("log").code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["check"], 0, "No decisions."),
        (["check", "nowhere"], 2, "nowhere is no case and no source; there are the sources: notes"),
        (["log"], 0, "No such decision."),
        (["log", "--since", "yesterday"], 2, "--since yesterday: is no time; write such as 2026-01-31"),
        (["log", "--field", "colour"], 2, "--field colour: is no field; there are: title, sections"),
        (["revert"], 2, "say which decisions: their ids, or --by with --since"),
        (["revert", "--since", "2026"], 2, "--since alone would mean everybody's decisions"),
        (["revert", "x"], 2, "no decision is called x"),
        (["revert", "--by", "ada"], 0, "No such decision that holds."),
        (["revert", "--by", "ada", "--note", "<b>x</b>"], 2, "note: Value error, holds markup"),
        (["revert", "--by", "ada", "--note", "x" * 2001], 2, "note: String should have at most 2000 characters"),
        (["import", "nowhere.jsonl"], 2, "does not exist"),
        (["export", "-"], 0, ""),
    ],
)
def test_answers_where_there_is_nothing_or_something_is_wrong(call, arguments, code, words):
    called = call(*arguments)
    assert called.code == code
    assert words in " ".join((called.out + called.words).split())


@pytest.mark.parametrize(
    ("arguments", "minutes"),
    [
        ([], [4, 3, 2, 1, 0]),
        (["--limit", "2"], [4, 3]),
        (["--since", "2026-01-01T00:03"], [4, 3]),
        (["--since", "2026-01-01 00:03:00Z"], [4, 3]),
        (["--by", "nobody"], []),
        (["--by", "Ada", "--outcome", "overruled"], [1]),
        (["--field", "undo"], [4]),
        (["--field", "actors", "--limit", "1"], [3]),
        (["--case", "case-x"], []),
    ],
)
def test_the_log_has_the_newest_first(home, call, arguments, minutes):
    order = taken(home, *some(home))
    found = [each["decision"]["id"] for each in call("log", "--json", *arguments).lines]
    assert found == [order[each].id for each in minutes]


def test_the_log_says_in_words_who_did_what_and_what_became_of_it(home, call):
    first, _, third, *_ = taken(home, *some(home))
    shown = " ".join(call("log").out.split())
    assert f"applied Ada added the actor Otter Guild 2026-01-01 00:00:00 {first.id} notes/a.txt" in shown
    assert f"by {third.id}: Ada rejected the actor Mill Fund" in shown


def test_what_was_decided_comes_into_the_data_set_now(home, call):
    page = pages(home)["a.txt"]
    taken(home, added(page, actor("Otter Guild"), "Otter Guild"))
    report = call("apply", "--json").json
    assert (report["released"], report["sources"]) == (True, {})
    with opened(home.database_url) as store, reading(store) as connection:
        found = CaseRecord.model_validate_json(read_document(connection, page.id))
    assert [each.name for each in found.actors] == ["Otter Guild"]
    assert call("check", "--json").lines[-1]["outcomes"] == {"applied": 1}


def test_what_is_exported_comes_in_elsewhere_once_and_stands_the_same(home, call, tmp_path):
    order = taken(home, *some(home)[:2]) + taken(home, *some(home)[2:])
    file = tmp_path / "out" / "all.jsonl"
    assert call("export", str(file)).words == f"5 decisions in {file}.\n"
    assert call("export").out.encode() == file.read_bytes() == journal_of(home.raw).read_bytes()
    other = make_home(tmp_path / "other", PAGES)
    run(other, engine=fake_engine)
    report = call("import", str(file), "--json", given=other).json
    assert (report["decisions"], report["new"], report["strangers"]) == (5, 5, {"Ada": 5})
    assert call("import", str(file), "--json", given=other).json["new"] == 0
    assert "5 decisions read: 0 new, 5 here already" in call("import", str(file), given=other).out
    case = order[0].case
    for settings in (home, other):
        with opened(settings.database_url) as store, reading(store) as connection:
            found = standing(connection, case)
            assert [each.id for each in found.decisions] == [each.id for each in order]
            assert [each.name for each in found.curated.record.actors] == ["Otter Guild"]


BAD = [
    (b"{not json", "not JSON: key must be a string"),
    (b'"words"', "not a decision: the decision: "),
    (b"[1]", "not a decision: the decision: "),
    (b"\xff\xfe", "not JSON: "),
    (b"[" * 100_000, "not JSON: recursion limit exceeded"),
    (b'{"case":"c"}', "not a decision: at: Field required"),
    (b" " * 2**21 + b"x", "not a decision: more than 2,097,152 bytes in one line"),
]


@pytest.mark.parametrize(("line", "words"), BAD, ids=[words for _, words in BAD])
def test_a_line_that_is_no_decision_is_told_with_its_number_and_the_others_come_in(home, call, tmp_path, line, words):
    first, second, *_ = some(home)
    file = tmp_path / "in.jsonl"
    file.write_bytes(
        b"\xef\xbb\xbf" + b"\n".join([first.model_dump_json().encode(), b"", line, second.model_dump_json().encode()])
    )
    called = call("import", str(file), "--json")
    assert (called.code, called.json["new"], called.json["refused"]) == (4, 2, 1)
    assert f"{file}:3: {words}" in called.words
    assert called.json["problems"][0]["line"] == 3


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"note": "x" * 2001}, "note: String should have at most 2000 characters"),
        ({"note": "<script>x</script>"}, "note: Value error, holds markup (<script>)"),
        ({"by": "<i>ada</i>"}, "by: Value error, holds markup (<i>)"),
        ({"case": "case-\x00"}, "case: Value error, holds control characters"),
        ({"at": "9999-01-01T00:00:00Z"}, "leaves no later time for who decides otherwise"),
        ({"at": "2026-01-01"}, "at: String should match pattern"),
        ({"id": "decision-" + "a" * 26}, "the id is not that of what the decision says"),
    ],
)
def test_what_a_decision_may_not_hold_is_refused_by_line(home, call, tmp_path, change, words):
    content = json.loads(some(home)[0].model_dump_json())
    del content["id"]
    file = tmp_path / "in.jsonl"
    file.write_text(json.dumps(content | change))
    called = call("import", str(file))
    assert called.code == 4
    assert f"{file}:1: not a decision: " in called.words
    assert words in called.words
    assert journal_of(home.raw).read_bytes() == b"" if journal_of(home.raw).exists() else True


def test_decisions_on_what_is_not_here_are_kept_and_told(home, call, tmp_path):
    content = json.loads(some(home)[0].model_dump_json())
    del content["id"]
    file = tmp_path / "in.jsonl"
    file.write_text("\n".join(json.dumps(each) for each in (content, content | {"case": "case-x"})))
    with opened(home.database_url) as store, writing(store) as connection:
        connection.execute(update(cases).values(live=False))
    report = call("import", str(file), "--json").json
    assert (report["new"], report["homeless"], report["vanished"]) == (2, 1, 1)
    assert "by people who are no users here; their names are kept: Ada (2)" in call("import", str(file)).out


def test_a_decision_is_undone_by_its_id_and_redone(home, call):
    first, *_ = taken(home, *some(home))
    made = call("revert", first.id, "--as", "bob", "--note", "no", "--json").json
    assert (made["by"], made["note"], made["act"]) == ("bob", "no", {"act": "undo", "decision": first.id})
    assert call("check", "--json").lines[-1]["outcomes"]["undone"] == 2
    again = call("revert", first.id)
    assert (again.code, again.out.split()[0], again.words) == (0, "already", "")
    assert "1 decision taken" in call("revert", first.id, "--redo").words
    assert call("check", "--json").lines[-1]["outcomes"]["undone"] == 1


def test_all_of_a_person_is_undone_and_done_again_as_it_was(home, call):
    taken(home, *some(home))
    before = [each["fate"]["outcome"] for each in call("log", "--json").lines]
    dry = call("revert", "--by", "Ada", "--since", "2026", "--as", "bob", "--dry-run")
    assert "It would be 3; nothing was decided." in dry.words
    assert "3 decisions taken" in call("revert", "--by", "Ada", "--since", "2026", "--as", "bob").words
    assert [each["fate"]["outcome"] for each in call("log", "--by", "Ada", "--json").lines] == [
        "applied",
        *["undone"] * 4,
    ]
    assert "No such decision that holds." in call("revert", "--by", "Ada").words
    assert "3 decisions taken" in call("revert", "--by", "Ada", "--redo", "--as", "bob").words
    assert [each["fate"]["outcome"] for each in call("log", "--by", "Ada", "--json").lines] == before


def test_an_undo_comes_after_what_it_undoes_though_a_clock_was_ahead(home, call):
    page = pages(home)["a.txt"]
    content = json.loads(added(page, actor("Lyon"), "Lyon").model_dump_json())
    del content["id"]
    (ahead,) = taken(home, read_decision(content | {"at": "2999-01-01T00:00:00.5Z"}))
    assert call("revert", ahead.id, "--json").json["at"] == "2999-01-01T00:00:00.500001Z"
    assert call("log", "--json").lines[-1]["fate"]["outcome"] == "undone"
