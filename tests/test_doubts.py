import pytest
from hypothesis import given
from hypothesis import strategies as st

from curation.applying import apply
from curation.asking import REASONS, answers_of
from curation.doubts import doubts_of, reach
from curation.intending import act_of
from curation.keys import keyed_findings
from curation.session import session_of
from models.claim import FindingClaim
from models.decision import Confirm
from models.document import Span
from models.doubt import SURE, Reason
from models.errors import DecisionError
from models.frozen import revise
from models.intent import Confirming, Rejecting
from models.record import Actor, CaseRecord, Coverage, Finding, Mention, Pair, Section, Source
from models.vocabulary import PairState, Sector, Severity
from tests.curating import actor, confirmed, corrected, decided, rejected, undone

TEXT = "Makers meet. Moss Guild pays.\nSince when? We do not know.\nstray words"


def mention(quote: str, confidence: float, text: str = TEXT) -> Mention:
    start = text.index(quote)
    return Mention(
        start=start, end=start + len(quote), quote=quote, section=None, extractor="rules", confidence=confidence
    )


def guild(confidence: float) -> Actor:
    found = mention("Moss Guild", confidence)
    return Actor(
        id="actor-x", name="Moss Guild", names=("Moss Guild",), mentions=(found,), sector=Sector.UNKNOWN, named=True
    )


def finding(code: str, severity: Severity, words: str = "stray words") -> Finding:
    start = TEXT.index(words) if words else 0
    span = Span(start=start, end=start + len(words)) if words else None
    return Finding(code=code, severity=severity, message=f"{code} is odd", span=span)


def record(**fields: object) -> CaseRecord:
    return CaseRecord(
        id="case-1",
        language="en",
        title="Makers",
        template=None,
        source=Source(name="notes", uri="a.txt", media_type="text/plain", sha256="0" * 64),
        text=TEXT,
        coverage=Coverage(characters=0, used=0, boilerplate=0, unaccounted=0),
        **fields,
    )


def section(answer: str, state: PairState, value: str | None = None) -> Section:
    start = TEXT.index("Since")
    pair = Pair(
        key="since",
        question="Since when?",
        answer=answer,
        state=state,
        value=value,
        span=Span(start=start, end=start + 28),
        answer_span=Span(start=start + 12, end=start + 27),
    )
    return Section(key="origin", number=None, heading="", span=pair.span, text="", pairs=(pair,))


def doubts(page: CaseRecord, *decisions, typed=()):
    return doubts_of(apply(page, decisions), decisions, typed)


def told(page: CaseRecord, *decisions, typed=()) -> list[tuple[str, str, float]]:
    return [(each.reason.value, each.kind, each.weight) for each in doubts(page, *decisions, typed=typed)]


LONG = "We have asked three people who were there and none of them could tell us when it was"


@pytest.mark.parametrize(
    ("page", "typed", "expected"),
    [
        (record(), (), []),
        (record(actors=(guild(SURE),)), (), []),
        (record(actors=(guild(0.4),)), (), [("confidence", "actor", 0.6)]),
        (record(findings=(finding("unaccounted_text", Severity.WARNING),)), (), [("finding", "page", 0.4)]),
        (record(findings=(finding("reworded_prompt", Severity.INFO),)), (), [("drift", "page", 0.1)]),
        (record(findings=(finding("missing_section", Severity.WARNING, ""),)), (), [("drift", "page", 0.3)]),
        (record(findings=(finding("no_template", Severity.INFO, ""),)), (), []),
        (record(sections=(section("We do not know.", PairState.UNKNOWN),)), (), []),
        (record(sections=(section(LONG, PairState.UNKNOWN),)), (), [("answer", "answer", 0.5)]),
        (record(sections=(section("long ago", PairState.ANSWERED),)), (), []),
        (record(sections=(section("long ago", PairState.ANSWERED),)), {"origin/since"}, [("answer", "answer", 0.5)]),
        (record(sections=(section("2012", PairState.ANSWERED, "2012"),)), {"origin/since"}, []),
    ],
)
def test_what_is_doubtful_of_a_page_and_what_a_look_is_worth(page, typed, expected):
    assert told(page, typed=typed) == expected


def test_more_mentions_weigh_more_up_to_a_bound():
    assert [reach(count) for count in (1, 2, 4, 400)] == [1, 2, 3, 3]


