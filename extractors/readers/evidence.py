"""What speaks for a block of a page being the page's own or the site's: what the judge kept, links, names, size."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from extractors.readers.flow import Draft, Flow
from extractors.readers.frames import Frame
from extractors.readers.judge import Kept
from models.document import BlockKind, Link

_PROSE = 80
_MOSTLY = 0.6
_LEAST_FOUND = 0.3
_FEW = 0.1
_WIDGET = re.compile(
    r"(?:^|[\s_-])(?:ads?|advert\w*|banner|breadcrumbs?|comments?|consent|cookies?|disqus|feedback|footer|menu|nav\w*"
    r"|newsletters?|pager|paywall|popular|promo\w*|recommend\w*|related|respond|shar(?:e|ing)|sidebar|sign-?up|social"
    r"|sponsor\w*|subscri\w+|tags?|teasers?|toc|trending|(?:about|author)-(?:author|bio|box|info))(?:$|[\s_-])",
    re.IGNORECASE,
)


class Evidence(NamedTuple):
    """A draft; `found` says that the judge kept it, `linked` is the share of it that is links, `links` their number."""

    draft: Draft
    words: str
    found: bool
    linked: float
    links: int

    @property
    def size(self) -> int:
        """Its characters."""
        return len(self.words)

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading that the elements do not give to the site."""
        return self.draft.kind is BlockKind.HEADING and not self.draft.chrome

    @property
    def is_linked(self) -> bool:
        """Whether most of it is links."""
        return self.linked >= _MOSTLY

    @property
    def is_prose(self) -> bool:
        """Whether it is as long as a sentence, and written to be read."""
        return self.size >= _PROSE and not self.is_linked and not self.draft.chrome

    @property
    def is_left(self) -> bool:
        """Whether it is words, not links, that the judge left out and the elements do not give to the site."""
        return not (self.found or self.is_linked or self.draft.chrome)


def evidence_of(flow: Flow, kept: Kept) -> list[Evidence]:
    """The evidence of each draft, `kept` being what the judge takes for the main content."""
    found = []
    for draft, (linked, links) in zip(flow.drafts, _covered(flow.drafts, flow.links), strict=True):
        words = flow.text[draft.start : draft.end]
        found.append(Evidence(draft, words, not draft.chrome and kept.has(words), linked, links))
    return found


def is_trusted(blocks: Sequence[Evidence]) -> bool:
    """Whether the judge found the main part: a third of the prose, readers' comments and the like left out."""
    prose = [each for each in blocks if each.is_prose]
    plain = [each for each in prose if not is_widget(each.draft.frame.path())]
    found = sum(each.size for each in prose if each.found)
    return found > max(_LEAST_FOUND * sum(each.size for each in plain), _FEW * sum(each.size for each in prose))


def are_linked(blocks: Sequence[Evidence]) -> bool:
    """Whether most of what `blocks` hold is links."""
    return sum(each.size * each.linked for each in blocks) >= _MOSTLY * sum(each.size for each in blocks)


def is_widget(frames: Iterable[Frame]) -> bool:
    """Whether a frame is named as what sites put around their pages, or in between."""
    return any(_WIDGET.search(each.name) for each in frames)


def _covered(drafts: Sequence[Draft], links: Sequence[Link]) -> Iterator[tuple[float, int]]:
    """For each draft, which share of it is in `links`, and in how many."""
    first = 0
    for draft in drafts:
        while first < len(links) and links[first].end <= draft.start:
            first += 1
        stop = bisect_left(links, draft.end, lo=first, key=lambda each: each.start)
        covered = sum(min(each.end, draft.end) - max(each.start, draft.start) for each in links[first:stop])
        yield covered / (draft.end - draft.start), stop - first
