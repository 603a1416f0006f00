import json
from collections.abc import Callable, Sequence
from io import BytesIO, TextIOWrapper

import pytest

from curation.keys import keyed
from models.record import CaseRecord
from pipeline import cli
from pipeline.decisions.standing import Standing, standing
from pipeline.run import run
from pipeline.settings import Settings
from pipeline.store.database import opened, reading
from tests.curated_homes import decide_on, page_case
from tests.curating import actor, added, confirmed
from tests.fake_mill import fake_engine
from tests.homes import make_home
from tests.test_cli import Called

PAGES = {"a.txt": "Alpha\nThe Otter Guild met the Mill Fund in Lyon on 4 May 2021.", "b.txt": "Beta\nNobody."}
CASE, OTHER = page_case("a.txt"), page_case("b.txt")
Call = Callable[..., Called]


def filled(home) -> Settings:
    """A home in which Ada said that the page names the Otter Guild."""
    settings = make_home(home, PAGES)
    run(settings, engine=fake_engine)
    decide_on(settings, "a.txt", lambda page: added(page, actor("Otter Guild"), "Otter Guild"))
    return settings


@pytest.fixture(scope="module")
def shared(tmp_path_factory) -> Settings:
    """For what is refused, and so changes nothing."""
    return filled(tmp_path_factory.mktemp("shared") / "home")


@pytest.fixture
def home(tmp_path) -> Settings:
    return filled(tmp_path / "home")


@pytest.fixture
def call(capfd, monkeypatch) -> Call:
    def call(settings: Settings, *arguments: str, given: bytes = b"") -> Called:
        monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(given)))
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main(["--home", str(settings.home), "decisions", *arguments])
        return Called(int(ended.value.code or 0), *capfd.readouterr())

    return call


def stands(settings: Settings, case: str = CASE) -> Standing:
    with opened(settings.database_url) as store, reading(store) as connection:
        return standing(connection, case)


def key(record: CaseRecord, field: str = "actors") -> str:
    return next(keyed(record, field))[0]


def names(record: CaseRecord) -> Sequence[str]:
    return [each.name for each in record.actors]


def test_what_options_say_is_decided_and_told_in_words_with_its_fate(home, call):
    otter = key(stands(home).curated.record)
    said = ("--correct", f"actors:{otter}", "--set", "sector=business", "--set", "named=false", "--note", "see Alpha")
    called = call(home, "add", CASE, *said, "--as", "Ada")
    shown = " ".join(called.out.split())
    assert (
        "applied Ada changed the sector of the actor Otter Guild from unknown to business and named from yes" in shown
    )
    assert "note: see Alpha" in shown
    assert called.words == "1 decision taken. The next run brings this into the data set.\n"
    (found,) = stands(home).curated.record.actors
    assert (found.sector, found.named) == ("business", False)


@pytest.mark.parametrize(
    "shape",
    [
        lambda intents: json.dumps(intents),
        lambda intents: "\n".join(map(json.dumps, intents)) + "\n\n",
        lambda intents: "\ufeff" + json.dumps({"intents": intents, "version": 1}, indent=1),
    ],
    ids=["array", "lines", "body"],
)
def test_intents_come_from_the_command_line_and_from_standard_input(home, call, shape):
    page = stands(home).machine.text
    start, end = page.index("Mill Fund"), page.index("Mill Fund") + len("Mill Fund")
    date = page.index("4 May 2021")
    body = shape(
        [
            {"act": "add", "value": {"thing": "actor", "sector": "business"}, "start": start, "end": end},
            {"act": "add", "value": {"thing": "date"}, "start": date, "end": date + 10},
        ]
    )
    lines = call(home, "add", CASE, "-", "--json", given=body.encode()).lines
    assert [each["fate"]["outcome"] for each in lines] == ["applied", "applied"]
    assert lines[0]["words"] == "added the actor Mill Fund"
    record = stands(home).curated.record
    assert names(record) == ["Otter Guild", "Mill Fund"]
    single = json.dumps({"act": "reject", "field": "dates", "key": key(record, "dates")})
    assert call(home, "add", CASE, single, "--reject", f"actors:{key(record)}", "--anyway", "--json").code == 0
    after = stands(home).curated.record
    assert (names(after), after.dates) == (["Mill Fund"], ())


def test_the_title_needs_no_key_and_the_login_name_decides(home, call, monkeypatch):
    monkeypatch.setattr("pipeline.commands.login.getuser", lambda: "grace")
    (told,) = call(home, "add", OTHER, "--correct", "title", "--set", "title=The Dee", "--json").lines
    assert (told["decision"]["by"], told["words"]) == ("grace", "changed the title from Beta to The Dee")
    assert stands(home, OTHER).curated.record.title == "The Dee"


