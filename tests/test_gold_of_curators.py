import json

import pytest

from curation.applying import apply
from curation.gold import gold_json, gold_of, is_finished
from extractors.evaluation.judging import Judged
from extractors.evaluation.scoring import score
from extractors.extract import extract
from extractors.toolkit import load_toolkit
from models.document import Span
from models.frozen import revise
from models.gold import GoldPage
from pipeline.gold import read_gold
from tests.curating import actor, added, confirmed, rejected, undone
from tests.forms import as_html, as_text, capture, filled
from tests.records import contact, mentioned, record, section

TEXT = "The Dee Guild met the Mill Fund of Old Ford; see https://dee.example for more of the Reed Act.\n"
SURE = record(
    text=TEXT,
    title="Dee",
    actors=(
        mentioned("actors", TEXT, "Dee Guild", confidence=0.9),
        mentioned("actors", TEXT, "Mill Fund", confidence=0.4),
    ),
    contacts=(contact(TEXT, "https://dee.example"),),
    sections=(section("Reeds", end=len(TEXT)),),
)
FUND = added(SURE, actor("Mill Fund"), "Mill Fund")


def test_a_case_is_finished_when_all_that_is_doubted_was_judged():
    assert not is_finished(apply(SURE, []))
    assert not is_finished(apply(SURE, [added(SURE, actor("Dee Guild"), "Dee Guild")]))
    assert is_finished(apply(SURE, [FUND]))
    assert is_finished(apply(SURE, [rejected(SURE, actor("Mill Fund"), "Mill Fund")]))
    assert not is_finished(apply(SURE, [FUND, undone(SURE, FUND, minute=1)]))


def test_a_stale_decision_keeps_a_case_open():
    gone = revise(SURE, text=TEXT.replace("Reed", "Rede"))
    assert not is_finished(apply(gone, [FUND, confirmed(SURE, actor("Reed Act"), "Reed Act")]))


def test_what_nobody_judged_and_the_machine_doubts_is_optional():
    gold = gold_of(SURE, "p.txt")
    assert [each.names for each in gold.actors or ()] == [("Dee Guild",)]
    assert [each.names for each in gold.optional.actors or ()] == [("Mill Fund",)]
    curated = gold_of(apply(SURE, [FUND]).record, "p.txt")
    assert [each.names for each in curated.actors or ()] == [("Dee Guild",), ("Mill Fund",)]


@pytest.mark.parametrize("page", [as_html(filled()), as_text(filled())])
def test_a_record_is_all_right_by_its_own_gold(page):
    own = extract(capture(page, "kiln.html" if "<" in page else "kiln.txt"), load_toolkit())
    gold = GoldPage.model_validate_json(gold_json(gold_of(own, "kiln.html", doubt=0)))
    scores = score([Judged(own, gold)])
    wrong = {name: each for name, each in scores.labels.items() if each.f1 not in {1.0, None}}
    assert scores.labels
    assert wrong == {}


def test_a_gold_file_is_read_as_it_was_written(tmp_path):
    gold = gold_of(apply(SURE, [FUND]).record, "p.txt")
    (tmp_path / "p.txt").write_text(TEXT)
    (tmp_path / "p.txt.gold.json").write_text(gold_json(gold))
    (page,) = read_gold(tmp_path).pages
    assert page.gold == gold
    assert json.loads(gold_json(gold))["events"] == []


def test_markup_in_names_stays_words():
    odd = "<b>Dee</b> & 'Guild'"
    page = record(
        text=odd, actors=(mentioned("actors", odd, odd),), sections=(section("", end=Span(start=0, end=3).end),)
    )
    gold = GoldPage.model_validate_json(gold_json(gold_of(page, "p.txt")))
    assert (gold.actors or ())[0].names == (odd,)
    assert gold.sections == ()
