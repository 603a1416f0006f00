import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.difference import KINDS, Change, ChangeKind, difference
from models.document import Span
from models.frozen import revise
from models.record import CaseRecord, Coverage, Finding, HeaderField, Pair, Section
from models.template import TemplateRef
from models.vocabulary import PairState, Severity
from tests.records import PARTS, contact, mentioned, record

TEXT = "The Dee Guild met in Old Ford in May 2012 and won EUR 500 from the Mill Fund."
GUILD = mentioned("actors", TEXT, "Dee Guild")
FORD = mentioned("places", TEXT, "Old Ford")


def page(**parts: object) -> CaseRecord:
    return record(text=TEXT, **parts)


def section(heading: str, *pairs: Pair, key: str = "", text: str = "") -> Section:
    span = Span(start=0, end=len(TEXT))
    return Section(key=key or heading.casefold(), number=None, heading=heading, span=span, text=text, pairs=pairs)


def pair(question: str, answer: str, key: str = "q", start: int = 0, **more: object) -> Pair:
    state = PairState.ANSWERED if answer else PairState.BLANK
    return Pair(key=key, question=question, answer=answer, state=state, span=Span(start=start, end=start + 2), **more)


def told(change: Change) -> str:
    thing = f"{change.thing}.{change.attribute}".strip(".")
    return f"{change.field} {change.kind} {thing}: {change.before} → {change.after}"


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ({"title": "Mill"}, {"title": "Old Mill"}, ["title changed : Mill → Old Mill"]),
        ({}, {"template": TemplateRef(key="form", version=2)}, ["template changed : None → form 2"]),
        ({}, {"actors": (GUILD,)}, ["actors appeared Dee Guild: None → Dee Guild"]),
        ({"actors": (GUILD,)}, {}, ["actors vanished Dee Guild: Dee Guild → None"]),
        (
            {"actors": (GUILD,)},
            {"actors": ({**GUILD, "sector": "business"},)},
            ["actors changed Dee Guild.sector: unknown → business"],
        ),
        (
            {"places": (mentioned("places", TEXT, "Ford"),)},
            {"places": (FORD,)},
            ["places changed Ford.name: Ford → Old Ford", "places changed Ford.names: Ford → Old Ford"],
        ),
        (
            {"events": ({**mentioned("events", TEXT, "met"), "id": "one"},)},
            {"events": ({**mentioned("events", TEXT, "met"), "id": "two", "kind": "fair"},)},
            ["events changed met.kind: meeting → fair"],
        ),
        (
            {"dates": ({"text": "2012", "value": "2012", "mentions": FORD["mentions"]},)},
            {"dates": ({"text": "May 2012", "value": "2012-05", "mentions": FORD["mentions"]},)},
            ["dates changed 2012.text: 2012 → May 2012", "dates changed 2012.value: 2012 → 2012-05"],
        ),
        (
            {"contacts": (contact(TEXT, "Mill", person="Ada"),)},
            {"contacts": (contact(TEXT, "Mill"),)},
            ["contacts changed Mill.person: Ada → None"],
        ),
        (
            {"amounts": ({"text": "EUR 500", "value": 500, "currency": "EUR", "mentions": ()},)},
            {"amounts": ({"text": "EUR 500", "value": 500, "currency": "USD", "mentions": ()},)},
            ["amounts vanished EUR 500: EUR 500 → None", "amounts appeared EUR 500: None → EUR 500"],
        ),
        (
            {"sections": (section("Aims", pair("Who pays?", "")),)},
            {"sections": (section("Aims", pair("Who pays?", "The town.")),)},
            [
                "pairs changed Who pays?.answer:  → The town.",
                "pairs changed Who pays?.state: blank → answered",
            ],
        ),
        (
            {"sections": (section("Aims", text="One."),)},
            {"sections": (section("Aims", key="goals", text="Two."),)},
            ["sections changed Aims.text: One. → Two."],
        ),
        (
            {"fields": (HeaderField(label="year", value="2012", span=Span(start=0, end=4)),)},
            {"fields": (HeaderField(label="year", value="2013", span=Span(start=0, end=4)),)},
            ["fields changed year.value: 2012 → 2013"],
        ),
        (
            {"findings": (Finding(code="odd", severity=Severity.INFO, message="odd here"),)},
            {},
            ["findings vanished odd: odd here → None"],
        ),
        (
            {},
            {"coverage": Coverage(characters=2, used=1, boilerplate=0, unaccounted=1)},
            ["coverage changed unaccounted: 0 → 1"],
        ),
    ],
)
def test_a_change_is_told_value_by_value(before, after, changes):
    assert [told(change) for change in difference(page(**before), page(**after))] == changes


def test_places_on_another_text_do_not_tie_things():
    before = page(places=(mentioned("places", TEXT, "Ford"),))
    after = revise(page(places=(FORD,)), text=f"{TEXT} ")
    assert [change.kind for change in difference(before, after)] == [ChangeKind.VANISHED, ChangeKind.APPEARED]


def test_evidence_is_no_change():
    before = page(actors=(GUILD,))
    assert difference(before, page(actors=({**GUILD, "mentions": FORD["mentions"]},))) == ()


def test_values_with_amounts_and_choices_are_told_in_words():
    asked = [pair("Cost?", "5", value={"value": 5, "value_to": 6, "currency": "EUR"}), pair("Which?", "b, a", "r")]
    answered = [pair("Cost?", "5", value={"value": 5}), pair("Which?", "b, a", "r", value=("b", "a"))]
    changes = difference(page(sections=(section("Aims", *asked),)), page(sections=(section("Aims", *answered),)))
    assert [(change.before, change.after) for change in changes] == [("5–6 EUR", "5"), (None, "a | b")]


names = st.sampled_from(["Dee Guild", "Old Ford", "Ford", "Mill Fund", "May 2012"])


@st.composite
def things(draw: st.DrawFn, kind: str) -> dict[str, object]:
    sector = {"sector": draw(st.sampled_from(["business", "unknown"]))} if "sector" in PARTS[kind] else {}
    return mentioned(kind, TEXT, draw(names), **sector)


@st.composite
def records(draw: st.DrawFn) -> CaseRecord:
    found = {kind: tuple(draw(st.lists(things(kind), max_size=3))) for kind in PARTS}
    pairs = draw(st.lists(st.builds(pair, st.sampled_from(["Who?", "Why?"]), st.sampled_from(["", "x"])), max_size=3))
    return page(title=draw(names), sections=(section("Aims", *pairs),), **found)


@given(records())
def test_a_record_does_not_differ_from_itself(one):
    assert difference(one, one) == ()


@given(records(), records())
def test_the_order_in_which_a_record_says_things_does_not_matter(one, other):
    turned = revise(other, **{kind: tuple(reversed(getattr(other, kind))) for kind in KINDS})
    assert difference(one, turned) == difference(one, other)


@given(records(), records())
def test_what_vanished_and_appeared_accounts_for_every_thing(one, other):
    changes = difference(one, other)
    for kind in KINDS:
        counts = {
            change_kind: sum(change.field == kind and change.kind is change_kind for change in changes)
            for change_kind in ChangeKind
        }
        before, after = len(getattr(one, kind)), len(getattr(other, kind))
        assert before - counts[ChangeKind.VANISHED] + counts[ChangeKind.APPEARED] == after


@given(records(), records())
def test_records_without_a_difference_say_the_same(one, other):
    if not difference(one, other):
        for kind in KINDS:
            assert sorted(each.name for each in getattr(one, kind)) == sorted(
                each.name for each in getattr(other, kind)
            )
        assert one.title == other.title
