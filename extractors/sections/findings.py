"""What is odd about the way a page follows its template."""

from collections.abc import Sequence

from extractors.sections.alignment import Alignment
from models.document import Span
from models.outline import Mark, Region, Role
from models.record import Finding, Section
from models.vocabulary import PairState, Severity

_REWORDED = 0.93


def template_findings(alignment: Alignment, sections: Sequence[Section]) -> list[Finding]:
    """Sections and prompts that the template has and the page has not, that are reworded or out of order."""
    template = alignment.template
    present = {mark.section.key for mark in alignment.marks if mark.section}
    missing = [each for each in template.sections if each.key not in present and not each.optional]
    found = [
        _finding("missing_section", Severity.WARNING, f"section '{each.heading or each.key}' is not on the page")
        for each in missing
    ]
    for section in sections:
        found += [
            _finding("missing_prompt", Severity.WARNING, f"section '{section.heading}' does not ask '{pair.question}'")
            for pair in section.pairs
            if pair.state is PairState.MISSING
        ]
    return [*found, *_reworded(alignment.marks), *_out_of_order(alignment)]


def unaccounted_findings(text: str, regions: Sequence[Region]) -> list[Finding]:
    """A finding for each stretch of text that is neither the form's nor placed in it."""
    return [
        _finding(
            "unaccounted_text",
            Severity.WARNING,
            f"'{_clipped(text[each.start : each.end])}' is neither in a section nor known as the site's; "
            "add it to the template's chrome, or a section for it",
            each,
        )
        for each in regions
        if each.role is Role.UNACCOUNTED
    ]


def _reworded(marks: Sequence[Mark]) -> list[Finding]:
    return [
        _finding("reworded_prompt", Severity.INFO, f"the page words prompt '{mark.prompt.key}' otherwise", mark)
        for mark in marks
        if mark.prompt is not None and mark.similarity < _REWORDED
    ]


def unforeseen_findings(text: str, marks: Sequence[Mark]) -> list[Finding]:
    """A finding for each heading or prompt that the template does not know."""
    return [
        _finding(
            "unforeseen_heading",
            Severity.INFO,
            f"the template has no heading or prompt '{_clipped(text[mark.start : mark.end])}'",
            mark,
        )
        for mark in marks
    ]


def _out_of_order(alignment: Alignment) -> list[Finding]:
    order = [section.key for section in alignment.template.sections]
    headings = [mark for mark in alignment.marks if mark.role is Role.HEADING and mark.section]
    found = []
    highest = -1
    for mark in headings:
        place = order.index(mark.section.key) if mark.section else -1
        if place < highest:
            words = mark.section.heading if mark.section else ""
            found.append(
                _finding(
                    "out_of_order", Severity.INFO, f"section '{words}' stands after one that it should precede", mark
                )
            )
        highest = max(highest, place)
    return found


def _finding(code: str, severity: Severity, message: str, at: Mark | Region | None = None) -> Finding:
    return Finding(code=code, severity=severity, message=message, span=Span(start=at.start, end=at.end) if at else None)


def _clipped(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 60 else f"{words[:57]}…"
