"""What fetched bytes say of themselves: whether they are the page at all, and where they lead."""

from collections.abc import Mapping

from pipeline.fetch.links import read_links
from pipeline.fetch.outcomes import Fetched
from pipeline.fetch.plan import Plan
from pipeline.fetch.sitemaps import read_sitemap
from pipeline.fetch.soft_errors import SoftError, is_html, soft_error
from pipeline.store.frontier import Role

SAID = {
    SoftError.BLOCKED: "that we are blocked",
    SoftError.LOGIN: "that one has to log in",
    SoftError.LATER: "to try again later",
    SoftError.COOKIES: "that cookies must be accepted",
    SoftError.ABSENT: "that there is no such page",
}


def leads_of(plan: Plan, role: Role, fetched: Fetched, *, limit: int) -> Mapping[str, Role]:
    """The addresses that the bytes lead to. Raises ValueError for a map that is none."""
    if role is Role.SITEMAP:
        return plan.found_on(read_sitemap(fetched.content, fetched.url, limit=limit))
    if not plan.explores or not is_html(fetched.content, fetched.media_type):
        return {}
    return plan.found_in(read_links(fetched.content, fetched.url, charset=fetched.charset))


def excuse_of(fetched: Fetched) -> str | None:
    """What the page says instead of what it was asked for, in words; None for a page in its own right."""
    said = soft_error(fetched.content, fetched.media_type, fetched.charset)
    return f"{fetched.url} says only {SAID[said]}" if said else None
