import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curation.learning import learn, vocabulary_of
from curation.lessons import lessons_of
from models.claim import ContactClaim, EventClaim, InstrumentClaim, PersonClaim, PlaceClaim
from models.curator_vocabulary import CuratorVocabulary
from models.decision import Decision, Different, Other, Same, Undo
from models.record import CaseRecord
from models.vocabulary import Kind, Sector
from pipeline.vocabulary_store import canonical
from tests.curating import actor, added, anchor, confirmed, corrected, decided, rejected, undone, words
from tests.records import record
from tests.test_curation_laws import histories

TEXT = "The Dee Guild (DG) and the Mill Fund, with Whit Fair, Oldquay, the Reed Act, Ada Lane and river keepers.\n"


def case(name: str) -> CaseRecord:
    return record(id=name, text=TEXT)


ONE, TWO, THREE = case("one"), case("two"), case("three")


def told(*decisions: Decision) -> list[tuple]:
    return [(each.name, each.aliases, each.sector, each.named) for each in learn(decisions).terms]


def tie(page: CaseRecord, kind: type[Same | Different], one: str, other: str, *, minute: int = 0) -> Decision:
    at = Other(case=page.id, key="k", name=other, words=words(page.text, other))
    return decided(page, kind(anchor=anchor(page, "actors", one), seen=actor(one), other=at), minute=minute)


def test_no_decisions_teach_nothing():
    assert learn([]) == CuratorVocabulary()
    assert learn([]).is_empty


@pytest.mark.parametrize("act", [added, confirmed])
def test_what_is_added_or_confirmed_is_known_with_its_origin(act):
    decision = act(ONE, actor("Dee Guild", "business"), "Dee Guild")
    (term,) = learn([decision]).terms
    assert (term.thing, term.name, term.sector, term.named) == (Kind.ACTOR, "Dee Guild", Sector.BUSINESS, True)
    assert [(each.decision, each.case, each.by) for each in term.origins] == [(decision.id, "one", "Ada")]
    assert term.cases == 1


def test_a_correction_teaches_what_is_right():
    seen, value = actor("Dee", "unknown"), actor("Dee Guild", "business")
    assert told(corrected(ONE, seen, value, "Dee", onto="Dee Guild")) == [("Dee Guild", (), Sector.BUSINESS, True)]


def test_each_kind_of_name_is_taught_and_people_and_values_are_not():
    claims = {
        "Whit Fair": EventClaim(name="Whit Fair", kind="fair", date="2012", place="Oldquay"),
        "Oldquay": PlaceClaim(name="Oldquay", country="FR"),
        "Reed Act": InstrumentClaim(name="Reed Act", kind="law"),
        "Ada Lane": PersonClaim(name="Ada Lane"),
        "Mill Fund": ContactClaim(kind="url", value="https://mill.example"),
    }
    terms = learn(added(ONE, claim, quote) for quote, claim in claims.items()).terms
    facts = [(each.thing.value, each.name, each.form, each.country) for each in terms]
    assert facts == [
        ("event", "Whit Fair", "fair", None),
        ("instrument", "Reed Act", "law", None),
        ("place", "Oldquay", None, "FR"),
    ]


def test_a_kind_of_body_is_a_phrase():
    keepers = actor("river keepers", "civil_society", named=False)
    assert told(added(ONE, keepers, "river keepers")) == [("river keepers", (), Sector.CIVIL_SOCIETY, False)]


@pytest.mark.parametrize(
    "claim",
    [
        actor("Council"),
        actor("universities", named=False),
        actor("keepers"),
        actor("Oxford"),
        actor("the City Council"),
    ],
)
def test_a_name_that_tells_too_little_is_not_taught(claim):
    assert told(added(ONE, claim, "river keepers")) == []


def test_the_words_of_the_page_are_an_alias_where_they_are_its_initials_or_share_its_own_word():
    decisions = [
        added(ONE, actor("Dee Guild"), "DG"),
        added(TWO, actor("Reed Guild"), "Mill Fund"),
        added(THREE, actor("Ada Lane Society"), "Ada Lane"),
    ]
    assert [each[:2] for each in told(*decisions)] == [
        ("Ada Lane Society", ("Ada Lane",)),
        ("Dee Guild", ("DG",)),
        ("Reed Guild", ()),
    ]


def test_merged_names_are_aliases_until_more_cases_part_them():
    same = tie(ONE, Same, "Dee Guild", "DG")
    assert [each[:2] for each in told(same)] == [("Dee Guild", ("DG",))]
    assert [each[:2] for each in told(same, tie(TWO, Different, "Dee Guild", "DG", minute=1))] == [("Dee Guild", ())]
    third = tie(THREE, Same, "Dee Guild", "DG")
    assert [each[:2] for each in told(same, tie(TWO, Different, "Dee Guild", "DG", minute=1), third)] == [
        ("Dee Guild", ("DG",))
    ]


def test_a_short_form_of_two_things_is_neithers():
    decisions = [tie(ONE, Same, "Dee Guild", "DG"), tie(TWO, Same, "Mill Fund", "DG")]
    assert [each[:2] for each in told(*decisions)] == [("Dee Guild", ()), ("Mill Fund", ())]


def test_in_one_case_all_that_is_tied_is_one_thing():
    decisions = [tie(ONE, Same, "Dee Guild", "DG"), tie(ONE, Same, "The Dee Guild (DG)", "DG", minute=1)]
    assert [each[:2] for each in told(*decisions)] == [("The Dee Guild (DG)", ("Dee Guild", "DG"))]


