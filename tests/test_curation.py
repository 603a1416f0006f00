"""What becomes of curators' decisions on the page that they saw."""

import pytest

from curation.applying import apply
from models.claim import ContactClaim, PairClaim, PlaceClaim, TitleClaim
from models.decision import Bound, Correct, Different, Other, Same
from models.document import Span
from models.fate import Outcome
from models.frozen import revise
from models.record import CaseRecord, Coverage, Finding, Pair, Section
from models.vocabulary import ContactKind, PairState, Severity
from tests.curating import (
    actor,
    added,
    anchor,
    confirmed,
    corrected,
    decided,
    redone,
    rejected,
    undone,
    words,
)
from tests.records import mentioned, record

TEXT = (
    "The Mill\nThe Dee Guild met the Mill Fund at Old Ford in May.\n"
    "Later the Guild wrote to Ada Lane of the Dee Guild.\nWho paid? The Mill Fund paid.\nWhy? Unknown.\nmenu and more\n"
)
GUILD = actor("Dee Guild")
FUND = actor("Mill Fund", "business")


def guild() -> dict[str, object]:
    both = [mentioned("actors", TEXT, each)["mentions"][0] for each in ("Dee Guild", "Guild wrote")]
    short = revise(both[1], end=both[1].end - len(" wrote"), quote="Guild")
    return {**mentioned("actors", TEXT, "Dee Guild"), "names": ("Dee Guild", "Guild"), "mentions": (both[0], short)}


def page(**parts: object) -> CaseRecord:
    fund = mentioned("actors", TEXT, "Mill Fund", sector="business")
    person = mentioned("persons", TEXT, "Ada Lane", organisation="Dee Guild")
    return record(text=TEXT, **{"title": "Mill", "actors": (guild(), fund), "persons": (person,), **parts})


PAGE = page()


def names(curated: CaseRecord, field: str = "actors") -> list[str]:
    return [each.name for each in getattr(curated, field)]


def outcomes(page: CaseRecord, *decisions) -> list[str]:
    return [each.outcome.value for each in apply(page, decisions).fates]


def test_no_decision_changes_nothing() -> None:
    assert apply(PAGE, []).record == PAGE


def test_what_a_person_adds_stands_with_their_words() -> None:
    curated = apply(PAGE, [added(PAGE, PlaceClaim(name="Old Ford", country="GB"), "Old Ford")]).record
    (place,) = curated.places
    assert (place.name, place.country, place.mentions[0].quote) == ("Old Ford", "GB", "Old Ford")
    assert (place.mentions[0].extractor, place.mentions[0].confidence) == ("curator", 1)


def test_what_is_confirmed_is_certain_and_comes_back_where_the_machine_lost_it() -> None:
    decision = confirmed(PAGE, FUND, "Mill Fund")
    for each in (PAGE, page(actors=(guild(),))):
        fund = next(one for one in apply(each, [decision]).record.actors if one.name == "Mill Fund")
        assert (fund.sector, fund.mentions[0].confidence) == ("business", 1)


@pytest.mark.parametrize(
    ("value", "seen"),
    [(actor("Dee Guild", "civil_society"), ["Dee Guild", "Mill Fund"]), (actor("Guild of Dee"), ["Guild of Dee"])],
)
def test_only_what_a_correction_says_otherwise_is_changed(value, seen) -> None:
    better = page(actors=(revise(PAGE.actors[0], named=False), PAGE.actors[1]))
    first = apply(better, [corrected(PAGE, GUILD, value, "Dee Guild")]).record.actors[0]
    assert (first.name, first.sector, first.named) == (value.name, value.sector, False)
    assert len(first.mentions) == 2


def test_a_correction_can_change_the_kind() -> None:
    decision = corrected(PAGE, FUND, PlaceClaim(name="Mill Fund"), "Mill Fund")
    curated = apply(PAGE, [decision]).record
    assert (names(curated), names(curated, "places")) == (["Dee Guild"], ["Mill Fund"])


def test_a_correction_can_change_the_words() -> None:
    decision = corrected(PAGE, FUND, actor("the Mill Fund", "business"), "Mill Fund", onto="the Mill Fund")
    fund = apply(PAGE, [decision]).record.actors[1]
    assert (fund.name, fund.names, [each.quote for each in fund.mentions]) == (
        "the Mill Fund",
        ("the Mill Fund",),
        ["the Mill Fund"],
    )


def test_what_is_rejected_goes_whole_or_at_these_words_alone() -> None:
    assert names(apply(PAGE, [rejected(PAGE, GUILD, "Dee Guild")]).record) == ["Mill Fund"]
    less = apply(PAGE, [rejected(PAGE, GUILD, "Dee Guild", scope="mention")]).record.actors
    assert [(each.name, each.names) for each in less] == [("Mill Fund", ("Mill Fund",)), ("Guild", ("Guild",))]


def test_ties_follow_the_thing_they_name() -> None:
    renamed = apply(PAGE, [corrected(PAGE, GUILD, actor("Guild of Dee"), "Dee Guild")]).record
    assert renamed.persons[0].organisation == "Guild of Dee" or "Dee Guild" in renamed.actors[0].names
    assert apply(PAGE, [rejected(PAGE, GUILD, "Dee Guild")]).record.persons[0].organisation is None


