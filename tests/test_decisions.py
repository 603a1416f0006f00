"""The form of a decision, and what does not follow it."""

import json
import re

import pytest

from models.claim import ActorClaim, DateClaim
from models.decision import NOTE_LENGTH, Decision, read_decision
from models.errors import DecisionError
from tests.curating import actor, added, anchor
from tests.records import record

PAGE = record(text="The Dee Guild met in Old Ford in May 2012 and went home again.")
ADDED = added(PAGE, actor("Dee Guild"), "Dee Guild")


def written(**changes: object) -> dict[str, object]:
    plain = {name: value for name, value in ADDED.model_dump(mode="json").items() if name != "id"}
    return {**plain, **changes}


def claiming(field: str, quote: str, **claim: object) -> dict[str, object]:
    at = anchor(PAGE, field, quote).model_dump(mode="json")
    return {"act": "add", "anchor": at, "value": {"thing": field[:-1], **claim}}


def test_a_decision_comes_back_from_json_as_it_was() -> None:
    assert Decision.model_validate_json(ADDED.model_dump_json()) == ADDED


def test_the_same_decision_has_the_same_id_and_no_other() -> None:
    assert read_decision(written()).id == ADDED.id
    assert read_decision(written(by="Bea")).id != ADDED.id
    assert read_decision(json.loads(ADDED.model_dump_json())).id == ADDED.id


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"id": "decision-" + "b" * 26}, "the id is not that of what the decision says"),
        ({"note": "n" * (NOTE_LENGTH + 1)}, "note: String should have at most 2000 characters"),
        ({"note": "see <b>here</b>"}, "note: Value error, holds markup (<b>)"),
        ({"by": ""}, "by: String should have at least 1 character"),
        ({"by": "Ada\x1b[2J"}, "control characters"),
        ({"at": "2026-01-01 12:00"}, "at: "),
        ({"at": "2026-13-01T12:00:00Z"}, "at: "),
        ({"act": {"act": "bless"}}, "act: "),
        ({"act": {"act": "undo", "decision": "it"}}, "act.undo.decision: "),
        ({"why": "so"}, "why: Extra inputs are not permitted"),
        ({"act": claiming("actors", "Dee Guild", name="Dee Guild", sector="guild", named=True)}, "sector: "),
        ({"act": claiming("actors", "Dee Guild", name="<i>Dee</i>", sector="unknown", named=True)}, "holds markup"),
        ({"act": {**claiming("places", "Old Ford", name="Old Ford"), "value": {"thing": "date", "value": "2012"}}},
         "the anchor speaks of places, the claim of a date"),
        ({"act": claiming("places", "Old Ford", name="Old Ford", country="UK")}, "no country of ISO 3166-1"),
        ({"act": claiming("amounts", "2012", value=2012, currency="EURO")}, "no currency of ISO 4217"),
        ({"act": claiming("contacts", "home", kind="email", value="home")}, "no email"),
    ],
)  # fmt: skip
def test_what_does_not_follow_the_form_is_told_with_its_place(changes, said) -> None:
    with pytest.raises(DecisionError, match=re.escape(said)):
        read_decision(written(**changes))


@pytest.mark.parametrize("content", [None, [], "decision", 7, {}])
def test_what_is_no_decision_at_all_is_told_too(content) -> None:
    with pytest.raises(DecisionError, match="not a decision"):
        read_decision(content)


@pytest.mark.parametrize(
    "value",
    ["2012", "2012-05", "2012-05-31", "2012/2014", "199X", "2012-36", "2012-41", "1850~", "2012/..", "../2012"],
)
def test_dates_are_edtf(value) -> None:
    assert DateClaim(value=value).value == value


@pytest.mark.parametrize("value", ["May 2012", "2012-13", "2012-02-30", "12", "2012/2013/2014", "", "/", "../.."])
def test_what_is_no_edtf_is_refused(value) -> None:
    with pytest.raises(ValueError, match="EDTF"):
        DateClaim(value=value)


def test_a_claim_has_the_attributes_of_its_record() -> None:
    assert set(ActorClaim.model_fields) == {"thing", "name", "sector", "named"}
