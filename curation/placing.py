"""Each decision with the places that its words have on the page now."""

from hashlib import sha256
from typing import NamedTuple

from curation.anchoring import Found, Lost, locate
from models.decision import Anchored, Bound, Correct, Decision, Different, Same, Selector
from models.document import Span
from models.fate import Fate, Outcome


class Placed(NamedTuple):
    """A decision to act on.

    `span` is where the anchor's words stand, null where it has none. `onto` is the second place that an act speaks of:
    where a corrected thing stands in truth, the new bounds, the other of two things.
    """

    decision: Decision
    act: Anchored
    span: Span | None = None
    onto: Span | None = None


class Page(NamedTuple):
    """A text and its digest."""

    text: str
    sha256: str


def page_of(text: str) -> Page:
    """The text with its digest."""
    return Page(text, sha256(text.encode()).hexdigest())


def place(page: Page, decision: Decision, act: Anchored) -> Placed | Fate:
    """The decision with its places on the page; its fate where one of them is not certain."""
    same = page.sha256 == act.anchor.sha256
    span = _placed(page.text, act.anchor.words, same_text=same)
    if isinstance(span, Lost) and act.anchor.field == "title":
        span = None
    onto = (
        _bounds(page.text, act, same_text=same) if isinstance(act, Bound) else _second(page.text, act, same_text=same)
    )
    for each in (span, onto):
        if isinstance(each, Lost):
            return stale(decision, each.reason, proposal=each.proposal)
    assert not isinstance(span, Lost) and not isinstance(onto, Lost)  # noqa: S101, PT018 - the loop saw to it
    return Placed(decision, act, span, onto)


def stale(decision: Decision, reason: str, *, proposal: Span | None = None) -> Fate:
    """The fate of a decision that is set aside."""
    return Fate(decision=decision.id, outcome=Outcome.STALE, was=was_at(decision), reason=reason, proposal=proposal)


def was_at(decision: Decision) -> Span | None:
    """Where the anchor's words stood for the curator."""
    words = decision.act.anchor.words if isinstance(decision.act, Anchored) else None
    return Span(start=words.start, end=words.end) if words else None


def _second(text: str, act: Anchored, *, same_text: bool) -> Span | Lost | None:
    if isinstance(act, Correct):
        return _placed(text, act.words, same_text=same_text)
    if isinstance(act, Same | Different):
        return _placed(text, act.other.words, same_text=same_text)
    return None


def _bounds(text: str, act: Bound, *, same_text: bool) -> Span | Lost:
    begins = locate(text, act.begins, same_text=same_text)
    ends = locate(text, act.ends, same_text=same_text)
    if isinstance(begins, Lost):
        return begins
    if isinstance(ends, Lost):
        return ends
    if begins.span.start >= ends.span.end:
        return Lost("the words that end it now stand before those that begin it")
    return Span(start=begins.span.start, end=ends.span.end)


def _placed(text: str, words: Selector | None, *, same_text: bool) -> Span | Lost | None:
    if words is None:
        return None
    found = locate(text, words, same_text=same_text)
    return found.span if isinstance(found, Found) else found
