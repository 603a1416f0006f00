"""Decisions of a few words, for tests of what applies them."""

from hashlib import sha256

from curation.anchoring import select
from models.claim import ActorClaim, Claim
from models.decision import Add, Anchor, Anchored, Confirm, Correct, Decision, Redo, Reject, Selector, Undo, decide
from models.document import Span
from models.record import Actor, CaseRecord, Mention
from models.vocabulary import Sector


def words(text: str, quote: str, *, nth: int = 0) -> Selector:
    start = -1
    for _ in range(nth + 1):
        start = text.index(quote, start + 1)
    return select(text, start, start + len(quote))


def anchor(page: CaseRecord, field: str, quote: str | None, *, key: str = "", nth: int = 0) -> Anchor:
    at = words(page.text, quote, nth=nth) if quote else None
    return Anchor(field=field, key=key, words=at, version=1, sha256=sha256(page.text.encode()).hexdigest())


def decided(page: CaseRecord, act: Anchored | Undo | Redo, *, minute: int = 0, by: str = "Ada") -> Decision:
    at = f"2026-01-01T{minute // 60:02}:{minute % 60:02}:00Z"
    return decide(case=page.id, at=at, by=by, act=act)


def actor(name: str, sector: str = "unknown", *, named: bool = True) -> ActorClaim:
    return ActorClaim(name=name, sector=Sector(sector), named=named)


def added(page: CaseRecord, claim: Claim, quote: str, *, minute: int = 0, nth: int = 0) -> Decision:
    return decided(page, Add(anchor=anchor(page, f"{claim.thing}s", quote, nth=nth), value=claim), minute=minute)


def confirmed(page: CaseRecord, seen: Claim, quote: str, *, minute: int = 0) -> Decision:
    return decided(page, Confirm(anchor=anchor(page, f"{seen.thing}s", quote), seen=seen), minute=minute)


def corrected(page: CaseRecord, seen: Claim, value: Claim, quote: str, *, onto: str = "", minute: int = 0) -> Decision:
    at = words(page.text, onto) if onto else None
    act = Correct(anchor=anchor(page, f"{seen.thing}s", quote), seen=seen, value=value, words=at)
    return decided(page, act, minute=minute)


def rejected(page: CaseRecord, seen: Claim, quote: str, *, minute: int = 0, scope: str = "thing") -> Decision:
    act = Reject(anchor=anchor(page, f"{seen.thing}s", quote), seen=seen, scope=scope)
    return decided(page, act, minute=minute)


def undone(page: CaseRecord, decision: Decision, *, minute: int) -> Decision:
    return decided(page, Undo(decision=decision.id), minute=minute)


def redone(page: CaseRecord, decision: Decision, *, minute: int) -> Decision:
    return decided(page, Redo(decision=decision.id), minute=minute)


def quotes(things: tuple[Actor, ...]) -> list[str]:
    return [mention.quote for each in things for mention in each.mentions]


def spans(mentions: tuple[Mention, ...]) -> list[Span]:
    return [Span(start=each.start, end=each.end) for each in mentions]
