from curation.overrules import overrules
from models.claim import EventClaim, TitleClaim
from models.decision import Confirm
from models.overrule import Overrule
from tests.curating import actor, added, anchor, confirmed, corrected, decided, rejected, undone
from tests.records import mentioned, record

TEXT = "The Dee Guild met the Mill Fund of Old Ford at Whit Fair, said Ada Lane of the Reed Board.\n"
PAGE = record(
    text=TEXT,
    title="Dee",
    actors=tuple(mentioned("actors", TEXT, each) for each in ("Dee Guild", "Mill Fund", "Whit Fair", "Ada Lane")),
)
FAIR = corrected(PAGE, actor("Whit Fair"), EventClaim(name="Whit Fair", kind="fair"), "Whit Fair")
ADA = rejected(PAGE, actor("Ada Lane"), "Ada Lane", minute=2)


def told(*decisions) -> dict[tuple, tuple[int, ...]]:
    return {
        (each.field, each.extractor): (each.confirmed, each.corrected, each.rejected, each.added)
        for each in overrules([(PAGE, decisions)])
    }


def test_each_judgement_counts_for_the_extractor_that_found_it():
    decisions = [
        confirmed(PAGE, actor("Dee Guild"), "Dee Guild"),
        corrected(PAGE, actor("Mill Fund"), actor("Mill Fund", "business"), "Mill Fund"),
        FAIR,
        ADA,
        added(PAGE, actor("Reed Board"), "Reed Board"),
    ]
    assert told(*decisions) == {("actors", "test"): (1, 2, 1, 0), ("actors", None): (0, 0, 0, 1)}


def test_what_is_undone_counts_nowhere():
    assert told(ADA, undone(PAGE, ADA, minute=3)) == {}


def test_what_the_machine_no_longer_finds_is_not_held_against_it():
    gone = rejected(PAGE, actor("Reed Board"), "Reed Board")
    assert told(gone) == {}
    assert told(confirmed(PAGE, actor("Reed Board"), "Reed Board")) == {("actors", None): (0, 0, 0, 1)}


def test_a_correction_that_the_machine_has_made_its_own_confirms_it():
    learnt = corrected(PAGE, actor("Guild"), actor("Dee Guild"), "Dee Guild")
    assert told(learnt) == {("actors", "test"): (1, 0, 0, 0)}


def test_titles_count_without_an_extractor():
    act = Confirm(anchor=anchor(PAGE, "title", None), seen=TitleClaim(title="Dee"))
    assert told(decided(PAGE, act)) == {("title", None): (1, 0, 0, 0)}


def test_cases_are_added_up_and_the_share_that_was_right_is_told():
    one = (PAGE, [confirmed(PAGE, actor("Dee Guild"), "Dee Guild"), ADA])
    assert overrules([one, one]) == (Overrule(field="actors", extractor="test", confirmed=2, rejected=2),)
    assert overrules([one])[0].precision == 0.5
    assert Overrule(field="actors", extractor=None, added=3).precision is None
    assert overrules([]) == ()
