"""Which words of a page are the author's and in no other's company, as far as its record tells."""

from collections.abc import Iterable, Iterator, Sequence

from curation.spans import within
from models.document import Span
from models.record import CaseRecord, Coverage, Pair, Section

UNACCOUNTED = "unaccounted_text"


def authored(record: CaseRecord) -> list[Span]:
    """The stretches of the page that the sections' texts are made of, in page order."""
    return sorted((span for each in record.sections for span in _of_section(record.text, each)), key=_start)


def _of_section(text: str, section: Section) -> Iterator[Span]:
    start, end = section.span.start, section.span.end
    masked = text[start:end]
    for asked in prompts(section.pairs):
        first, last = max(0, asked.start - start), max(0, asked.end - start)
        masked = masked[:first] + " " * (last - first) + masked[last:]
    at = masked.find(section.heading) + len(section.heading) if section.heading in masked else 0
    for line in section.text.splitlines():
        words = line.strip()
        found = masked.find(words, at) if words else -1
        if found >= 0:
            at = found + len(words)
            yield Span(start=start + found, end=start + at)


def prompts(pairs: Iterable[Pair]) -> Iterator[Span]:
    """The words of the prompts."""
    for pair in pairs:
        if pair.span is not None:
            end = pair.answer_span.start if pair.answer_span else pair.span.end
            yield Span(start=min(pair.span.start, end), end=end)


def joined(text: str, spans: Sequence[Span]) -> str:
    """The words of the spans as they stand; where words of others stand between two, a blank line does."""
    words = ""
    last: Span | None = None
    for span in sorted(spans, key=_start):
        if last is not None:
            gap = text[last.end : span.start]
            words += gap if not gap.strip() else "\n\n"
        words += text[span.start : span.end]
        last = span
    return words.strip()


def recounted(record: CaseRecord, gained: Sequence[Span], lost: Sequence[Span]) -> Coverage:
    """The ledger after the author's words gained what was nobody's or the site's, and lost what is the site's."""
    odd = [each.span for each in record.findings if each.code == UNACCOUNTED and each.span is not None]
    found = sum(ink(record.text, within(odd, each)) for each in gained)
    more, less = ink(record.text, gained), ink(record.text, lost)
    was = record.coverage
    return Coverage(
        characters=was.characters,
        used=was.used + more - less,
        boilerplate=was.boilerplate - (more - found) + less,
        unaccounted=was.unaccounted - found,
    )


def ink(text: str, spans: Iterable[Span]) -> int:
    """How many code points of the spans are not blank."""
    return sum(sum(map(len, text[each.start : each.end].split())) for each in spans)


def _start(span: Span) -> int:
    return span.start
