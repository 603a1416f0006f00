"""What a visit makes of an address of the frontier."""

from models.frozen import revise
from pipeline.arrivals import Copy
from pipeline.fetch.outcomes import FetchCode, Fetched, Later, Refusal, Unchanged, Vanished
from pipeline.store.frontier import Spot, VisitOutcome
from pipeline.store.unfetched import Failure

_GOOD = {VisitOutcome.FETCHED, VisitOutcome.UNCHANGED}
_NEXT_STEPS = {
    FetchCode.DENIED: "see whether it is meant for the public",
    FetchCode.FORBIDDEN_ADDRESS: "mend the address, or name the host in allow_hosts",
    FetchCode.NOT_FOUND: "mend the address, or leave it out",
    FetchCode.OVERSIZED: "raise max_page_bytes, or leave it out",
    FetchCode.REDIRECTS: "see where it leads in a browser",
    FetchCode.ROBOTS: "ask the site's owner, or leave it out",
    FetchCode.SOFT_ERROR: "open it in a browser; a slower pace may help",
    FetchCode.UNREACHABLE: "it is tried again in the next run",
    FetchCode.UNREADABLE: "see whether a browser can open it",
}


def fetched(spot: Spot, outcome: Fetched, digest: str, *, same_as: str | None = None) -> Spot:
    """The address with its new bytes, which may lie `same_as` another."""
    return Spot(
        url=spot.url,
        role=spot.role,
        outcome=VisitOutcome.FETCHED,
        sha256=digest,
        media_type=outcome.media_type,
        charset=outcome.charset,
        same_as=same_as,
        **outcome.validators.model_dump(),
    )


def settled(spot: Spot, outcome: Unchanged | Vanished | Refusal | Later) -> Spot:
    """The address without new bytes; what is known of the old ones stays."""
    match outcome:
        case Unchanged() if spot.sha256:
            return revise(spot, outcome=VisitOutcome.UNCHANGED, code=None, message=None, misses=0)
        case Unchanged():
            return refused(spot, FetchCode.DENIED, f"{spot.url} answers that it is unchanged, but was never seen")
        case Vanished():
            told = _told(FetchCode.NOT_FOUND, outcome.message)
            return revise(
                spot, outcome=VisitOutcome.VANISHED, code=FetchCode.NOT_FOUND, message=told, misses=spot.misses + 1
            )
        case Refusal():
            return refused(spot, outcome.code, outcome.message)
        case Later():
            told = _told(FetchCode.UNREACHABLE, f"{spot.url} cannot be had now ({outcome.message})")
            return revise(spot, outcome=VisitOutcome.LATER, code=FetchCode.UNREACHABLE, message=told)


def refused(spot: Spot, code: FetchCode, message: str) -> Spot:
    """The address that is not to be had."""
    return revise(spot, outcome=VisitOutcome.REFUSED, code=code, message=_told(code, message))


def alias(spot: Spot) -> Spot:
    """The good address gives no page of its own: that which it is `same_as` does."""
    return revise(spot, outcome=VisitOutcome.ALIAS)


def is_good(spot: Spot) -> bool:
    """Whether the last visit gave the page."""
    return spot.outcome in _GOOD


def copy_of(spot: Spot) -> Copy:
    """The newest bytes of an address that is good."""
    return Copy(sha256=spot.sha256 or "", media_type=spot.media_type, charset=spot.charset)


def failure_of(spot: Spot) -> Failure:
    """Why an address is not good."""
    return Failure(uri=spot.url, code=spot.code or FetchCode.UNREACHABLE, message=spot.message or spot.url)


def _told(code: FetchCode, message: str) -> str:
    return f"{message}: {_NEXT_STEPS[code]}"
