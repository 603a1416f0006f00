"""What on a page is the site's and not the page's, where the elements do not say it: trafilatura is the judge.

It only marks blocks as chrome; no word is dropped. The judge knows articles better than forms: what it leaves out is
the site's only where its place on the page, its name or its links say so too.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import islice, takewhile

from extractors.folding import fold
from extractors.readers.evidence import Evidence, are_linked, evidence_of, is_trusted, is_widget
from extractors.readers.flow import Draft, Flow
from extractors.readers.frames import Frame
from extractors.readers.judge import main_content
from models.document import BlockKind

_MOST_MARKUP = 500_000
_DEEPEST = 100
_MOST_ATTRIBUTES = 1000
_MENU = 4
_LITTLE = 0.1
_MOST = 0.6
_PAGE = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_LONG_TAG = re.compile(r"<[^<>]{4000,}")
_SECTIONS = frozenset({"article", "main", "section"})
_FACTS = frozenset({BlockKind.LABEL, BlockKind.CELL})
_ROWS = frozenset({"tr", "dt", "dd"})


def judged(markup: str, flow: Flow, title: str | None) -> list[Draft]:
    """The drafts of `flow`, those that are the site's marked as chrome; `title` is what the page declares as its own.

    Nothing is marked on a fragment of a page, nor where the judge finds less than a third of the prose; never a block
    with an address.
    """
    if not _PAGE.search(markup) or _overtaxes(markup, flow):
        return flow.drafts
    blocks = evidence_of(flow, main_content(markup))
    if not is_trusted(blocks):
        return flow.drafts
    page = _Page(blocks, title)
    sited = [each.draft.chrome or page.is_site(index) for index, each in enumerate(blocks)]
    imprint = _imprint(blocks, sited)
    return [
        draft if draft.chrome is (chrome := is_site or index >= imprint) else draft._replace(chrome=chrome)
        for index, (draft, is_site) in enumerate(zip(flow.drafts, sited, strict=True))
    ]


def _overtaxes(markup: str, flow: Flow) -> bool:
    """Whether the page would keep the judge busy for long: by its size, its depth, or attributes by the thousand."""
    return (
        len(markup) > _MOST_MARKUP
        or any(each.frame.depth > _DEEPEST for each in flow.drafts)
        or any(tag[0].count("=") > _MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(markup))
    )


class _Page:
    """The blocks of a page, and where the judge found what.

    What it left out is looked at in groups: all that stands in an element in which nothing was found.
    """

    def __init__(self, blocks: Sequence[Evidence], declared: str | None) -> None:
        self._blocks = blocks
        self._title = _title(blocks, declared)
        self._found = _by_frame([each for each in blocks if each.found])
        self._within = [self._scope.holds(each.draft.frame) for each in blocks]
        self._forms = {_form(each.draft.frame) for each in blocks if each.found} - {None}
        self._tops = [None if each.found else self._top(each.draft.frame) for each in blocks]
        self._groups: defaultdict[Frame | None, list[Evidence]] = defaultdict(list)
        for block, top in zip(blocks, self._tops, strict=True):
            self._groups[top].append(block)

    def is_site(self, index: int) -> bool:
        """Whether the block is the site's: a menu above the text, or left out by the judge with reason."""
        block, top = self._blocks[index], self._tops[index]
        if index < self._first_prose and block.is_linked and block.links >= _MENU:
            return True
        if block.found or index in self._titles or "@" in block.words or _is_row(top, block):
            return False
        if top and is_widget(each for each in block.draft.frame.path() if each.depth >= top.depth):
            return True
        group = self._groups[top] if top else [block]
        if are_linked(group):
            own_heading = top is not None and any(each.is_heading for each in group)
            return not self._within[index] or own_heading or index < self._first_section
        if not self._within[index]:
            return not (self._is_fact(index) or _form(block.draft.frame) in self._forms)
        return block.is_heading and self._heads_site(index)

    @cached_property
    def _scope(self) -> Frame:
        """The element that best parts what the judge found from what it left out; with the page's title, if it can.

        It holds most of what was found: short answers are left out too, and of a form one long paragraph would remain.
        """
        left = _by_frame([each for each in self._blocks if each.is_left])
        most = _MOST * max(self._found.values())
        likely = [each for each in self._found if self._found[each] >= most]
        scope = max(likely, key=lambda each: (self._found[each] - left[each], each.depth))
        if self._title is None:
            return scope
        head = self._blocks[self._title].draft.frame
        wider = next(each for each in scope.path() if each.holds(head))
        return wider if left[wider] - left[scope] <= _LITTLE * self._found[scope] else scope

    @cached_property
    def _titles(self) -> frozenset[int | None]:
        """The page's title, and the headings right above the scope."""
        above = range(self._within.index(True) - 1, -1, -1)
        leading = takewhile(lambda each: self._blocks[each].is_left and not self._blocks[each].is_prose, above)
        return frozenset([self._title, *(each for each in leading if self._blocks[each].is_heading)])

    @cached_property
    def _first_prose(self) -> int:
        return next((index for index, each in enumerate(self._blocks) if each.found and each.is_prose), 0)

    @cached_property
    def _first_section(self) -> int:
        """The first heading, below the topmost, of a section in which something was found."""
        for index, heading in enumerate(self._blocks):
            if heading.is_heading and heading.draft.level > 1:
                below = takewhile(lambda each: not each.is_heading, islice(self._blocks, index + 1, None))
                if any(each.found for each in below):
                    return index
        return len(self._blocks)

    def _top(self, frame: Frame) -> Frame | None:
        """The outermost element around, `frame` included, in which nothing was found."""
        return [None, *takewhile(lambda each: not self._found[each], frame.path())][-1]

    def _is_fact(self, index: int) -> bool:
        """Whether the block is a label or cell, or stands with its label."""
        block, before = self._blocks[index].draft, self._blocks[max(index - 1, 0)].draft
        return block.kind in _FACTS or (before.kind is BlockKind.LABEL and before.frame is block.frame)

    def _heads_site(self, index: int) -> bool:
        """Whether what the heading at `index` heads was judged to be the site's."""
        after = self._blocks[index + 1] if index + 1 < len(self._blocks) else None
        return after is not None and not (after.draft.chrome or after.is_heading) and self.is_site(index + 1)


