import pytest

from pipeline.evaluation import evaluate
from pipeline.gold import read_gold
from pipeline.milling import workshop_of
from tests.curating import actor, added
from tests.test_decision_commands import call, home, pages, taken

__all__ = ("call", "home")


def test_what_curators_finished_is_gold_that_evaluate_scores(home, call, tmp_path):
    case = taken(home, added(pages(home)["a.txt"], actor("Otter Guild"), "Otter Guild"))[0].case
    assert call("gold", str(tmp_path / "gold"), "--json").json == {"written": 1, "unfinished": 0, "missing": 0}
    (labelled,) = read_gold(tmp_path / "gold").pages
    assert labelled.uri == f"no_template/{case}.txt"
    scores = evaluate(read_gold(tmp_path / "gold"), workshop_of(home), workers=1)
    assert (scores.pages, scores.labels["actors"].gold) == (1, 1)


def test_a_case_that_is_named_is_written_though_nobody_judged_it(home, call, tmp_path):
    case = pages(home)["b.txt"].id
    assert call("gold", str(tmp_path), "--case", case, "--json").json["written"] == 1
    assert call("gold", str(tmp_path), "--json").json["written"] == 0


def test_how_often_each_extractor_was_overruled(home, call):
    taken(home, added(pages(home)["a.txt"], actor("Otter Guild"), "Otter Guild"))
    line = call("overrules", "--json").json
    assert (line["field"], line["extractor"], line["added"]) == ("actors", None, 1)
    assert "actors" in call("overrules").out


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["overrules"], 0, "Nobody has judged anything yet."),
        (["gold", "{folder}"], 0, "0 pages with their gold in"),
        (["gold", "{folder}", "--case", "case-x"], 2, "no case is called case-x"),
    ],
)
def test_answers_where_there_is_nothing(call, tmp_path, arguments, code, words):
    called = call(*(each.format(folder=tmp_path) for each in arguments))
    assert called.code == code
    assert words in called.out + called.words
