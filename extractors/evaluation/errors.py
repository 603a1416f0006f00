"""What a page has wrong, each thing with the words around it."""

import re
from collections.abc import Iterator, Sequence

from extractors.evaluation import folding
from extractors.evaluation.verdict import Item, Verdict
from models.document import Span
from models.gold import GoldPage
from models.record import CaseRecord
from models.scores import Context, Error, ErrorKind

_AROUND = 70
_NAMED = ("actors", "events", "persons", "places", "instruments")
_VALUED = ("contacts", "dates", "amounts")


def errors_of(
    record: CaseRecord, gold: GoldPage, verdicts: Sequence[Verdict], wrong_sectors: Sequence[Item]
) -> Iterator[Error]:
    """The misses and false finds of `verdicts`, and the wrong sectors, each with its context."""
    for verdict in verdicts:
        for item in verdict.missed:
            span = locate(record, item.forms)
            note = item.note or _stands_there(record, span)
            yield _error(record, verdict.label, ErrorKind.MISSED, item, span, note)
        for item in verdict.extra:
            yield _error(record, verdict.label, ErrorKind.EXTRA, item, item.span, _said_by_gold(item, verdict, gold))
    for item in wrong_sectors:
        yield _error(record, "sectors", ErrorKind.WRONG, item, item.span)


def _error(record: CaseRecord, label: str, kind: ErrorKind, item: Item, span: Span | None, note: str = "") -> Error:
    return Error(
        label=label,
        kind=kind,
        words=" ".join(item.words.split()),
        section=_heading(record, span) if span else "",
        context=context(record.text, span) if span else None,
        note=note,
        extractor=item.extractor,
        confidence=item.confidence,
    )


def locate(record: CaseRecord, forms: Sequence[str]) -> Span | None:
    """Where the page says one of `forms`: the first place in a section, else anywhere; blanks and case do not count."""
    for form in forms:
        words = form.split()
        if words:
            pattern = re.compile(r"\s+".join(map(re.escape, words)), re.IGNORECASE)
            spans = [Span(start=match.start(), end=match.end()) for match in pattern.finditer(record.text)]
            within = (span for span in spans if any(_overlap(span, section.span) for section in record.sections))
            place = next(within, spans[0] if spans else None)
            if place:
                return place
    return None


def context(text: str, span: Span) -> Context:
    """The words of `span` in their line, of it and on either side at most about 70 characters."""
    opens = text.rfind("\n", 0, span.start) + 1
    closes = text.find("\n", span.end)
    before = " ".join(text[opens : span.start].split())
    after = " ".join(text[span.end : closes if closes >= 0 else len(text)].split())
    gap_before, gap_after = text[span.start - 1 : span.start].isspace(), text[span.end : span.end + 1].isspace()
    return Context(
        before=_last_words(before) + " " * (gap_before and bool(before)),
        quote=_first_words(" ".join(text[span.start : span.end].split())),
        after=" " * (gap_after and bool(after)) + _first_words(after),
    )


def _heading(record: CaseRecord, span: Span) -> str:
    return next((section.heading for section in record.sections if _overlap(span, section.span)), "")


def _first_words(text: str) -> str:
    return text if len(text) <= _AROUND else text[:_AROUND].rsplit(" ", 1)[0] + " …"


def _last_words(text: str) -> str:
    return text if len(text) <= _AROUND else "… " + text[-_AROUND:].split(" ", 1)[-1]


def _overlap(one: Span, other: Span | None) -> bool:
    return other is not None and one.start < other.end and other.start < one.end


def _stands_there(record: CaseRecord, span: Span | None) -> str:
    """What the record has at the place of something that it misses."""
    if span is None:
        return "the page does not say it so"
    there = [
        f"{field.removesuffix('s')} “{' '.join(mention.quote.split())}”"
        for field in (*_NAMED, *_VALUED)
        for thing in getattr(record, field)
        for mention in thing.mentions
        if mention.start < span.end and span.start < mention.end
    ]
    return f"there stands {', '.join(dict.fromkeys(there))}" if there else ""


def _said_by_gold(item: Item, verdict: Verdict, gold: GoldPage) -> str:
    """What gold calls the same or nearly the same words as something that it does not have."""
    names = item.words.split(" | ")
    missed = [each.words for each in verdict.missed if any(_near(name, form) for form in each.forms for name in names)]
    if missed:
        return f"gold has {', '.join(missed)}"
    kinds = [
        field
        for field in _NAMED
        for thing in getattr(gold, field) or ()
        if any(folding.name(name) == folding.name(form) for form in thing.names for name in names)
    ]
    if verdict.label in kinds:
        return "gold has it once"
    return f"gold has it among {', '.join(dict.fromkeys(kinds))}" if kinds else ""


def _near(one: str, other: str) -> bool:
    return folding.token_f1(one, other) >= 0.5