def tied(act: type[Same] | type[Different], quote: str, other: str, **more: object):
    words_of = anchor(PAGE, "actors", quote, key="a")
    two = Other(case=PAGE.id, key="b", name=other, words=words(TEXT, other), **more)
    return decided(PAGE, act(anchor=words_of, seen=actor(quote), other=two))


def test_two_things_become_one_and_one_two() -> None:
    merged = apply(PAGE, [tied(Same, "Dee Guild", "Mill Fund")]).record.actors
    assert [(each.name, len(each.mentions)) for each in merged] == [("Dee Guild", 3)]
    at = revise(words(TEXT, "Guild wrote"), quote="Guild", end=TEXT.index("Guild wrote") + 5)
    other = Other(case=PAGE.id, key="b", name="Guild", words=revise(at, suffix=TEXT[at.end : at.end + 32]))
    act = Different(anchor=anchor(PAGE, "actors", "Dee Guild"), seen=GUILD, other=other)
    assert names(apply(PAGE, [decided(PAGE, act)]).record) == ["Dee Guild", "Mill Fund", "Guild"]


def test_a_tie_across_cases_changes_no_record_and_needs_its_own_thing() -> None:
    act = Same(anchor=anchor(PAGE, "actors", "Dee Guild"), seen=GUILD, other=Other(case="case-b", key="x", name="Dee"))
    assert apply(PAGE, [decided(PAGE, act)]).record == PAGE
    assert outcomes(page(actors=()), decided(PAGE, act)) == ["stale"]


def test_the_newer_of_two_that_contradict_wins_and_the_clash_is_shown() -> None:
    first = corrected(PAGE, GUILD, actor("Dee Guild", "government"), "Dee Guild")
    second = corrected(PAGE, GUILD, actor("Dee Guild", "business"), "Dee Guild", minute=1)
    curated = apply(PAGE, [second, first])
    assert curated.record.actors[0].sector == "business"
    assert [(each.outcome, each.by) for each in curated.fates] == [("overruled", second.id), ("applied", None)]


def test_two_that_speak_of_different_things_both_hold() -> None:
    first = corrected(PAGE, GUILD, actor("Dee Guild", "government"), "Dee Guild")
    second = corrected(PAGE, GUILD, actor("Dee Guild", named=False), "Dee Guild", minute=1)
    curated = apply(PAGE, [second, first])
    assert (curated.record.actors[0].sector, curated.record.actors[0].named) == ("government", False)
    assert {each.outcome for each in curated.fates} == {Outcome.APPLIED}


@pytest.mark.parametrize(
    ("later", "left"),
    [
        (rejected(PAGE, FUND, "Mill Fund", minute=1), ["Dee Guild"]),
        (added(PAGE, PlaceClaim(name="Mill Fund"), "Mill Fund", minute=1), ["Dee Guild"]),
        (added(PAGE, actor("Mill Fund at Old Ford"), "Mill Fund at Old Ford", minute=1), ["Dee Guild"]),
    ],
)
def test_what_cannot_stand_beside_the_newer_is_overruled(later, left) -> None:
    curated = apply(PAGE, [confirmed(PAGE, FUND, "Mill Fund"), later])
    assert [each.outcome.value for each in curated.fates] == ["overruled", "applied"]
    assert [name for name in names(curated.record) if "at Old" not in name] == left


def test_undo_and_redo_are_decisions_too() -> None:
    fund = rejected(PAGE, FUND, "Mill Fund")
    back = undone(PAGE, fund, minute=1)
    again = redone(PAGE, fund, minute=2)
    twice = undone(PAGE, back, minute=3)
    assert outcomes(PAGE, fund, back) == ["undone", "applied"]
    assert outcomes(PAGE, fund, back, again) == ["applied", "overruled", "applied"]
    assert outcomes(PAGE, fund, back, twice) == ["applied", "undone", "applied"]
    assert outcomes(PAGE, back) == ["stale"]


def test_what_the_machine_now_says_itself_is_redundant() -> None:
    decision = corrected(PAGE, GUILD, actor("Dee Guild", "business"), "Dee Guild")
    learnt = page(actors=(revise(PAGE.actors[0], sector="business"), PAGE.actors[1]))
    assert outcomes(learnt, decision) == ["redundant"]
    assert outcomes(page(actors=(guild(),)), rejected(PAGE, FUND, "Mill Fund")) == ["redundant"]


def test_a_decision_of_another_case_is_stale() -> None:
    decision = rejected(revise(PAGE, id="case-b"), FUND, "Mill Fund")
    assert apply(PAGE, [decision]).fates[0].reason == "it speaks of another case"


def titled(title: str, *, seen: str = "Mill", minute: int = 0):
    act = Correct(anchor=anchor(PAGE, "title", None), seen=TitleClaim(title=seen), value=TitleClaim(title=title))
    return decided(PAGE, act, minute=minute)


