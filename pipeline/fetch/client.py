"""Pages asked for as a good guest asks: robots.txt first, at the host's pace, again only what failed for now."""

from collections import defaultdict
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from email.message import Message
from typing import Protocol
from urllib.parse import urljoin

from models.frozen import Frozen, revise
from pipeline.fetch.hosts import Host
from pipeline.fetch.links import absolute, read_refresh
from pipeline.fetch.outcomes import FetchCode, Fetched, FetchOutcome, Later, Refusal, Unchanged, Validators, Vanished
from pipeline.fetch.politeness import Politeness
from pipeline.fetch.retrying import backoff, retry_after
from pipeline.fetch.robots import Rules, parse_robots
from pipeline.fetch.soft_errors import is_html
from pipeline.fetch.targets import ForbiddenTargetError, Target, check_target
from pipeline.fetch.unpacking import DamagedError, OverLimitError
from pipeline.fetch.wire import Answer, NoAnswerError, Wire

_REDIRECTS = {301, 302, 303, 307, 308}
_TRY_LATER = {408, 425, 429}
_TOO_BUSY = {429, 503}
# RFC 9309 2.3.1.2: at least so many redirects of a robots.txt are followed.
_ROBOTS_REDIRECTS = 5


class Remembered(Frozen):
    """A robots.txt that an earlier run has seen."""

    content: bytes
    validators: Validators


class RobotsMemory(Protocol):
    """Keeps each robots.txt from run to run."""

    def recall(self, url: str) -> Remembered | None:
        """What is known of the robots.txt at `url`."""

    def keep(self, url: str, fetched: Fetched) -> None:
        """The robots.txt at `url` is this."""


class _Redirect(Frozen):
    """`by_page`: the page itself says so, not its server."""

    location: str
    by_page: bool = False


_Admit = Callable[[Target], Awaitable[FetchOutcome | float]]


class Client:
    """Fetches pages of at most `limit` bytes; use one a run, within its `Wire`."""

    def __init__(self, wire: Wire, politeness: Politeness, memory: RobotsMemory, *, limit: int) -> None:
        self._wire = wire
        self._politeness = politeness
        self._memory = memory
        self._limit = limit
        self._hosts: defaultdict[str, Host] = defaultdict(Host)
        self._rules: dict[str, Rules | Later] = {}

    async def fetch(self, url: str, known: Validators | None = None) -> FetchOutcome:
        """What came of asking for `url`; with `known` validators, Unchanged where the bytes are those still."""
        return await self._follow(url, known, self._admit, redirects=self._politeness.redirects)

    async def rules_of(self, target: Target) -> Rules | Later:
        """The robots.txt of the target's site; Later where it cannot be had, and so nothing else either."""
        url = f"{target.origin}/robots.txt"
        if url not in self._rules:
            self._rules[url] = await self._ask_rules(url)
        return self._rules[url]

    async def maps_of(self, robots: str) -> tuple[str, ...] | Refusal | Later:
        """The maps that the robots.txt at the address `robots` names."""
        target = self._target(robots)
        if isinstance(target, Refusal):
            return target
        rules = await self.rules_of(target)
        if isinstance(rules, Later):
            return rules
        return rules.sitemaps or Refusal(code=FetchCode.NOT_FOUND, message=f"{robots} names no map")

    async def _ask_rules(self, url: str) -> Rules | Later:
        remembered = self._memory.recall(url)
        known = remembered.validators if remembered else None
        outcome = await self._follow(url, known, self._admit_robots, redirects=_ROBOTS_REDIRECTS)
        match outcome:
            case Fetched():
                self._memory.keep(url, outcome)
                return parse_robots(outcome.content)
            case Unchanged() if remembered:
                return parse_robots(remembered.content)
            # RFC 9309 2.3.1.3: where the server says there is none, or hides it, all is allowed.
            case Vanished() | Refusal(code=FetchCode.DENIED | FetchCode.REDIRECTS):
                return Rules()
            case Refusal() | Later():
                return Later(message=f"its robots.txt cannot be had: {outcome.message}")
        return Later(message="its robots.txt is said to be unchanged, but was never seen")

    async def _admit_robots(self, target: Target) -> float:  # noqa: ARG002 -- any target will do
        return self._politeness.delay

    async def _admit(self, target: Target) -> FetchOutcome | float:
        rules = await self.rules_of(target)
        if isinstance(rules, Later):
            return rules
        if not rules.allow(target.url):
            return Refusal(code=FetchCode.ROBOTS, message=f"the robots.txt of {target.host} forbids {target.url}")
        return max(self._politeness.delay, min(rules.delay, self._politeness.patience))

    async def _follow(self, url: str, known: Validators | None, admit: _Admit, *, redirects: int) -> FetchOutcome:
        by_page = False
        for _ in range(redirects + 1):
            target = self._target(url)
            if isinstance(target, Refusal):
                return target
            admitted = await admit(target)
            if not isinstance(admitted, float | int):
                return admitted
            outcome = await self._ask(target, known, delay=admitted)
            if not isinstance(outcome, _Redirect):
                return _without_date(outcome) if by_page else outcome
            by_page |= outcome.by_page
            url = absolute(outcome.location, target.url) or urljoin(target.url, outcome.location)
        return Refusal(code=FetchCode.REDIRECTS, message=f"more than {redirects} redirects, the last to {url}")

    def _target(self, url: str) -> Target | Refusal:
        try:
            return check_target(url, self._politeness.allow_hosts)
        except ForbiddenTargetError as error:
            return Refusal(code=FetchCode.FORBIDDEN_ADDRESS, message=f"{url} may not be fetched: {error}")

    async def _ask(self, target: Target, known: Validators | None, *, delay: float) -> FetchOutcome | _Redirect:
        host = self._hosts[target.host]
        outcome: FetchOutcome | _Redirect = Later(message=f"{target.host} is left alone until the next run")
        attempts = 1 if host.is_ailing else self._politeness.attempts
        for attempt in range(1, attempts + 1):
            if host.closed:
                return Later(message=f"{target.host} is left alone until the next run: {host.closed}")
            async with host.turn(delay):
                outcome = await self._exchange(target, known)
            if not isinstance(outcome, Later):
                host.answered()
                return outcome
            if attempt < attempts:
                self._rest(host, outcome, attempt)
        if isinstance(outcome, Later):
            host.failed(outcome.message, down=outcome.host_down)
        return outcome

    def _rest(self, host: Host, outcome: Later, attempt: int) -> None:
        wait = backoff(self._politeness.backoff, attempt) if outcome.wait is None else outcome.wait
        if wait > self._politeness.patience:
            host.close(f"{outcome.message}; it asks for {wait:.0f} seconds")
        host.rest(wait)

    async def _exchange(self, target: Target, known: Validators | None) -> FetchOutcome | _Redirect:
        try:
            answer = await self._wire.exchange(target, _conditions(known), limit=self._limit)
        except NoAnswerError as error:
            return Later(message=str(error), host_down=True)
        except ForbiddenTargetError as error:
            return Refusal(code=FetchCode.FORBIDDEN_ADDRESS, message=f"{target.url} may not be fetched: {error}")
        except OverLimitError:
            allowed = f"more than the {self._limit / 2**20:.1f} MB allowed"
            return Refusal(code=FetchCode.OVERSIZED, message=f"{target.url} has, or unpacks to, {allowed}")
        except DamagedError as error:
            return Refusal(code=FetchCode.UNREADABLE, message=f"{target.url} is damaged: {error}")
        return _judged(target.url, answer)


