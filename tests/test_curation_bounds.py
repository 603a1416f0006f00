"""What holds of a record's sections, pairs and ledger after any decisions on them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from curation.anchoring import select
from curation.applying import apply
from models.claim import PairClaim, TitleClaim
from models.decision import Bound, Confirm, Correct, Decision
from models.record import CaseRecord
from models.vocabulary import PairState
from tests.curating import anchor, decided
from tests.test_curation import FORM

TEXT = FORM.text
STARTS = sorted({0, *(at + 1 for at, each in enumerate(TEXT[:-1]) if each.isspace())})
PLACES = st.sampled_from([("sections", "Costs"), ("sections", "Notes"), ("pairs", "Who paid?"), ("pairs", "Unknown.")])
STATES = st.sampled_from([PairState.ANSWERED, PairState.UNKNOWN, PairState.BLANK])


@st.composite
def bounds(draw) -> Bound:
    field, quote = draw(PLACES)
    first, last = sorted(draw(st.lists(st.sampled_from(STARTS), min_size=2, max_size=2)))
    begins, ends = (select(TEXT, at, at + len(TEXT[at:].split()[0])) for at in (first, last))
    return Bound(anchor=anchor(FORM, field, quote), begins=begins, ends=ends)


@st.composite
def says(draw) -> Confirm | Correct:
    if draw(st.booleans()):
        at, seen, value = anchor(FORM, "title", None), TitleClaim(title="Mill"), TitleClaim(title="Old Mill")
    else:
        at = anchor(FORM, "pairs", draw(st.sampled_from(["Who paid?", "Unknown."])))
        seen, value = PairClaim(state=draw(STATES)), PairClaim(state=draw(STATES))
    return Confirm(anchor=at, seen=value) if seen == value else Correct(anchor=at, seen=seen, value=value)


@st.composite
def histories(draw) -> list[Decision]:
    acts = draw(st.lists(st.one_of(bounds(), says()), max_size=5))
    return [decided(FORM, act, minute=minute) for minute, act in enumerate(acts)]


def check_laws(record: CaseRecord) -> None:
    ends = [0, *(each.span.end for each in record.sections)]
    assert all(before <= each.span.start for before, each in zip(ends, record.sections, strict=False))
    ledger = record.coverage
    assert ledger.characters == ledger.used + ledger.boilerplate + ledger.unaccounted == FORM.coverage.characters
    assert min(ledger.used, ledger.boilerplate, ledger.unaccounted) >= 0
    for section in record.sections:
        for pair in section.pairs:
            if pair.answer_span is not None:
                assert pair.answer == TEXT[pair.answer_span.start : pair.answer_span.end]
            assert (pair.answer == "") is (pair.answer_span is None)
            assert pair.value is None or pair.state is PairState.ANSWERED


@settings(max_examples=200, deadline=None)
@given(histories())
def test_sections_pairs_and_ledger_keep_their_laws(history):
    curated = apply(FORM, history)
    assert sorted(each.decision for each in curated.fates) == sorted({each.id for each in history})
    check_laws(curated.record)


@settings(max_examples=200, deadline=None)
@given(histories())
def test_applied_twice_is_applied_once(history):
    once = apply(FORM, history).record
    assert apply(once, history).record == once
