"""The page aligned to a template as a whole: the best chain of anchors.

As in the alignment of genomes that were rearranged: each anchor gains by how well its words fit, each step from one to
the next costs by how far it leaves the template's order. So a prompt that stands in several sections is told apart by
its place, and swapped or missing sections cost little against the many prompts that then fit.
"""

from collections.abc import Sequence

from extractors.folding import fold
from extractors.sections.candidates import Anchor, anchors_of
from extractors.sections.elements import Element, elements_of
from extractors.sections.lines import Lines
from models.frozen import Frozen
from models.outline import Mark, Role
from models.template import Template

_SKIPPED_PROMPT = 0.04
_SKIPPED_SECTION = 0.02
_MOST_FOR_SKIPS = 0.3
_WITHOUT_HEADING = 0.25
_BACK_TO_SECTION = 0.3
_BACK_WITHIN_SECTION = 0.35
_BACK_TO_PROMPT = 0.8
_NEVER = float("inf")


class Alignment(Frozen):
    """Where the template's words stand on the page, in page order, and how much of the template that is (0 to 1)."""

    template: Template
    marks: tuple[Mark, ...]
    fit: float


def align(text: str, page: Lines, template: Template) -> Alignment:
    """The best alignment of the page's lines to `template`; it may be empty."""
    elements = elements_of(template)
    page = _without_chrome(page, template)
    chain = _unrepeated(_best_chain(anchors_of(text, page, elements), elements), elements)
    return Alignment(template=template, marks=tuple(_mark(each, elements) for each in chain), fit=_fit(chain, elements))


def _without_chrome(page: Lines, template: Template) -> Lines:
    """The page's lines that do not say what the template knows as the site's words."""
    chrome = {tuple(fold(words).split()) for words in template.chrome}
    kept = (line for line in page.lines if tuple(word for *_, word in page.words[line.first : line.last]) not in chrome)
    return page._replace(lines=tuple(kept)) if chrome else page


def _best_chain(anchors: Sequence[Anchor], elements: Sequence[Element]) -> list[Anchor]:
    """The chain of anchors that do not overlap with the greatest sum of gains less the costs of its steps."""
    best: list[tuple[float, int | None]] = []
    for index, anchor in enumerate(anchors):
        element = elements[anchor.element]
        value, before = anchor.gain - _step_cost(None, element), None
        for earlier in range(index):
            reached = best[earlier][0] + anchor.gain
            if reached > value and anchors[earlier].end <= anchor.start:
                reached -= _step_cost(elements[anchors[earlier].element], element)
                if reached > value:
                    value, before = reached, earlier
        best.append((value, before))
    chain: list[Anchor] = []
    at = max(range(len(best)), key=lambda index: best[index][0], default=None)
    while at is not None:
        chain.append(anchors[at])
        at = best[at][1]
    return chain[::-1]


def _step_cost(before: Element | None, after: Element) -> float:
    """What it costs to meet `after` next, having last met `before` (None at the top of the page)."""
    if before is None:
        return min(_MOST_FOR_SKIPS, _SKIPPED_SECTION * after.place) + _entry_cost(after)
    if after is before:
        return 0 if after.prompt and after.prompt.repeats else _NEVER
    if after.place == before.place:
        ahead = after.rank - before.rank
        return min(_MOST_FOR_SKIPS, _SKIPPED_PROMPT * (ahead - 1)) if ahead > 0 else _BACK_WITHIN_SECTION
    if after.place > before.place:
        return min(_MOST_FOR_SKIPS, _SKIPPED_SECTION * (after.place - before.place - 1)) + _entry_cost(after)
    return _BACK_TO_SECTION if after.role is Role.HEADING else _BACK_TO_PROMPT


def _entry_cost(element: Element) -> float:
    """What it costs to enter a section by `element`: nothing by its heading."""
    return 0 if element.role is Role.HEADING or not element.section.heading else _WITHOUT_HEADING


def _unrepeated(chain: Sequence[Anchor], elements: Sequence[Element]) -> list[Anchor]:
    """The chain with each element that does not repeat at its best place only."""
    kept: dict[int, Anchor] = {}
    for anchor in chain:
        prompt = elements[anchor.element].prompt
        if prompt is not None and prompt.repeats:
            continue
        rival = kept.get(anchor.element)
        if rival is None or anchor.gain > rival.gain:
            kept[anchor.element] = anchor
    return [each for each in chain if kept.get(each.element, each) is each]


def _mark(anchor: Anchor, elements: Sequence[Element]) -> Mark:
    element = elements[anchor.element]
    return Mark(
        start=anchor.start,
        end=anchor.end,
        role=element.role,
        section=element.section,
        prompt=element.prompt,
        number=anchor.number,
        similarity=anchor.similarity,
    )


def _fit(chain: Sequence[Anchor], elements: Sequence[Element]) -> float:
    """The share of the template's weight that the chain bears; what is optional or mere guidance weighs nothing."""
    asked = [each for each in elements if each.role is not Role.GUIDANCE and not _is_optional(each)]
    whole = sum(each.weight for each in asked)
    borne = sum(
        elements[anchor.element].weight * anchor.similarity
        for anchor in chain
        if elements[anchor.element].role is not Role.GUIDANCE and not _is_optional(elements[anchor.element])
    )
    return min(1.0, borne / whole) if whole else 0.0


def _is_optional(element: Element) -> bool:
    return element.section.optional or (element.prompt is not None and element.prompt.optional)