@pytest.mark.parametrize("settle", [confirmed, rejected])
def test_a_thing_that_was_judged_is_no_doubt(settle):
    page = record(actors=(guild(0.2),))
    decision = settle(page, actor("Moss Guild"), "Moss Guild")
    assert told(page, decision) == []
    assert told(page, decision, undone(page, decision, minute=1)) == [("confidence", "actor", 0.8)]


def seen(page: CaseRecord, at: int = 0):
    key = list(keyed_findings(page))[at][0]
    return decided(page, act_of(page, 1, Confirming(field="findings", key=key)))


def test_a_finding_that_was_seen_does_not_come_again():
    page = record(
        findings=(finding("unaccounted_text", Severity.WARNING), finding("missing_section", Severity.WARNING, ""))
    )
    decision = seen(page)
    assert told(page, decision) == [("drift", "page", 0.3)]
    assert apply(page, [decision]).fates[0].outcome == "applied"
    elsewhere = revise(page, text=f"{TEXT}\nMore words at the end of it all.")
    assert told(elsewhere, decision) == [("drift", "page", 0.3)]


def test_a_finding_on_other_words_is_another():
    page = record(findings=(finding("unaccounted_text", Severity.WARNING),))
    other = revise(page, findings=(finding("unaccounted_text", Severity.WARNING, "Makers"),))
    assert told(other, seen(page)) == [("finding", "page", 0.4)]
    assert apply(other, [seen(page)]).fates[0].outcome == "redundant"


def test_a_finding_is_seen_and_nothing_else():
    page = record(findings=(finding("unaccounted_text", Severity.WARNING),))
    with pytest.raises(DecisionError, match="confirm that it was seen"):
        act_of(page, 1, Rejecting(field="findings", key=next(keyed_findings(page))[0]))
    with pytest.raises(DecisionError, match="has no finding"):
        act_of(page, 1, Confirming(field="findings", key="finding-x"))
    act = seen(page).act
    assert isinstance(act, Confirm)
    assert act.seen == FindingClaim(code="unaccounted_text")


def test_decisions_that_do_not_stand_come_before_all_guesses():
    page = record(actors=(guild(0.0),))
    one = corrected(page, actor("Moss Guild"), actor("Moss Guild", "business"), "Moss Guild")
    other = corrected(page, actor("Moss Guild"), actor("Moss Guild", "government"), "Moss Guild", minute=1)
    other = decided(page, other.act, minute=1, by="Bob")
    found = doubts(page, one, other)
    assert [(each.reason, each.weight, each.decision) for each in found] == [(Reason.CLASH, 5, one.id)]
    assert "Bob changed the sector of the actor Moss Guild from unknown to government, which holds" in found[0].words
    mine = decided(page, other.act, minute=1)
    assert told(page, one, mine) == []
    gone = revise(page, text=TEXT.replace("Moss Guild", "Fern Guild"), actors=())
    assert [each.reason for each in doubts(gone, one)] == [Reason.STALE]


def test_every_reason_has_words_and_answers_are_taken():
    assert set(REASONS) == set(Reason)
    page = record(actors=(guild(0.2),), findings=(finding("unaccounted_text", Severity.WARNING),))
    for doubt in doubts(page):
        answers = answers_of(doubt)
        for answer in (answers.yes, answers.no):
            if answer:
                decision = decided(page, act_of(page, 1, answer.intent))
                assert doubt.key not in {each.key for each in doubts(page, decision)}


def at(minute: float) -> str:
    return f"2026-01-01T{9 + int(minute) // 60:02}:{int(minute) % 60:02}:{round(minute % 1 * 60):02}Z"


@pytest.mark.parametrize(
    ("minutes", "left", "words"),
    [
        ([], 60, "0 of 60"),
        ([9.5], 59, "1 of 60"),
        ([8, 8.5, 9, 9.5], 24, "4 of 28, about 12 minutes left"),
        ([7, 8, 9], 1, "3 of 4, about 1 minute left"),
        ([7, 8, 9], 0, "3 of 3"),
        ([1, 2, 9], 600, "3 of 603, about 40 hours left"),
        ([-50, -49, 8, 9], 10, "2 of 12, about 10 minutes left"),
    ],
)
def test_a_sitting_is_told(minutes, left, words):
    times = [at(minute + 60) for minute in minutes]
    assert session_of(times, at(70), left).words == words


@given(st.lists(st.integers(0, 59)), st.integers(0, 10**6))
def test_a_sitting_never_counts_more_than_was_decided(minutes, left):
    session = session_of([at(each) for each in minutes], at(60), left)
    assert 0 <= session.done <= len(minutes)
    assert session.left == left
    assert (session.minutes or 0) >= 0
