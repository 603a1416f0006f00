"""Sections and pairs assembled from regions and marks."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from extractors.sections.answers import state_of, value_of
from extractors.sections.lines import without_ornaments
from extractors.sections.numbering import number_of
from models.document import Document, Span
from models.outline import Mark, Region, Role
from models.record import HeaderField, Pair, Section
from models.vocabulary import PairState

# Dots that lead from a label to what is entered.
_LEADER = re.compile(r" ?\.{3,}$")
_AUTHORS = frozenset({Role.BODY, Role.ANSWER})


def keys_of(marks: Sequence[Mark]) -> list[str | None]:
    """The key of the section that each mark stands in; a section that comes again gets a key of its own (`_2`).

    A heading opens a section; so does a prompt of another section (its heading is missing, or it has none).
    """
    keys: list[str | None] = []
    seen: dict[str, int] = {}
    at: tuple[str, str] | None = None  # the section's own key, and its key on this page
    for mark in marks:
        if mark.section is None or mark.role not in {Role.HEADING, Role.PROMPT, Role.GUIDANCE}:
            keys.append(at[1] if at else None)
            continue
        if at is None or mark.role is Role.HEADING or mark.section.key != at[0]:
            seen[mark.section.key] = seen.get(mark.section.key, 0) + 1
            again = seen[mark.section.key]
            at = (mark.section.key, mark.section.key if again == 1 else f"{mark.section.key}_{again}")
        keys.append(at[1])
    return keys


def sections_of(
    document: Document,
    marks: Sequence[Mark],
    keys: Sequence[str | None],
    regions: Sequence[Region],
    *,
    language: str,
    unknown: tuple[str, ...] = (),
) -> tuple[Section, ...]:
    """The sections in page order, the lead first, each with its pairs in page order and then those that are missing."""
    inside = {key: list(group) for key, group in _by_section(regions)}
    placed = [(mark, key) for mark, key in zip(marks, keys, strict=True) if key is not None]
    headed = (
        _section(document, key, [mark for mark, own in placed if own == key], inside.get(key, []), language, unknown)
        for key in dict.fromkeys(key for _, key in placed)
    )
    return (*_lead(document, regions), *headed)


def _by_section(regions: Sequence[Region]) -> Iterable[tuple[str, Iterable[Region]]]:
    placed = [(each.section, each) for each in regions if each.section is not None]
    return ((key, [each for _, each in group]) for key, group in groupby(placed, key=lambda pair: pair[0]))


def _section(
    document: Document,
    key: str,
    marks: Sequence[Mark],
    regions: Sequence[Region],
    language: str,
    unknown: tuple[str, ...],
) -> Section:
    section = marks[0].section
    assert section is not None  # noqa: S101 - only marks of a section have a key
    heading = next((mark for mark in marks if mark.role is Role.HEADING), None)
    prompts = [mark for mark in marks if mark.role is Role.PROMPT]
    asked = {mark.prompt.key for mark in prompts if mark.prompt}
    pairs = [_pair(document, mark, regions, language, unknown) for mark in prompts]
    missing = [
        Pair(key=each.key, question=each.text, answer="", state=PairState.MISSING, span=None)
        for each in section.prompts
        if each.key not in asked and not each.optional
    ]
    return Section(
        key=key,
        number=heading.number if heading else None,
        heading=_heading(document, heading) if heading else "",
        span=Span(start=marks[0].start, end=max(marks[-1].end, *(each.end for each in regions))),
        text=joined(document.text, [each for each in regions if each.role in _AUTHORS]),
        pairs=(*pairs, *missing),
    )


def _heading(document: Document, mark: Mark) -> str:
    """The heading's words as on the page, without its number and the signs that set it apart."""
    return without_ornaments(_unnumbered(document, mark))


def _unnumbered(document: Document, mark: Mark) -> str:
    words = document.text[mark.start : mark.end]
    return words[number_of(words)[1] :] if mark.number else words


def _pair(document: Document, mark: Mark, regions: Sequence[Region], language: str, unknown: tuple[str, ...]) -> Pair:
    prompt = mark.prompt
    assert prompt is not None  # noqa: S101 - a prompt's mark bears its prompt
    answers = _answers(mark, regions)
    answer = joined(document.text, answers)
    state = state_of(answer, language, unknown)
    span = Span(start=answers[0].start, end=answers[-1].end) if answers else None
    return Pair(
        key=prompt.key,
        question=_LEADER.sub("", " ".join(_unnumbered(document, mark).split())),
        answer=answer,
        state=state,
        value=value_of(answer, prompt, language) if state is PairState.ANSWERED else None,
        span=Span(start=mark.start, end=span.end if span else mark.end),
        answer_span=span,
    )


def _answers(mark: Mark, regions: Sequence[Region]) -> list[Region]:
    """The regions of the answer to `mark`: those after it, up to the next heading or prompt."""
    found: list[Region] = []
    for region in regions:
        if region.start < mark.end or region.role is Role.GUIDANCE:
            continue
        if region.role is not Role.ANSWER:
            break
        found.append(region)
    return found


def joined(text: str, parts: Sequence[Region]) -> str:
    """The words of `parts` as they stand on the page; where words of others stand between two, a blank line does."""
    words = ""
    for index, part in enumerate(parts):
        if index:
            gap = text[parts[index - 1].end : part.start]
            words += gap if not gap.strip() else "\n\n"
        words += text[part.start : part.end]
    return words


def fields_of(document: Document, regions: Sequence[Region]) -> tuple[HeaderField, ...]:
    """The facts of the page's header, in order."""
    return tuple(
        HeaderField(
            label=each.question or "",
            value=document.text[each.start : each.end],
            span=Span(start=each.start, end=each.end),
        )
        for each in regions
        if each.role is Role.FIELD
    )


def _lead(document: Document, regions: Sequence[Region]) -> Iterator[Section]:
    """The author's words before the first heading or prompt: a section without heading, where there are any."""
    parts = [each for each in regions if each.role is Role.LEAD]
    if parts:
        yield Section(
            key=parts[0].section or "",
            number=None,
            heading="",
            span=Span(start=parts[0].start, end=parts[-1].end),
            text=joined(document.text, parts),
            pairs=(),
        )
