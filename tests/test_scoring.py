import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.evaluation import folding
from extractors.evaluation.judging import Judged, judge
from extractors.evaluation.matching import in_order, one_to_one
from extractors.evaluation.scoring import score
from extractors.evaluation.verdict import Verdict
from models.document import Span
from models.gold import GoldPage
from models.record import (
    Actor,
    AmountValue,
    CaseRecord,
    Contact,
    Coverage,
    DateValue,
    Mention,
    Pair,
    Person,
    Section,
    Source,
)
from models.vocabulary import ContactKind, PairState, Sector

SPAN = Span(start=0, end=0)


def record(**parts: object) -> CaseRecord:
    plain = {
        "id": "case",
        "language": "en",
        "title": "",
        "template": None,
        "source": Source(name="s", uri="p.txt", media_type="text/plain", sha256="0"),
        "text": "",
        "coverage": Coverage(characters=0, used=0, boilerplate=0, unaccounted=0),
    }
    return CaseRecord.model_validate({**plain, **parts})


def section(heading: str, *pairs: Pair) -> Section:
    return Section(key=heading.casefold() or "lead", number=None, heading=heading, span=SPAN, text="", pairs=pairs)


def pair(question: str, answer: str, state: PairState = PairState.ANSWERED) -> Pair:
    return Pair(key="k", question=question, answer=answer, state=state, span=SPAN)


def actor(*names: str, sector: Sector = Sector.UNKNOWN, named: bool = True, sections: tuple[str, ...] = ()) -> Actor:
    mentions = tuple(Mention(start=0, end=1, quote="x", section=key, extractor="t", confidence=1) for key in sections)
    return Actor(id=names[0], name=names[0], names=names, mentions=mentions, sector=sector, named=named)


def person(name: str) -> Person:
    return Person(id=name, name=name, names=(name,), mentions=())


def gold(**labels: object) -> GoldPage:
    return GoldPage.model_validate({"page": "p.txt", **labels})


def verdict(found: CaseRecord, wanted: GoldPage, label: str) -> Verdict:
    return next(each for each in judge(found, wanted) if each.label == label)


def counts(found: CaseRecord, wanted: GoldPage, label: str) -> tuple[int, int, int]:
    told = verdict(found, wanted, label)
    return len(told.right), len(told.missed), len(told.extra)


def gold_actor(*names: str, **more: object) -> dict[str, object]:
    return {"names": names, "sector": "business", "named": True, **more}


@pytest.mark.parametrize(
    ("wanted", "found", "right"),
    [
        ("The Old Mill", "Old Mill", 1),
        ("The Old Mill", "the  old mill.", 1),
        ("The Old Mill on the River", "The Old Mill | Example Site", 0),
        ("Mill", "", 0),
    ],
)
def test_a_title_is_right_when_most_of_its_words_are(wanted: str, found: str, right: int) -> None:
    assert counts(record(title=found), gold(title=wanted), "title")[0] == right


def test_another_title_that_gold_allows_counts() -> None:
    wanted = gold(title="The Old Mill on the Dee", title_also=["Dee Mill"])
    assert counts(record(title="Dee Mill"), wanted, "title") == (1, 0, 0)


def test_sections_count_in_order_and_without_empty_headings() -> None:
    found = record(sections=(section(""), section("Funding"), section("Aims:"), section("Contact")))
    assert counts(found, gold(sections=["Aims", "Funding", "Contact"]), "sections") == (2, 1, 1)


def test_question_headings_are_no_sections_where_gold_has_none() -> None:
    found = record(sections=(section("Who pays?"), section("Notes")))
    assert counts(found, gold(sections=[]), "sections") == (0, 0, 1)


def gold_pair(heading: str, question: str, begins: str, ends: str, state: str = "answered") -> dict[str, str]:
    return {"section": heading, "question": question, "state": state, "answer_begins": begins, "answer_ends": ends}


