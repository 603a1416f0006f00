"""What fetched bytes say of themselves: whether they are the page at all, whose, and where they lead."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from models.frozen import Frozen
from pipeline.fetch.links import page_address, read_links
from pipeline.fetch.outcomes import Fetched
from pipeline.fetch.plan import Plan
from pipeline.fetch.sitemaps import read_sitemap
from pipeline.fetch.soft_errors import SoftError, is_html, soft_error
from pipeline.store.frontier import Role, Spot

SAID = {
    SoftError.BLOCKED: "that we are blocked",
    SoftError.LOGIN: "that one has to log in",
    SoftError.LATER: "to try again later",
    SoftError.COOKIES: "that cookies must be accepted",
    SoftError.ABSENT: "that there is no such page",
}


class Reading(Frozen):
    """`leads` are the addresses that the bytes lead to; `excuse` says, in words, what they say instead of being the
    page, and is None for a page in its own right; `same_as` is another address at which the page lies."""

    leads: Mapping[str, Role] = {}
    excuse: str | None = None
    same_as: str | None = None


def read_fetched(plan: Plan, spot: Spot, fetched: Fetched, *, limit: int) -> Reading:
    """What the bytes of the address say. Raises ValueError for a map that is none."""
    if spot.role is Role.SITEMAP:
        leads = plan.found_on(read_sitemap(fetched.content, fetched.url, limit=limit))
        return Reading(leads=leads, excuse=None if leads else _excuse_of(fetched))
    if not is_html(fetched.content, fetched.media_type):
        return Reading(same_as=_elsewhere(spot, fetched.url))
    links = read_links(fetched.content, fetched.url, charset=fetched.charset)
    leads = plan.found_in(links, spot.role) if plan.explores else {}
    if excuse := _excuse_of(fetched) if spot.role is Role.PAGE or not leads else None:
        return Reading(excuse=excuse)
    return Reading(leads=leads, same_as=_elsewhere(spot, fetched.url, links.canonical))


def _elsewhere(spot: Spot, url: str, canonical: str | None = None) -> str | None:
    """The address that the page calls its own, or to which it was redirected; None where it is the spot's.

    Pages often name a wrong one, that of a form or a front page; so it counts only if it differs in nothing but query,
    scheme, host's `www.` and a last slash.
    """
    address = page_address(url, url)
    if canonical and _bare(canonical) == _bare(url):
        address = canonical
    return address if address != spot.url else None


def _bare(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.netloc.removeprefix("www."), parts.path.rstrip("/")


def _excuse_of(fetched: Fetched) -> str | None:
    said = soft_error(fetched.content, fetched.media_type, fetched.charset)
    return f"{fetched.url} says only {SAID[said]}" if said else None