def _is_row(top: Frame | None, block: Evidence) -> bool:
    """Whether nothing was found in the block's row of a table or list of facts, and something was in its other rows."""
    return top is not None and block.draft.kind in _FACTS and top.kind.partition(" ")[0] in _ROWS


def _title(blocks: Sequence[Evidence], declared: str | None) -> int | None:
    """The heading that is the page's title: the longest that is in what the page declares, else the only topmost."""
    headings = {index: fold(each.words) for index, each in enumerate(blocks) if each.is_heading}
    told = [index for index, words in headings.items() if words and words in fold(declared or "")]
    topmost = [index for index in headings if blocks[index].draft.level == 1]
    return max(told, key=lambda index: len(headings[index]), default=topmost[0] if len(topmost) == 1 else None)


def _imprint(blocks: Sequence[Evidence], sited: Sequence[bool]) -> int:
    """Where the lines at the page's end start that claim its copyright, with links among them."""
    first = len(blocks)
    for index in range(len(blocks) - 1, -1, -1):
        if "©" in blocks[index].words and not blocks[index].is_heading:
            first = index
        elif not (sited[index] or blocks[index].is_linked):
            break
    return first


def _by_frame(blocks: Sequence[Evidence]) -> Counter[Frame]:
    """How many characters of `blocks` each element holds."""
    held = Counter[Frame]()
    for block in blocks:
        for frame in block.draft.frame.path():
            held[frame] += block.size
    return held


def _form(frame: Frame) -> str | None:
    """What an element and the one around it are called; None where names tell nothing."""
    kinds = [each.kind for each in islice(frame.path(), 2)]
    return " < ".join(kinds) if any(" " in each or each in _SECTIONS for each in kinds) else None