def test_the_title_is_corrected_as_long_as_it_is_the_one_that_was_seen() -> None:
    first, second = titled("The Mill"), titled("The Old Mill", seen="The Mill", minute=1)
    assert apply(PAGE, [first]).record.title == "The Mill"
    assert apply(PAGE, [first, second]).record.title == "The Old Mill"
    assert apply(page(title="Other"), [first]).fates[0].reason == "the title is now 'Other'"


def asked() -> CaseRecord:
    text = "Costs\nWho paid? The Mill Fund paid.\nWhy? Unknown.\nNotes\nNobody knows.\nmenu"
    ends = [text.index(each) + len(each) for each in ("paid.", "Unknown.", "knows.")]
    who = Span(start=text.index("The Mill"), end=ends[0])
    why = Span(start=text.index("Unknown"), end=ends[1])
    pairs = (
        Pair(key="who", question="Who paid?", answer=text[who.start : who.end], state=PairState.ANSWERED,
             span=Span(start=6, end=ends[0]), answer_span=who),
        Pair(key="why", question="Why?", answer="Unknown.", state=PairState.UNKNOWN,
             span=Span(start=ends[0] + 1, end=ends[1]), answer_span=why),
    )  # fmt: skip
    costs = Section(key="costs", number=None, heading="Costs", span=Span(start=0, end=ends[1]),
                    text="The Mill Fund paid.\nUnknown.", pairs=pairs)  # fmt: skip
    notes = Section(key="notes", number=None, heading="Notes", span=Span(start=ends[1] + 1, end=ends[2]),
                    text="Nobody knows.", pairs=())  # fmt: skip
    odd = Finding(code="unaccounted_text", severity=Severity.WARNING, message="menu",
                  span=Span(start=len(text) - 4, end=len(text)))  # fmt: skip
    ink = {"characters": 61, "used": 36, "boilerplate": 21, "unaccounted": 4}
    return record(text=text, sections=(costs, notes), findings=(odd,), coverage=Coverage(**ink))


FORM = asked()


def test_a_pairs_state_and_value_are_corrected() -> None:
    seen, value = PairClaim(state=PairState.UNKNOWN), PairClaim(state=PairState.ANSWERED, value="no")
    act = Correct(anchor=anchor(FORM, "pairs", "Unknown", key="costs/why"), seen=seen, value=value)
    pair = apply(FORM, [decided(FORM, act)]).record.sections[0].pairs[1]
    assert (pair.state, pair.value, pair.answer) == (PairState.ANSWERED, "no", "Unknown.")


def bound(field: str, quote: str, begins: str, ends: str, key: str = ""):
    at = anchor(FORM, field, quote, key=key)
    return decided(FORM, Bound(anchor=at, begins=words(FORM.text, begins), ends=words(FORM.text, ends)))


def test_an_answer_gets_new_bounds() -> None:
    curated = apply(FORM, [bound("pairs", "The Mill Fund paid.", "Mill Fund", "paid.", key="costs/who")]).record
    assert curated.sections[0].pairs[0].answer == "Mill Fund paid."


def test_a_section_grows_over_what_was_nobodys_and_the_ledger_stays_true() -> None:
    curated = apply(FORM, [bound("sections", "Notes", "Notes", "menu", key="notes")]).record
    assert curated.sections[1].text == "Nobody knows.\nmenu"
    assert curated.coverage == Coverage(characters=61, used=40, boilerplate=21, unaccounted=0)
    assert curated.findings == ()


def test_a_section_takes_from_its_neighbour_and_pairs_go_with_their_words() -> None:
    curated = apply(FORM, [bound("sections", "Notes", "Why?", "knows.", key="notes")]).record
    assert [[pair.key for pair in each.pairs] for each in curated.sections] == [["who"], ["why"]]
    assert curated.sections[0].text == "The Mill Fund paid."
    assert curated.coverage == FORM.coverage


def test_contacts_share_words_with_the_name_they_stand_behind_and_with_each_other() -> None:
    links = [ContactClaim(kind=ContactKind.URL, value=f"https://{each}.example/") for each in ("dee", "guild")]
    decisions = [added(PAGE, each, "Dee Guild") for each in links]
    curated = apply(PAGE, [*decisions, rejected(PAGE, links[0], "Dee Guild", minute=1)])
    assert {each.value for each in apply(PAGE, decisions).record.contacts} == {each.value for each in links}
    assert [each.value for each in curated.record.contacts] == [links[1].value]
    assert curated.record.actors == PAGE.actors


def test_a_contact_is_corrected_by_its_words() -> None:
    text = "Write to ada (at) mill.example now."
    mail = {
        "kind": "email",
        "value": "da@mill.example",
        "mentions": mentioned("places", text, "ada (at) mill.example")["mentions"],
    }
    here = record(text=text, contacts=(mail,))
    seen = ContactClaim(kind=ContactKind.EMAIL, value="da@mill.example")
    decision = corrected(here, seen, revise(seen, value="ada@mill.example"), "ada (at) mill.example")
    assert [each.value for each in apply(here, [decision]).record.contacts] == ["ada@mill.example"]