def test_what_others_said_of_the_same_is_overruled_only_if_asked(home, call):
    otter = key(stands(home).curated.record)
    decide_on(home, "a.txt", lambda page: confirmed(page, actor("Otter Guild"), "Otter Guild", minute=1))
    refused = call(home, "add", CASE, "--reject", f"actors:{otter}", "--as", "grace")
    assert refused.code == 2
    assert "others decided of the same: Ada added the actor Otter Guild, 1 Jan 2026, 00:00; Ada conf" in refused.words
    assert "add --anyway to overrule that. Nothing was decided" in refused.words
    assert names(stands(home).curated.record) == ["Otter Guild"]
    assert call(home, "add", CASE, "--reject", f"actors:{otter}", "--as", "grace", "--anyway").code == 0
    assert names(stands(home).curated.record) == []


RETITLED = ("--correct", "title", "--set")
REFUSED = [
    ((), "say what is decided: --confirm, --reject or --correct FIELD:KEY, or intents as JSON"),
    (
        ("--confirm", "colours:x"),
        "--confirm colours:x: colours is no field; there are: title, sections, pairs, findings, actors",
    ),
    (("--confirm", "actors"), "--confirm actors: which of the actors? Write actors:KEY"),
    (("--reject", "actors:x"), "intents.0.key: none of the actors is x now"),
    (("--reject", "title"), "intents.0.act: a title is not rejected; correct it"),
    (("--confirm", "pairs:a/b"), "intents.0.key: the case has no pair a/b"),
    (("--set", "a=b"), "--set a=b: of what? Say it with --correct FIELD:KEY"),
    (("--correct", "title"), "--correct: say what it is in truth, such as --set sector=business"),
    ((*RETITLED, "tilte=x"), "--set tilte=x: is no attribute; write NAME=VALUE, with a NAME of: thing, name"),
    ((*RETITLED, "title"), "--set title: has no =; write NAME=VALUE"),
    ((*RETITLED, "title=<b>x</b>"), "value.title: holds markup (<b>); write plain words"),
    ((*RETITLED, "title="), "value.title: Input should be a valid string"),
    ((*RETITLED, "title=x", "--note", "x" * 2001), "note: String should have at most 2000 characters"),
    ((*RETITLED, "title=x", "--note", "<i>x</i>"), "note: Value error, holds markup (<i>)"),
    ((*RETITLED, "title=x", "--as", "<i>x</i>"), "by: Value error, holds markup (<i>)"),
    (("{",), "INTENTS: not JSON: EOF"),
    (('{"act":"undo"}\n{"act":\n',), "INTENTS: line 2 is not JSON"),
    (('"words"',), "intents.0: "),
    (("[]",), "say what is decided"),
    (('{"act":"sing"}',), "intents.0: Input tag 'sing' found using 'act' does not match any of the expected tags"),
    (('{"act":"undo","decision":"decision-aaaaaaaaaaaaaaaaaaaaaaaaaa"}',), "is no decision of this case"),
    (('{"act":"add","value":{"thing":"actor"},"start":900,"end":903}',), "intents.0.start: the text ends at 62"),
    ((json.dumps([{"act": "confirm", "field": "title"}] * 51),), "intents: Tuple should have at most 50 items"),
    (('{"intents":[{"act":"confirm","field":"title"}],"version":9}',), "has no version 9; see those it has"),
]


@pytest.mark.parametrize(("said", "words"), REFUSED, ids=[words for _, words in REFUSED])
def test_what_cannot_be_is_told_and_nothing_is_decided(shared, call, said, words):
    called = call(shared, "add", CASE, *said)
    assert (called.code, called.out) == (2, "")
    assert words in called.words
    assert len(called.words.splitlines()) == 1
    assert len(stands(shared).decisions) == 1


def test_a_case_that_is_not_there_is_told(shared, call):
    called = call(shared, "add", "case-x", "--confirm", "title")
    assert (called.code, called.out) == (2, "")
    assert "case-x" in called.words


def test_decisions_are_imported_from_standard_input(shared, call):
    line = json.dumps(call(shared, "log", "--json").json["decision"]).encode() + b"\n"
    assert call(shared, "import", "-", "--json", given=line).json["decisions"] == 1
    refused = call(shared, "import", "nowhere.jsonl")
    assert refused.code == 2
    assert "nowhere.jsonl does not exist; name a file that" in refused.words
