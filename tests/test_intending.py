import pytest
from pydantic import TypeAdapter

from curation.applying import apply
from curation.claiming import seen_of
from curation.intending import act_of
from curation.keys import keyed
from curation.wording import deed
from models.errors import DecisionError
from models.intent import Intent
from models.record import CaseRecord
from tests.curating import decided
from tests.records import contact, mentioned, record
from tests.test_curation import FORM

TEXT = "The Otter Guild (OG) met <b>Mole</b> in Lyon on 4 May 2021 for 12,000 euros; ask ada@example.org."
INTENT: TypeAdapter[Intent] = TypeAdapter(Intent)


def page() -> CaseRecord:
    guild = mentioned("actors", TEXT, "Otter Guild")
    short = mentioned("actors", TEXT, "OG")
    guild |= {"names": ("Otter Guild", "OG"), "mentions": (*guild["mentions"], *short["mentions"])}
    mole = mentioned("actors", TEXT, "<b>Mole</b>") | {"id": "actor-mole"}
    return record(text=TEXT, actors=(guild, mole), contacts=(contact(TEXT, "ada@example.org", kind="email"),))


def after(case: CaseRecord, **intent) -> CaseRecord:
    act = act_of(case, 1, INTENT.validate_python(intent))
    curated = apply(case, [decided(case, act)])
    assert curated.fates[0].outcome.value in {"applied", "redundant"}, curated.fates
    return curated.record


def span(quote: str, text: str = TEXT) -> dict[str, int]:
    start = text.index(quote)
    return {"start": start, "end": start + len(quote)}


@pytest.mark.parametrize(
    ("quote", "value", "field", "told"),
    [
        (" Lyon ", {"thing": "place"}, "places", {"name": "Lyon", "country": None}),
        ("4 May 2021", {"thing": "date"}, "dates", {"value": "2021-05-04"}),
        ("12,000 euros", {"thing": "amount"}, "amounts", {"value": 12000, "currency": "EUR"}),
        ("Lyon", {"thing": "actor"}, "actors", {"name": "Lyon", "sector": "unknown", "named": True}),
        ("Lyon", {"thing": "event", "name": "Fair", "kind": "fair"}, "events", {"name": "Fair", "kind": "fair"}),
    ],
)
def test_what_is_added_says_what_its_words_tell(quote, value, field, told):
    things = [dict(each) for each in getattr(after(page(), act="add", value=value, **span(quote)), field)]
    assert any(told.items() <= each.items() for each in things), things


@pytest.mark.parametrize(
    ("quote", "value", "fact"),
    [
        ("Lyon", {"thing": "contact"}, "value.kind: Field required"),
        ("Lyon", {"thing": "date"}, "value.value: Field required"),
        ("Lyon", {"thing": "place", "sector": "business"}, "sector: Extra inputs"),
        ("Lyon", {"thing": "title", "title": "x"}, "is no thing that stands at words"),
        ("Lyon", {}, "say of what kind"),
        (" ", {"thing": "place"}, "no words stand"),
    ],
)
def test_what_cannot_be_added_is_told(quote, value, fact):
    with pytest.raises(DecisionError, match=fact.replace(".", ".*")):
        after(page(), act="add", value=value, **span(quote))


def test_a_thing_whose_name_no_person_could_write_is_rejected_all_the_same():
    mole = page().actors[1]
    assert seen_of(mole).name == "b Mole /b"
    assert len(after(page(), act="reject", field="actors", key=mole.id).actors) == 1


def test_another_kind_takes_the_name_along():
    case = page()
    person = after(case, act="correct", field="actors", key=case.actors[0].id, value={"thing": "person"}).persons[0]
    assert person.name == "Otter Guild"


def test_the_thing_at_the_words_is_meant_where_its_key_followed_its_name():
    case = page()
    start = case.actors[0].mentions[0].start
    one = after(case, act="correct", field="actors", key="actor-old", start=start, value={"name": "The Guild"})
    assert one.actors[0].name == "The Guild"


def test_words_are_grown():
    case = page()
    grown = after(case, act="correct", field="actors", key=case.actors[0].id, onto=span("The Otter Guild"))
    assert grown.actors[0].mentions[0].quote == "The Otter Guild"


def test_one_is_split_by_a_name_of_its_own_and_two_are_merged():
    case = page()
    key = case.actors[0].id
    split = after(case, act="different", field="actors", key=key, other={"key": key, "name": "OG"})
    assert [each.name for each in split.actors] == ["Otter Guild", "OG", "<b>Mole</b>"]
    merged = after(case, act="same", field="actors", key=key, other={"key": case.actors[1].id})
    assert len(merged.actors) == 1


def test_a_contact_has_a_key_of_its_own():
    case = page()
    [(key, found)] = keyed(case, "contacts")
    assert key.startswith("contact-")
    told = act_of(case, 1, INTENT.validate_python({"act": "confirm", "field": "contacts", "key": key}))
    assert deed(told, {}) == "confirmed the contact ada@example.org"
    assert told.anchor.words.quote == found.value


@pytest.mark.parametrize(
    ("intent", "fact"),
    [
        ({"act": "same", "other": {"key": "x"}}, "none of the actors is x"),
        ({"act": "same", "other": {}}, "the same thing already"),
        ({"act": "different", "other": {"name": "Badger"}}, "nowhere says 'Badger'"),
        ({"act": "different", "other": {"case": "case-2"}}, "key and the name of the other"),
        ({"act": "correct", "value": {}}, "corrects nothing"),
        ({"act": "correct", "value": {"thing": "pair", "state": "blank"}}, "is no thing"),
        ({"act": "correct", "value": {"sector": "sea"}}, "value.*sector"),
        ({"act": "confirm", "start": 3}, "at 3 now"),
    ],
)
def test_what_cannot_be_is_told_with_its_path(intent, fact):
    case = page()
    with pytest.raises(DecisionError, match=fact):
        after(case, field="actors", key=case.actors[0].id, **intent)


def test_bounds_and_answers_of_a_form_are_set():
    section = next(each for each in FORM.sections if each.pairs)
    pair = next(each for each in section.pairs if each.answer_span)
    name = f"{section.key}/{pair.key}"
    unknown = after(FORM, act="correct", field="pairs", key=name, value={"state": "unknown", "value": None})
    assert next(each for each in unknown.sections if each.key == section.key).pairs[0].state == "unknown"
    last = {"start": pair.answer_span.end - 2, "end": pair.answer_span.end}
    bound = after(FORM, act="bound", field="pairs", key=name, begins=last, ends=last)
    answers = [each.answer for one in bound.sections for each in one.pairs]
    assert FORM.text[last["start"] : last["end"]].strip() in answers
