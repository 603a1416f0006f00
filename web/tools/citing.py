"""Words of a case with the place where they stand."""

import re
from collections.abc import Iterator

from models.difference import KINDS
from models.document import Span
from models.record import AmountValue, CaseRecord, Entity, Mention
from models.report import Snippet
from web.tools.answers import Answer, Citation, SectionOfCase, ThingOfCase

_MOST_CITED = 3


def cite(record: CaseRecord, start: int, end: int, section: str | None) -> Citation:
    """The stretch of the record's text."""
    quote = record.text[start:end]
    return Citation(case=record.id, start=start, end=end, quote=quote, section=section, address=record.source.uri)


def cite_snippet(record: CaseRecord, stored: CaseRecord, snippet: Snippet) -> Citation | None:
    """Where a snippet's words, or at least those that were searched, stand in `stored`; they are cited as `record`."""
    spans = [each.span for each in stored.sections if each.key == snippet.section]
    spans = spans or [Span(start=0, end=len(stored.text))]
    for words in (snippet.text.strip("…"), *(snippet.text[start:end] for start, end in snippet.highlights)):
        pattern = re.compile(r"\s+".join(map(re.escape, words.split())) or "(?!)")
        for span in spans:
            if match := pattern.search(stored.text, span.start, span.end):
                return cite(record, *match.span(), snippet.section)
    return None


def sections_of(record: CaseRecord, wanted: frozenset[str] | None) -> Iterator[SectionOfCase]:
    """The sections of those keys, or all."""
    for section in record.sections:
        if wanted is None or section.key in wanted:
            yield SectionOfCase(
                key=section.key,
                heading=section.heading,
                text=section.text,
                citation=cite(record, section.span.start, section.span.end, section.key),
                answers=tuple(
                    Answer(
                        key=pair.key,
                        question=pair.question,
                        answer=pair.answer,
                        state=pair.state.value,
                        citation=_cited(record, pair.answer_span or pair.span, section.key),
                    )
                    for pair in section.pairs
                ),
            )


def _cited(record: CaseRecord, span: Span | None, section: str) -> Citation | None:
    return cite(record, span.start, span.end, section) if span else None


def things_of(record: CaseRecord) -> Iterator[ThingOfCase]:
    """Everything the page speaks of, kind by kind."""
    for kind in KINDS:
        for thing in getattr(record, kind):
            named = isinstance(thing, Entity)
            mentions: tuple[Mention, ...] = thing.mentions
            yield ThingOfCase(
                kind=kind.removesuffix("s"),
                id=thing.id if named else None,
                name=thing.name if named else thing.text if isinstance(thing, AmountValue) else thing.value,
                mentions=len(mentions),
                citations=tuple(cite(record, each.start, each.end, each.section) for each in mentions[:_MOST_CITED]),
            )
