"""What on a page is the site's and not the page's, where the elements do not say it: trafilatura is the judge.

It only marks blocks as chrome; no word is dropped. A page that bears no site around it is not judged.
"""

import logging
from collections.abc import Sequence

from extractors.readers.flow import Draft, Flow
from models.document import BlockKind, Link

_FEWEST_SITE_CHARACTERS = 40
_SHORTEST_MENU = 4
_MOST_MARKUP = 500_000
_LEAST_FOUND = 0.3
_TELLING = 30
_MOSTLY = 0.6
_FACTS = frozenset({BlockKind.LABEL, BlockKind.CELL})


def judged(markup: str, flow: Flow) -> list[Draft]:
    """The drafts of `flow`, those that are the site's marked as chrome.

    The page's topmost headings, facts in tables and lists of definitions, and blocks with an address are never marked,
    nor is anything where the judge fails, or finds less than a third of what the elements leave.
    """
    drafts = flow.drafts
    if len(markup) > _MOST_MARKUP:
        return drafts
    linked = _linked(drafts, flow.links)
    if not _has_site(drafts, linked):
        return drafts
    kept = _kept(markup)
    found = [not draft.chrome and _folded(flow.text[draft.start : draft.end]) in kept for draft in drafts]
    sizes = [draft.end - draft.start for draft in drafts]
    content = sum(size for size, draft in zip(sizes, drafts, strict=True) if not draft.chrome)
    if sum(size for size, is_found in zip(sizes, found, strict=True) if is_found) < _LEAST_FOUND * max(content, 1):
        return drafts
    telling = [index for index, size in enumerate(sizes) if found[index] and size >= _TELLING]
    main = range(telling[0], telling[-1] + 1) if telling else range(len(drafts))
    marked = [
        draft.chrome or not (found[i] or _is_safe(flow.text, draft) or (i in main and linked[i] < _MOSTLY))
        for i, draft in enumerate(drafts)
    ]
    return [draft._replace(chrome=mark) for draft, mark in zip(drafts, _headed(drafts, found, marked), strict=True)]


def _has_site(drafts: Sequence[Draft], linked: Sequence[float]) -> bool:
    """Whether the elements name a site around the page, or a menu opens it."""
    named = sum(draft.end - draft.start for draft in drafts if draft.chrome)
    return named >= _FEWEST_SITE_CHARACTERS or (
        len(linked) > _SHORTEST_MENU and all(share >= _MOSTLY for share in linked[:_SHORTEST_MENU])
    )


def _kept(markup: str) -> str:
    """The folded text that trafilatura takes for the page's own; empty where it fails."""
    import trafilatura  # half a second, which most runs never need

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        text = trafilatura.extract(markup, fast=True, favor_recall=True, include_comments=False, include_tables=True)
    except Exception:  # noqa: BLE001 - a judge that fails says nothing
        return ""
    return _folded(text or "")


def _folded(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _is_safe(text: str, draft: Draft) -> bool:
    return (
        (draft.kind is BlockKind.HEADING and draft.level == 1)
        or draft.kind in _FACTS
        or "@" in text[draft.start : draft.end]
    )


def _headed(drafts: Sequence[Draft], found: Sequence[bool], marked: Sequence[bool]) -> list[bool]:
    """`marked`, but a heading that the judge did not keep goes with what it heads."""
    result = list(marked)
    heads_site: bool | None = None
    for index in range(len(drafts) - 1, -1, -1):
        if drafts[index].kind is not BlockKind.HEADING or drafts[index].chrome:
            heads_site = marked[index] and heads_site is not False
            continue
        if drafts[index].level > 1 and not found[index]:
            result[index] = heads_site is True
        heads_site = None
    return result


def _linked(drafts: Sequence[Draft], links: Sequence[Link]) -> list[float]:
    """For each draft, which share of it is linked words."""
    shares = []
    first = 0
    for draft in drafts:
        while first < len(links) and links[first].end <= draft.start:
            first += 1
        covered, index = 0, first
        while index < len(links) and links[index].start < draft.end:
            covered += min(links[index].end, draft.end) - max(links[index].start, draft.start)
            index += 1
        shares.append(covered / (draft.end - draft.start))
    return shares