def _conditions(known: Validators | None) -> dict[str, str]:
    given = {"If-None-Match": known and known.etag, "If-Modified-Since": known and known.last_modified}
    return {name: value for name, value in given.items() if value}


def _judged(url: str, answer: Answer) -> FetchOutcome | _Redirect:
    status, location = answer.status, answer.header("location")
    if status == 304:
        return Unchanged()
    if 200 <= status < 300:
        fetched = _fetched(url, answer)
        refresh = read_refresh(answer.content, url) if is_html(answer.content, fetched.media_type) else None
        return _Redirect(location=refresh, by_page=True) if refresh else fetched
    if status in _REDIRECTS and location:
        return _Redirect(location=location)
    if status in {404, 410}:
        return Vanished(message=f"{url} is not there ({status})")
    if status in _TRY_LATER or status >= 500:
        wait = retry_after(answer.header("retry-after"), now=datetime.now(UTC))
        return Later(message=f"{url} answers {status}", wait=wait, host_down=status in _TOO_BUSY)
    return Refusal(code=FetchCode.DENIED, message=f"{url} answers {status}")


def _without_date(outcome: FetchOutcome) -> FetchOutcome:
    """The page that sends on is asked first; a date that is the other page's would have it say that nothing changed."""
    if not isinstance(outcome, Fetched):
        return outcome
    return revise(outcome, validators=Validators(etag=outcome.validators.etag))


def _fetched(url: str, answer: Answer) -> Fetched:
    declared = Message()
    if header := answer.header("content-type"):
        declared["Content-Type"] = header
    # Without Last-Modified the date of the answer serves (RFC 9110 13.1.3).
    modified = answer.header("last-modified") or answer.header("date")
    return Fetched(
        url=url,
        content=answer.content,
        media_type=declared.get_content_type() if header else None,
        charset=declared.get_content_charset() if header else None,
        validators=Validators(etag=answer.header("etag"), last_modified=modified),
    )