def test_a_question_counts_under_its_own_heading_only() -> None:
    found = record(sections=(section("Money", pair("Who pays?", "The town.")),))
    wanted = gold(sections=["Aims", "Money"], pairs=[gold_pair("Aims", "Who pays?", "The town.", "The town.")])
    assert counts(found, wanted, "questions") == (0, 1, 1)
    assert counts(found, wanted, "questions_any_section") == (1, 0, 0)
    assert counts(found, wanted, "answers") == (0, 1, 1)


def test_a_missing_pair_is_no_prediction() -> None:
    found = record(sections=(section("Money", pair("Who pays?", "", PairState.MISSING)),))
    assert counts(found, gold(sections=["Money"], pairs=[]), "questions") == (0, 0, 0)


@pytest.mark.parametrize(
    ("answer", "state", "right"),
    [
        ("* Two mills\n* one bakery and\n* a school by the river", PairState.ANSWERED, True),
        ("Two **mills**, one bakery… a school by the river!", PairState.ANSWERED, True),
        ("Two mills, one bakery and a school", PairState.ANSWERED, False),
        ("Two mills, one bakery and a school by the river", PairState.UNKNOWN, False),
    ],
)
def test_an_answer_is_exact_by_its_ends_and_state(answer: str, state: PairState, *, right: bool) -> None:
    found = record(sections=(section("Money", pair("Who?", answer, state)),))
    wanted = gold(
        sections=["Money"], pairs=[gold_pair("Money", "Who?", "Two mills, one bakery", "a school by the river.")]
    )
    assert counts(found, wanted, "answers")[0] == right


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("the Miller’s Guild", "Miller's  guild,", True),
        ("L’Atelier", "atelier", True),
        ("Lemon Works", "mon Works", False),
        ("Les Halles", "halles", True),
        ("Guild", "Guilds", False),
    ],
)
def test_names_are_equal_after_folding(one: str, other: str, *, same: bool) -> None:
    assert (folding.name(one) == folding.name(other)) is same


def test_each_gold_actor_is_found_once_strictly_and_loosely() -> None:
    found = record(
        actors=(actor("Dee Valley Guild"), actor("guild", "the Dee Valley Guild"), actor("Baker Street Bank"))
    )
    wanted = gold(actors=[gold_actor("Dee Valley Guild", "the guild"), gold_actor("Baker Bank")])
    assert counts(found, wanted, "actors") == (1, 1, 2)
    assert counts(found, wanted, "actors_relaxed") == (2, 0, 1)


def test_a_short_form_in_brackets_is_a_form_of_its_own_in_gold() -> None:
    wanted = gold(actors=[gold_actor("Guild of Dee Millers (GDM)"), gold_actor("Dee Bank (closed)")])
    found = record(actors=(actor("Guild of Dee Millers", "GDM"), actor("Dee Bank")))
    assert counts(found, wanted, "actors") == (1, 1, 1)


def test_optional_things_are_neither_right_nor_wrong() -> None:
    wanted = gold(
        persons=[{"names": ["Ada Mill"]}, {"names": ["Bo Reed"], "optional": True}],
        optional={"persons": [{"names": ["Cy Ford"]}]},
    )
    assert counts(record(persons=(person("Bo Reed"), person("Cy Ford"), person("Di Lane"))), wanted, "persons") == (
        0,
        1,
        1,
    )


def test_named_actors_and_kinds_are_told_apart_and_sectors_counted() -> None:
    found = record(
        actors=(actor("Dee Bank", sector=Sector.BUSINESS), actor("mills", sector=Sector.KNOWLEDGE, named=False))
    )
    wanted = gold(
        actors=[gold_actor("Dee Bank"), gold_actor("mills", named=False, sector="unknown", sector_also=["government"])]
    )
    scores = score([Judged(found, wanted)])
    assert scores.details["actors_named"].f1 == scores.details["actors_kinds"].f1 == 1
    assert scores.sector_accuracy == 0.5