def test_most_cases_tell_a_fact_and_the_newest_at_a_draw():
    first = added(ONE, actor("Dee Guild", "business"), "Dee Guild")
    second = added(TWO, actor("Dee Guild", "government"), "Dee Guild", minute=1)
    third = added(THREE, actor("Dee Guild", "business"), "Dee Guild")
    assert told(first, second)[0][2] is Sector.GOVERNMENT
    assert told(first, second, third)[0][2] is Sector.BUSINESS


def test_what_is_let_stand_does_not_outvote_what_is_decided():
    renamed = [
        corrected(page, actor("Dee", "business"), actor("Dee Guild", "business"), "Dee", onto="Dee Guild", minute=5)
        for page in (TWO, THREE)
    ]
    assert told(added(ONE, actor("Dee Guild", "government"), "Dee Guild"), *renamed)[0][2] is Sector.GOVERNMENT


def test_the_newest_word_of_a_case_is_its_word():
    first = added(ONE, actor("Dee Guild", "business"), "Dee Guild")
    gone = rejected(ONE, actor("Dee Guild", "business"), "Dee Guild", minute=1)
    again = confirmed(ONE, actor("Dee Guild", "business"), "Dee Guild").model_copy()
    assert told(first, gone) == []
    assert told(first, gone, undone(ONE, gone, minute=2)) == told(first)
    assert told(gone, again) == []


def test_a_changed_kind_takes_the_name_from_the_other():
    seen = actor("Whit Fair")
    other = corrected(ONE, seen, EventClaim(name="Whit Fair", kind="fair"), "Whit Fair", minute=1)
    terms = learn([added(ONE, seen, "Whit Fair"), other]).terms
    assert [(each.thing, each.name) for each in terms] == [(Kind.EVENT, "Whit Fair")]


def test_a_name_of_one_kind_is_no_other_kinds_by_a_tie_alone():
    place = added(ONE, PlaceClaim(name="Mill Fund", country=None), "Mill Fund")
    terms = learn([place, tie(ONE, Same, "Dee Guild", "Mill Fund", minute=1)]).terms
    assert [(each.thing, each.name, each.aliases) for each in terms] == [
        (Kind.ACTOR, "Dee Guild", ()),
        (Kind.PLACE, "Mill Fund", ()),
    ]


def test_a_name_is_rejected_when_two_cases_do_and_none_holds_it():
    fund = actor("Mill Fund")
    no = [rejected(ONE, fund, "Mill Fund"), rejected(TWO, fund, "Mill Fund")]
    assert learn(no[:1]).is_empty
    assert [(each.thing, each.name, each.cases) for each in learn(no).rejections] == [(Kind.ACTOR, "Mill Fund", 2)]
    assert learn([*no, confirmed(THREE, fund, "Mill Fund")]).is_empty
    mention = rejected(TWO, fund, "Mill Fund", scope="mention")
    assert learn([no[0], mention]).is_empty


def test_a_rejected_term_is_silent_and_not_yet_rejected():
    fund = actor("Mill Fund")
    assert learn([added(ONE, fund, "Mill Fund"), rejected(TWO, fund, "Mill Fund", minute=1)]).is_empty


def test_a_term_of_many_cases_keeps_its_newest_origins():
    pages = [case(f"case{number}") for number in range(30)]
    decisions = [added(page, actor("Dee Guild"), "Dee Guild", minute=at) for at, page in enumerate(pages)]
    (term,) = learn(decisions).terms
    assert (term.cases, len(term.origins), term.origins[0].case) == (30, 10, "case29")


@settings(max_examples=20, deadline=None)
@given(st.lists(histories(), max_size=3), st.randoms())
def test_the_order_of_decisions_is_nothing_to_the_vocabulary(many, random):
    decisions = [moved(each, str(number)) for number, history in enumerate(many) for each in history]
    shuffled = random.sample(decisions, len(decisions))
    assert canonical(learn([*shuffled, *shuffled[:1]])) == canonical(learn(decisions))


@settings(max_examples=20, deadline=None)
@given(histories(), histories())
def test_what_is_undone_teaches_nothing(history, other):
    acted = [each for each in history if not isinstance(each.act, Undo) and each.act.act != "redo"]
    after = [
        decided(record(id=each.case), Undo(decision=each.id), minute=600 + index) for index, each in enumerate(acted)
    ]
    elsewhere = [moved(each, "elsewhere") for each in other]
    assert learn([*history, *after, *elsewhere]) == learn(elsewhere)
    assert learn([*history, *after]) == CuratorVocabulary()


@settings(max_examples=12, deadline=None)
@given(histories())
def test_no_name_is_both_taught_and_rejected_and_none_has_two_owners(history):
    vocabulary = learn([moved(each, str(number)) for number in range(2) for each in history])
    names = [name.casefold() for term in vocabulary.terms for name in (term.name, *term.aliases)]
    assert len(names) == len(set(names))
    taught = {(term.thing, name) for term in vocabulary.terms for name in (term.name, *term.aliases)}
    assert taught.isdisjoint((each.thing, each.name) for each in vocabulary.rejections)


def test_lessons_taken_case_by_case_are_those_of_all():
    decisions = [added(ONE, actor("Dee Guild"), "Dee Guild"), tie(TWO, Same, "Dee Guild", "DG")]
    assert vocabulary_of(map(lessons_of, [[each] for each in decisions])) == learn(decisions)


def moved(decision: Decision, name: str) -> Decision:
    """The decision as one of another case; what it undoes is the other case's too."""
    return decision.model_copy(update={"case": f"{decision.case}-{name}"})
