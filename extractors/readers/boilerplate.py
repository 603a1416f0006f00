"""What on a page is the site's and not the page's, where the elements do not say it: trafilatura is the judge.

It only marks blocks as chrome; no word is dropped. A page that bears no site around it is not judged.
"""

import logging
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from extractors.readers.flow import Draft, Flow
from models.document import BlockKind, Link

_FEWEST_SITE_CHARACTERS = 40
_SHORTEST_MENU = 4
_MOST_MARKUP = 500_000
_LEAST_FOUND = 0.3
_TELLING = 30
_MOSTLY = 0.6
_FACTS = frozenset({BlockKind.LABEL, BlockKind.CELL})


class _Kept(NamedTuple):
    """What the judge takes for the page's own, folded: all of it, and line by line."""

    text: str
    lines: frozenset[str]

    def has(self, words: str) -> bool:
        """Whether the page's own text has `words`; few words must be lines of it, since they turn up by chance."""
        if len(words) >= _TELLING:
            return _folded(words) in self.text
        return all(_folded(line) in self.lines for line in words.splitlines())


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
    found = [not draft.chrome and kept.has(flow.text[draft.start : draft.end]) for draft in drafts]
    left = [
        (draft.end - draft.start, is_found) for draft, is_found in zip(drafts, found, strict=True) if not draft.chrome
    ]
    if sum(size for size, is_found in left if is_found) < _LEAST_FOUND * sum(size for size, _ in left):
        return drafts
    sited = _sited(drafts, found, linked)
    return [
        draft._replace(chrome=True) if is_site and not _is_safe(flow.text, draft) else draft
        for draft, is_site in zip(drafts, sited, strict=True)
    ]


def _sited(drafts: Sequence[Draft], found: Sequence[bool], linked: Sequence[float]) -> list[bool]:
    """What the judge left out before and after the main part; within it only links that stand under no heading.

    The main part lies between what tells: long blocks that the judge kept, and headings of sections that have any.
    """
    heads = _heads(drafts, found)
    tells = [heads[i] or (found[i] and each.end - each.start >= _TELLING) for i, each in enumerate(drafts)]
    if True not in tells:
        return [False] * len(drafts)
    first = tells.index(True)
    while first and drafts[first - 1].kind is BlockKind.HEADING and not drafts[first - 1].chrome:
        first -= 1
    main = range(first, len(tells) - tells[::-1].index(True))
    headed = heads.index(True) if True in heads else len(drafts)
    return [not found[i] and (i not in main or (linked[i] >= _MOSTLY and i < headed)) for i in range(len(drafts))]


def _heads(drafts: Sequence[Draft], found: Sequence[bool]) -> list[bool]:
    """Which drafts are headings, below the topmost, of sections of which the judge kept something."""
    heads = [False] * len(drafts)
    for index, heading in enumerate(drafts):
        if heading.kind is BlockKind.HEADING and heading.level > 1 and not heading.chrome:
            below = takewhile(lambda each: drafts[each].kind is not BlockKind.HEADING, range(index + 1, len(drafts)))
            heads[index] = any(found[each] for each in below)
    return heads


def _has_site(drafts: Sequence[Draft], linked: Sequence[float]) -> bool:
    """Whether the elements name a site around the page, or a menu opens it."""
    named = sum(draft.end - draft.start for draft in drafts if draft.chrome)
    return named >= _FEWEST_SITE_CHARACTERS or (
        len(linked) > _SHORTEST_MENU and all(share >= _MOSTLY for share in linked[:_SHORTEST_MENU])
    )


def _kept(markup: str) -> _Kept:
    import trafilatura  # half a second, which most runs never need

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        text = trafilatura.extract(markup, fast=True, favor_recall=True, include_comments=False, include_tables=True)
    except Exception:  # noqa: BLE001 - a judge that fails says nothing
        text = None
    return _Kept(_folded(text or ""), frozenset(map(_folded, (text or "").splitlines())))


def _folded(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _is_safe(text: str, draft: Draft) -> bool:
    return (
        (draft.kind is BlockKind.HEADING and draft.level == 1)
        or draft.kind in _FACTS
        or "@" in text[draft.start : draft.end]
    )


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