def test_a_kind_that_was_not_labelled_is_not_scored() -> None:
    scores = score([Judged(record(persons=(person("Ada Mill"),)), gold(sections=["Aims"]))])
    assert set(scores.labels) == {"sections"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://www.Example.org", "https://www.example.org/"),
        ("https://example.org/a/b/", "https://example.org/a/b"),
    ],
)
def test_urls_agree_but_for_scheme_slash_and_host_case(one: str, other: str) -> None:
    found = record(contacts=(Contact(kind=ContactKind.URL, value=other, mentions=()),))
    assert counts(found, gold(contacts=[{"kind": "url", "value": one}]), "contacts_url") == (1, 0, 0)


def test_dates_of_one_value_are_one_and_other_values_may_count() -> None:
    found = record(dates=tuple(DateValue(text=value, value=value, mentions=()) for value in ("199X", "2001", "2002")))
    wanted = gold(
        dates=[
            {"text": "the 1990s", "value": "199X", "optional": True},
            {"text": "mid-1990s", "value": "199X"},
            {"text": "2000", "value": "2000", "also": ["2001"]},
        ]
    )
    assert counts(found, wanted, "dates") == (2, 0, 1)


def test_amounts_need_value_and_currency_and_the_upper_end_where_gold_has_one() -> None:
    found = record(
        amounts=(
            AmountValue(text="€5", value=5, currency="EUR", mentions=()),
            AmountValue(text="£3–4", value=3, value_to=4, currency="GBP", mentions=()),
        )
    )
    wanted = gold(
        amounts=[
            {"text": "5", "value": 5, "currency": "USD", "also": [{"value": 5, "currency": "EUR"}]},
            {"text": "£3–4", "value": 3, "value_to": 5, "currency": "GBP"},
        ]
    )
    assert counts(found, wanted, "amounts") == (1, 1, 1)


@pytest.mark.parametrize(
    ("scope", "expected"),
    [("the first page only", (1, 1, 0)), ("actors", (1, 1, 1)), (["Aims"], (1, 1, 0))],
)
def test_a_partial_page_is_judged_within_its_scope(scope: object, expected: tuple[int, int, int]) -> None:
    found = record(
        sections=(section("Aims"),),
        actors=(actor("Dee Bank", sections=("aims",)), actor("Elm Bank", sections=("money",))),
    )
    wanted = gold(actors=[gold_actor("Dee Bank"), gold_actor("Fir Bank")], partial=True, scope=scope)
    assert counts(found, wanted, "actors") == expected


def test_figures_are_summed_before_dividing_and_told_by_group() -> None:
    one = Judged(record(persons=(person("Ada Mill"),)), gold(persons=[{"names": ["Ada Mill"]}]), "a")
    other = Judged(record(persons=(person("X"), person("Y"))), gold(persons=[{"names": ["Bo Reed"]}]), "b")
    scores = score([one, other])
    assert scores.labels["persons"].precision == 0.3333
    assert scores.labels["persons"].recall == 0.5
    assert scores.templates["a"].labels["persons"].f1 == 1
    assert list(scores.templates) == ["a", "b"]
    assert scores.pages == 2


def test_scores_have_the_contracts_shape() -> None:
    told = json.loads(score([Judged(record(title="Mill"), gold(title="Mill"))]).model_dump_json())
    assert {"labels", "templates", "pages"} <= set(told)
    assert {"precision", "recall", "f1"} <= set(told["labels"]["title"])


numbers = st.lists(st.integers(0, 5), max_size=8)


@given(numbers, numbers)
def test_matchings_are_one_to_one_and_agree(gold_things: list[int], found: list[int]) -> None:
    for matched in (one_to_one(gold_things, found, int.__eq__), in_order(gold_things, found, int.__eq__)):
        assert len({g for g, _ in matched}) == len({p for _, p in matched}) == len(matched)
        assert all(gold_things[g] == found[p] for g, p in matched)


@given(numbers, numbers)
def test_one_to_one_is_as_large_as_the_shared_counts(gold_things: list[int], found: list[int]) -> None:
    shared = sum(min(gold_things.count(n), found.count(n)) for n in set(gold_things))
    assert len(one_to_one(gold_things, found, int.__eq__)) == shared
